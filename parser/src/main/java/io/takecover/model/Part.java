package io.takecover.model;

/**
 * What a tree says of an inode, of a directory entry or of an xattr, whatever the format that says
 * it.
 */
public enum Part {
  MODE(Of.INODE),
  NLINK(Of.INODE),
  UID(Of.INODE),
  GID(Of.INODE),
  RDEV(Of.INODE),
  SIZE(Of.INODE),
  MTIME_SECONDS(Of.INODE),
  MTIME_NANOSECONDS(Of.INODE),
  CTIME_SECONDS(Of.INODE),
  CTIME_NANOSECONDS(Of.INODE),
  /** Backing path of a regular file or target of a symlink; its value is its length. */
  PAYLOAD(Of.INODE),
  /** Content of a regular file that the image itself holds; its value is its length. */
  CONTENT(Of.INODE),
  /** Its value is its length. */
  DIGEST(Of.INODE),
  /** The bytes of an entry's name; its value is the name's length. */
  NAME(Of.DIRENT),
  NAME_LENGTH(Of.DIRENT),
  /** The inode that an entry names. */
  TARGET(Of.DIRENT),
  /** The bytes of an xattr's full name; its value is their number. */
  KEY(Of.XATTR),
  KEY_LENGTH(Of.XATTR);

  /** What a part is a part of. */
  public enum Of {
    INODE,
    DIRENT,
    XATTR
  }

  private final Of of;

  Part(Of of) {
    this.of = of;
  }

  public Of of() {
    return of;
  }
}
