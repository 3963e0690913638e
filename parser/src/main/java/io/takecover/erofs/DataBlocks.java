package io.takecover.erofs;

import io.takecover.rule.RejectedException;
import java.util.BitSet;

/**
 * Who owns which data block (E-202). A block has one owner, so no data is read twice and the
 * entries of all directories together are no more than the image has.
 */
final class DataBlocks {
  private final CheckedFields fields;
  private final int blockCount;
  private final BitSet owned;
  private int first;
  private int noneFreeBefore;

  DataBlocks(CheckedFields fields) {
    this.fields = fields;
    blockCount = Math.toIntExact(fields.image().size() >>> ErofsLayout.BLOCK_BITS);
    owned = new BitSet(blockCount);
    first = blockCount;
  }

  /** Takes the blocks of an inode, which lie in the image. */
  void take(Inode inode) throws RejectedException {
    if (inode.blockCount() == 0) {
      return;
    }
    int from = Math.toIntExact(inode.address());
    int to = Math.toIntExact(inode.address() + inode.blockCount());
    for (int block = from; block < to; block++) {
      boolean free = !owned.get(block);
      fields.require(free, ErofsRule.DATA_SHARED, ErofsLayout.COMPACT_I_U, inode.at(), from);
      owned.set(block);
    }
    first = Math.min(first, from);
  }

  /** Offset of the first block that an inode owns, or the end of the image. */
  long start() {
    return (long) first << ErofsLayout.BLOCK_BITS;
  }

  /** Takes the first block that has no owner; gives its offset, or -1 where there is none. */
  long takeFree() {
    int free = owned.nextClearBit(Math.max(first, noneFreeBefore));
    if (free >= blockCount) {
      return -1;
    }
    owned.set(free);
    noneFreeBefore = free;
    return (long) free << ErofsLayout.BLOCK_BITS;
  }

  /** Sees that every block from the first on has an owner. */
  void expectAllOwned() {
    int free = owned.nextClearBit(first);
    long at = (long) free << ErofsLayout.BLOCK_BITS;
    fields.expect(free >= blockCount, ErofsRule.DATA_GAP, Region.BLOCKS, at, free);
  }
}
