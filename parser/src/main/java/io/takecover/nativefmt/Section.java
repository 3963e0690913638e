package io.takecover.nativefmt;

import io.takecover.bytes.Field;

/** Names runs of bytes that are no single field. */
enum Section implements Field {
  IMAGE("image"),
  VDATA("vdata");

  private final String path;

  Section(String path) {
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
