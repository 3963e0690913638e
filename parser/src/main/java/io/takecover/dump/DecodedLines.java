package io.takecover.dump;

import io.takecover.bytes.U32;

/**
 * What was read of some lines, number after number, to be taken out in the order in which it was
 * put in.
 */
final class DecodedLines {
  /** Numbers of 32 bits that a line takes at most. */
  private static final int NUMBERS = 40;

  private final int[] numbers;
  private int end;
  private int at;

  /**
   * @param lines how many there is room for
   */
  DecodedLines(int lines) {
    numbers = new int[NUMBERS * lines];
  }

  void clear() {
    end = 0;
    at = 0;
  }

  boolean hasRoom() {
    return numbers.length - end >= NUMBERS;
  }

  /** Whether all was taken out. */
  boolean isEmpty() {
    return at == end;
  }

  /** Forgets what was put in last. */
  void rewind(int to) {
    end = to;
  }

  /** How many numbers were put in. */
  int position() {
    return end;
  }

  void put(int number) {
    numbers[end++] = number;
  }

  void putLong(long number) {
    put(U32.bits(number));
    put(U32.bits(number >> Integer.SIZE));
  }

  int take() {
    return numbers[at++];
  }

  long takeLong() {
    long low = Integer.toUnsignedLong(take());
    return low | (long) take() << Integer.SIZE;
  }
}
