package io.takecover.erofs;

import io.takecover.bytes.Field;

/** Names runs of bytes that are no single field. */
enum Region implements Field {
  IMAGE("image"),
  INODES("inodes"),
  SHARED_XATTRS("shared_xattrs"),
  BLOCKS("blocks"),
  NAME("dirent.name"),
  KEY("xattr_entry.name"),
  VALUE("xattr_entry.value"),
  PAYLOAD("inode.payload"),
  DIGEST("metacopy.digest");

  private final String path;

  Region(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int width() {
    return 0;
  }
}
