package io.takecover;

/** The on-disk formats. */
public enum Format {
  /** The composefs descriptor of the kernel series v3, January 2023. */
  NATIVE,
  /** Today's composefs: an EROFS image of metadata, with the xattrs of overlayfs. */
  EROFS;

  /** As the command line and JSON name it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
