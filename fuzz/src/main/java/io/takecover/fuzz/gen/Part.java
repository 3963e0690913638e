package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Place.Content;

/**
 * One structure of an image, or one run of bytes.
 *
 * @param shape of the structure; null for a run
 * @param content of the run; null for a structure
 * @param inode the first index of the places in it
 * @param entry the second
 * @param at absolute, in bytes
 * @param length bytes
 */
record Part(Shape shape, Content content, int inode, int entry, long at, long length) {

  static Part of(Shape shape, int inode, int entry, long at) {
    return new Part(shape, null, inode, entry, at, shape.size());
  }

  static Part of(Content content, int inode, int entry, long at, long length) {
    return new Part(null, content, inode, entry, at, length);
  }

  String label() {
    return shape == null ? content.label() : shape.label();
  }
}
