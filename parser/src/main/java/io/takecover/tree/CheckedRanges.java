package io.takecover.tree;

import io.takecover.bytes.U32;

/**
 * Remembers which ranges of some bytes were looked at. Formats store a path or a key once for many
 * inodes, and to look at it each time would cost an image nothing and the gate much. One range is
 * remembered a granule, so ranges that do not overlap and are no shorter than a granule are all
 * remembered; others may be looked at again, and that is all.
 */
final class CheckedRanges {
  private final int granuleBits;
  private final int[] behindStart;
  private final int[] length;

  /**
   * @param size of the bytes
   */
  CheckedRanges(long size, int granuleBits) {
    this.granuleBits = granuleBits;
    int granules = Math.toIntExact((size >>> granuleBits) + 1);
    behindStart = new int[granules];
    length = new int[granules];
  }

  /** Whether a range is not known to have been asked for before; it is from now on. */
  boolean isNew(long at, long size) {
    int granule = Math.toIntExact(at >>> granuleBits);
    int start = U32.bits(at + 1);
    if (behindStart[granule] == start && length[granule] == size) {
      return false;
    }
    behindStart[granule] = start;
    length[granule] = Math.toIntExact(size);
    return true;
  }
}
