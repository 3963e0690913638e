package io.takecover.erofs;

import io.takecover.bytes.ByteView;

/**
 * The xattrs by which an image speaks to overlayfs. Whiteouts are marked one level of escaping
 * deeper, for they are for an overlay mount above the one that shows the image, and under the other
 * prefix too, for that mount may read either.
 */
enum Mark {
  METACOPY(0, "overlay.metacopy", null),
  REDIRECT(1, "overlay.redirect", null),
  OPAQUE(2, "overlay.opaque", null),
  WHITEOUT(3, "overlay.overlay.whiteout", "overlay.whiteout"),
  WHITEOUTS(4, "overlay.overlay.whiteouts", "overlay.whiteouts"),
  WHITEOUTS_OPAQUE(5, "overlay.overlay.opaque", "overlay.opaque");

  private final int column;
  private final ByteView suffix;
  private final ByteView twinSuffix;

  Mark(int column, String suffix, String twinSuffix) {
    this.column = column;
    this.suffix = XattrEntry.bytes(suffix);
    this.twinSuffix = twinSuffix == null ? null : XattrEntry.bytes(twinSuffix);
  }

  /** Where tables of marks keep it, from 0 on. */
  int column() {
    return column;
  }

  /** The name behind the prefix that overlayfs reads. */
  ByteView suffix() {
    return suffix;
  }

  /** The name behind the other prefix; null where the mark has no twin there. */
  ByteView twinSuffix() {
    return twinSuffix;
  }
}
