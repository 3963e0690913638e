package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;
import java.util.List;

/**
 * Which of an inode's xattrs are for overlayfs. It reads them under one prefix; what stands under
 * the other is the user's own, but for the twins of marks of whiteouts.
 */
final class OverlayMarks {
  /** Offset of a mark that is not there. */
  static final long NONE = -1;

  private static final List<Mark> ALL = List.of(Mark.values());
  private static final ByteView OVERLAY = XattrEntry.bytes("overlay.");
  private static final ByteView ESCAPED = XattrEntry.bytes("overlay.overlay.");

  private final CheckedFields fields;
  private final XattrEntry entry;
  private final boolean underUser;
  private final int prefix;
  private final int otherPrefix;
  private final long[] offset = new long[ALL.size()];
  private final long[] twinOffset = new long[ALL.size()];

  /**
   * @param underUser whether overlayfs reads "user.overlay." instead of "trusted.overlay."
   */
  OverlayMarks(CheckedFields fields, XattrEntry entry, boolean underUser) {
    this.fields = fields;
    this.entry = entry;
    this.underUser = underUser;
    prefix = underUser ? XattrEntry.USER : XattrEntry.TRUSTED;
    otherPrefix = underUser ? XattrEntry.TRUSTED : XattrEntry.USER;
  }

  /** Looks through the xattrs that were read last. */
  void find(XattrReader xattrs) throws RejectedException {
    Arrays.fill(offset, NONE);
    Arrays.fill(twinOffset, NONE);
    for (int k = 0; k < xattrs.count(); k++) {
      long at = xattrs.offset(k);
      int index = entry.nameIndex(at);
      boolean hasPrefix = index == prefix || index == otherPrefix;
      if (hasPrefix && entry.nameStartsWith(at, OVERLAY)) {
        classify(at, index == prefix);
      }
    }
    if (underUser) {
      requireAgreement();
    }
  }

  private void classify(long at, boolean isRead) throws RejectedException {
    boolean known = !isRead || entry.nameStartsWith(at, ESCAPED);
    for (Mark mark : ALL) {
      boolean named =
          isRead
              ? entry.nameIs(at, mark.suffix())
              : isTwin(at, mark.twinSuffix()) || (underUser && isTwin(at, mark.suffix()));
      if (named) {
        (isRead ? offset : twinOffset)[mark.column()] = at;
        known = true;
      }
    }
    fields.require(
        known, ErofsRule.OVERLAY_NAME, Region.KEY, entry.nameAt(at), entry.nameLength(at));
  }

  private boolean isTwin(long at, ByteView suffix) {
    return suffix != null && entry.nameIs(at, suffix);
  }

  /** Where both kinds of mounts read the same mark, it must say the same to both. */
  private void requireAgreement() throws RejectedException {
    for (Mark mark : ALL) {
      boolean both = mark.twinSuffix() == null && has(mark) && hasTwin(mark);
      if (both && !entry.sameValue(offset(mark), twinOffset(mark))) {
        long at = twinOffset(mark);
        fields.require(
            false, ErofsRule.OVERLAY_DIFFERS, Region.KEY, entry.nameAt(at), entry.nameLength(at));
      }
    }
  }

  /** Offset of the mark that overlayfs reads, or {@link #NONE}. */
  long offset(Mark mark) {
    return offset[mark.column()];
  }

  boolean has(Mark mark) {
    return offset(mark) != NONE;
  }

  /** Offset of the mark's twin under the other prefix, or {@link #NONE}. */
  long twinOffset(Mark mark) {
    return twinOffset[mark.column()];
  }

  boolean hasTwin(Mark mark) {
    return twinOffset(mark) != NONE;
  }

  /** Whether the xattr at an offset is escaped, so that overlayfs does not read it. */
  boolean isEscaped(long at) {
    return entry.nameIndex(at) == prefix && entry.nameStartsWith(at, ESCAPED);
  }
}
