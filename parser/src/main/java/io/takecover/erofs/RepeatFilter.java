package io.takecover.erofs;

/**
 * Tells which hashes may have come more than once. It errs on the side of more: hashes that fall
 * into one cell count as the same. Most of many are told apart in a hundredth of the memory that it
 * would take to keep what they are of.
 */
final class RepeatFilter {
  private static final int CELLS_FOR_EACH = 8;

  /** A cell is two bits: whether a hash has come, and whether one has come again. */
  private static final int CELLS_IN_WORD = Long.SIZE / 2;

  private final long[] words;
  private final int mask;

  /**
   * @param most how many hashes to expect
   */
  RepeatFilter(int most) {
    int cells = Integer.highestOneBit(Math.max(most, CELLS_IN_WORD)) * CELLS_FOR_EACH;
    words = new long[cells / CELLS_IN_WORD];
    mask = cells - 1;
  }

  void add(int hash) {
    int word = (hash & mask) / CELLS_IN_WORD;
    int bit = bitOf(hash);
    long came = (words[word] >>> bit) & 1;
    words[word] |= (1 + came) << bit;
  }

  /** Whether a hash that was added may have been added before or after. */
  boolean mayRepeat(int hash) {
    return (words[(hash & mask) / CELLS_IN_WORD] >>> (bitOf(hash) + 1) & 1) != 0;
  }

  private static int bitOf(int hash) {
    return 2 * (hash & (CELLS_IN_WORD - 1));
  }
}
