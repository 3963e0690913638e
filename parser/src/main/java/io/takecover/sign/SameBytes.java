package io.takecover.sign;

import io.takecover.bytes.ByteView;

/** Whether two views hold the same bytes. */
final class SameBytes {
  private SameBytes() {}

  static boolean test(ByteView one, ByteView other) {
    return one.size() == other.size() && one.matches(0, one.size(), other, 0);
  }
}
