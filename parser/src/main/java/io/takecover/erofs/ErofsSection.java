package io.takecover.erofs;

import io.takecover.bytes.Field;

/** Names runs of bytes that are no single field. */
enum ErofsSection implements Field {
  IMAGE("image"),
  INODE_PADDING("inode.padding"),
  XATTR_NAME("xattr_entry.e_name"),
  XATTR_VALUE("xattr_entry.e_value"),
  XATTR_PADDING("xattr_entry.padding"),
  TAIL("inode.tail"),
  NAME("dirent.name"),
  BLOCK("block"),
  BLOCK_PADDING("block.padding");

  private final String path;

  ErofsSection(String path) {
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
