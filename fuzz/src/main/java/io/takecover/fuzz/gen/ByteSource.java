package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;

/**
 * Turns bytes into choices. It never ends: behind the last byte there are zeros, so every input
 * means something, and a change of one byte changes one choice and what follows from it. Front to
 * back, one byte a small choice, so that what a fuzzer cuts, copies and inserts are choices.
 */
public final class ByteSource {
  private static final int BYTE = 256;
  private static final int RAW = 4;

  private final ByteView bytes;
  private long position;

  public ByteSource(byte[] bytes) {
    this.bytes = ByteView.of(bytes);
  }

  /** Whether only zeros are left. */
  public boolean isSpent() {
    return position >= bytes.size();
  }

  /** The next byte, unsigned. */
  public int next() {
    return isSpent() ? 0 : bytes.u8(position++);
  }

  /** A number from 0 to {@code bound} - 1; one byte where that is enough, else two. */
  public int below(int bound) {
    return (bound <= BYTE ? next() : next() * BYTE + next()) % bound;
  }

  /** True for one in {@code oneIn}, and never behind the end. */
  boolean rarely(int oneIn) {
    return below(oneIn) == oneIn - 1;
  }

  /**
   * A number of {@code width} bytes: one of those at which readers go wrong, or the bytes as they
   * come.
   *
   * @param width 1 to 8
   */
  long number(int width) {
    long all = width == Long.BYTES ? -1 : (1L << (width * Byte.SIZE)) - 1;
    int choice = next();
    return switch (choice % (RAW + 1)) {
      case 0 -> choice / (RAW + 1);
      case 1 -> all - choice / (RAW + 1);
      case 2 -> (1L << (choice / (RAW + 1) % (width * Byte.SIZE))) & all;
      case 3 -> ((1L << (choice / (RAW + 1) % (width * Byte.SIZE))) - 1) & all;
      default -> raw(width);
    };
  }

  /** A length from {@code least} to {@code most}: mostly short, sometimes one of the two ends. */
  int length(int least, int most) {
    int choice = next();
    int span = most - least;
    return switch (choice % 32) {
      case 29 -> most;
      case 30 -> Math.max(least, most - 1 - choice / 32);
      case 31 -> least + raw16() % (span + 1);
      default -> least + Math.min(span, choice % 32);
    };
  }

  private int raw16() {
    return next() * BYTE + next();
  }

  private long raw(int width) {
    long number = 0;
    for (int i = 0; i < width; i++) {
      number = number << Byte.SIZE | next();
    }
    return number;
  }
}
