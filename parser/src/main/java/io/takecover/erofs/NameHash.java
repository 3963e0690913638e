package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.U32;

/**
 * The hash by which an inode's name filter knows an xattr: xxHash32 of the name without its prefix.
 *
 * <p>Source: the xxHash specification; the kernel uses it as {@code xxh32}.
 */
public final class NameHash {
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;
  private static final int STRIPE = 16;

  private NameHash() {}

  /**
   * The bit of the filter that an xattr clears.
   *
   * @param nameIndex of the prefix
   */
  public static int filterBit(ByteView bytes, long at, long length, int nameIndex) {
    return 1 << (hash(bytes, at, length, ErofsLayout.FILTER_SEED + nameIndex) & 31);
  }

  /** xxHash32 of a range. */
  static int hash(ByteView bytes, long at, long length, int seed) {
    long end = at + length;
    long from = at;
    int h = seed + PRIME_5;
    if (length >= STRIPE) {
      int a = seed + PRIME_1 + PRIME_2;
      int b = seed + PRIME_2;
      int c = seed;
      int d = seed - PRIME_1;
      for (; from <= end - STRIPE; from += STRIPE) {
        a = round(a, word(bytes, from));
        b = round(b, word(bytes, from + 4));
        c = round(c, word(bytes, from + 8));
        d = round(d, word(bytes, from + 12));
      }
      h =
          Integer.rotateLeft(a, 1)
              + Integer.rotateLeft(b, 7)
              + Integer.rotateLeft(c, 12)
              + Integer.rotateLeft(d, 18);
    }
    h += Math.toIntExact(length);
    for (; from <= end - 4; from += 4) {
      h = Integer.rotateLeft(h + word(bytes, from) * PRIME_3, 17) * PRIME_4;
    }
    for (; from < end; from++) {
      h = Integer.rotateLeft(h + bytes.u8(from) * PRIME_5, 11) * PRIME_1;
    }
    h = (h ^ h >>> 15) * PRIME_2;
    h = (h ^ h >>> 13) * PRIME_3;
    return h ^ h >>> 16;
  }

  private static int round(int accumulator, int word) {
    return Integer.rotateLeft(accumulator + word * PRIME_2, 13) * PRIME_1;
  }

  private static int word(ByteView bytes, long at) {
    return U32.bits(bytes.u32(at));
  }
}
