package io.takecover.dump;

/** The fields of a line, in their order; the last is not one field but all xattrs. */
public enum DumpColumn {
  PATH(0),
  SIZE(1),
  MODE(2),
  NLINK(3),
  UID(4),
  GID(5),
  RDEV(6),
  MTIME(7),
  PAYLOAD(8),
  CONTENT(9),
  DIGEST(10),
  XATTR(11);

  /** How many fields a line has before its xattrs. */
  static final int FIXED = 11;

  private final int position;
  private final String path = "line." + name().toLowerCase(java.util.Locale.ROOT);

  DumpColumn(int position) {
    this.position = position;
  }

  /** How many fields stand before it. */
  int position() {
    return position;
  }

  /** As a violation names it: {@code line.mode}. */
  public String path() {
    return path;
  }
}
