package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * The xattrs that stand behind the last inode, for inodes to refer to by their offset. Each is
 * checked, hashed and put into order once, however many inodes refer to it: 255 ids of 4 bytes can
 * name 16 MiB of xattrs.
 */
final class SharedXattrs {
  private static final int WORD = 4;
  private static final int NONE = -1;

  private final CheckedFields fields;
  private final XattrEntry entry;
  private final long start;
  private final long end;
  private int count;
  private int[] offset = new int[16];
  private int[] filterBit;
  private int[] rank;
  private int[] numberOfWord;

  /**
   * @param inodesEnd a multiple of 32
   * @param dataStart where the data blocks start, not before the end of the inodes
   */
  SharedXattrs(CheckedFields fields, XattrEntry entry, long inodesEnd, long dataStart) {
    this.fields = fields;
    this.entry = entry;
    this.start = inodesEnd;
    this.end = dataStart;
  }

  /** Reads all of them, up to the zeros before the data blocks. */
  void read(Budget budget, RunSort sort) throws RejectedException {
    ByteView image = fields.image();
    long at = start;
    while (at < end && image.u32(at) != 0) {
      budget.work(1);
      long next = entry.check(at, end);
      if (count == offset.length) {
        offset = Arrays.copyOf(offset, 2 * count);
      }
      offset[count++] = Math.toIntExact(at);
      at = next;
    }
    budget.work((end - at) / 16);
    fields.expectZero(ErofsRule.INODE_GAP, Region.SHARED_XATTRS, at, end);
    boolean pads = end - at < ErofsLayout.BLOCK_SIZE;
    fields.expect(pads, ErofsRule.INODE_GAP, Region.SHARED_XATTRS, at, end - at);
    index(at);
    rank(sort);
  }

  private void index(long sharedEnd) {
    numberOfWord = new int[Math.toIntExact((sharedEnd - start) / WORD)];
    Arrays.fill(numberOfWord, NONE);
    filterBit = new int[count];
    for (int number = 0; number < count; number++) {
      numberOfWord[Math.toIntExact((offset[number] - start) / WORD)] = number;
      filterBit[number] = entry.filterBit(offset[number]);
    }
  }

  private void rank(RunSort sort) throws RejectedException {
    int[] byKey = new int[count];
    for (int number = 0; number < count; number++) {
      byKey[number] = number;
    }
    sort.sort(byKey, count, (left, right) -> entry.compareKeys(offset[left], offset[right]));
    rank = new int[count];
    for (int k = 1; k < count; k++) {
      boolean same = entry.compareKeys(offset[byKey[k - 1]], offset[byKey[k]]) == 0;
      rank[byKey[k]] = same ? rank[byKey[k - 1]] : k;
    }
  }

  int count() {
    return count;
  }

  /** The number of the xattr that starts at an offset, a multiple of 4; -1 where none does. */
  int startingAt(long at) {
    boolean inside = at >= start && (at - start) / WORD < numberOfWord.length;
    return inside ? numberOfWord[Math.toIntExact((at - start) / WORD)] : NONE;
  }

  long offset(int number) {
    return offset[number];
  }

  int filterBit(int number) {
    return filterBit[number];
  }

  /** Orders shared xattrs by their names; the same for the same name. */
  int rank(int number) {
    return rank[number];
  }
}
