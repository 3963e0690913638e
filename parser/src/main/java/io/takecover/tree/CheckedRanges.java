package io.takecover.tree;

import io.takecover.bytes.U32;

/**
 * Remembers which ranges of some bytes were looked at. Formats store a path or a key once for many
 * inodes, and to look at it each time would cost an image nothing and the gate much. One range is
 * remembered a granule, so ranges that do not overlap and are no shorter than a granule are all
 * remembered; others may be looked at again, and that is all.
 */
final class CheckedRanges {
  /** An element holds a start in the granule, counted from 1, and above it a length. */
  private static final int START_BITS = 7;

  private static final long LONGEST = (1L << (Integer.SIZE - START_BITS)) - 1;

  private final int granuleBits;
  private final int[] last;

  /**
   * @param size of the bytes
   * @param granuleBits at most 6
   */
  CheckedRanges(long size, int granuleBits) {
    this.granuleBits = granuleBits;
    last = new int[Math.toIntExact((size >>> granuleBits) + 1)];
  }

  /** Whether a range is not known to have been asked for before; it is from now on. */
  boolean isNew(long at, long size) {
    if (size > LONGEST) {
      return true;
    }
    int granule = Math.toIntExact(at >>> granuleBits);
    long start = at - ((long) granule << granuleBits) + 1;
    int range = U32.bits((size << START_BITS) | start);
    boolean isNew = last[granule] != range;
    last[granule] = range;
    return isNew;
  }
}
