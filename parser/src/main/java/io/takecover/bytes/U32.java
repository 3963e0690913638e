package io.takecover.bytes;

/**
 * Unsigned 32-bit numbers in Java's two types: a {@code long} that holds one, and the {@code int}
 * with its bits.
 */
public final class U32 {
  /** The largest: 2^32 - 1. */
  public static final long MAX = 0xffff_ffffL;

  private U32() {}

  /** The low 32 bits of a number; the way back is {@link Integer#toUnsignedLong}. */
  public static int bits(long value) {
    return (int) value;
  }
}
