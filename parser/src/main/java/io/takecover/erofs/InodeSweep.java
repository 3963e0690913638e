package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.SUPERBLOCK_OFFSET;

import io.takecover.bytes.Budget;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.rule.RejectedException;

/** Goes over the inodes in the order of their offsets and looks at what lies between them. */
final class InodeSweep {
  private final CheckedFields fields;
  private final Superblock superblock;
  private final Inodes inodes;
  private final Inode inode;

  InodeSweep(CheckedFields fields, Superblock superblock, Inodes inodes) {
    this.fields = fields;
    this.superblock = superblock;
    this.inodes = inodes;
    inode = new Inode(fields.image(), superblock);
  }

  /** Where the inodes end, and the shared xattrs start. */
  long sweep(Budget budget) throws RejectedException {
    budget.work(inodes.slotCount());
    long end = ErofsLayout.FIRST_INODE_OFFSET;
    for (long slot = end / ErofsLayout.SLOT_SIZE; slot < inodes.slotCount(); slot++) {
      int found = inodes.startingIn(slot);
      if (found >= 0) {
        long at = inodes.offset(found);
        expectGap(end, at);
        end = inode.moveTo(at).end();
      }
    }
    long aligned =
        (end + ErofsLayout.SLOT_SIZE - 1) / ErofsLayout.SLOT_SIZE * ErofsLayout.SLOT_SIZE;
    expectGap(end, aligned);
    if (superblock.version() == ErofsLayout.VERSION_2) {
      return aligned;
    }
    long block = aligned / ErofsLayout.BLOCK_SIZE * ErofsLayout.BLOCK_SIZE;
    fields.require(
        block == superblock.xattrBase(),
        ErofsRule.XATTR_BLKADDR,
        ErofsLayout.SB_XATTR_BLKADDR,
        SUPERBLOCK_OFFSET,
        superblock.xattrBase() / ErofsLayout.BLOCK_SIZE);
    return aligned;
  }

  private void expectGap(long from, long to) {
    fields.expectZero(ErofsRule.INODE_GAP, Region.INODES, from, to);
    boolean small = to - from < ErofsLayout.BLOCK_SIZE;
    fields.expect(small, ErofsRule.INODE_GAP, Region.INODES, from, to - from);
  }
}
