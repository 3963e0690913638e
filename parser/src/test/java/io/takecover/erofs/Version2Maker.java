package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;

/**
 * Lays out images of version 2 by hand, inode by inode: the only kind that is small without a
 * writer, for it needs no stubs. Inodes are added in the order of their offsets.
 */
final class Version2Maker {
  static final long ROOT = ErofsLayout.FIRST_INODE_OFFSET;

  private final ErofsPatch patch;
  private long count;

  Version2Maker(long size) {
    patch = ErofsPatch.ofZeros(size);
    patch.set(ErofsLayout.HEADER_MAGIC, 0, ErofsLayout.MAGIC);
    patch.set(ErofsLayout.HEADER_VERSION, 0, ErofsLayout.VERSION);
    patch.set(ErofsLayout.HEADER_COMPOSEFS_VERSION, 0, 2);
    patch.set(ErofsLayout.SB_MAGIC, SB, ErofsLayout.EROFS_MAGIC);
    patch.set(ErofsLayout.SB_FEATURE_COMPAT, SB, ErofsLayout.FEATURE_COMPAT);
    patch.set(ErofsLayout.SB_BLKSZBITS, SB, ErofsLayout.BLOCK_BITS);
    patch.set(ErofsLayout.SB_ROOT_NID, SB, ROOT / 32);
    patch.set(ErofsLayout.SB_BLOCKS, SB, size / 4096);
  }

  ErofsPatch patch() {
    patch.set(ErofsLayout.SB_INOS, SB, count);
    return patch;
  }

  void inode(long at, long mode, long layout, long size, long nlink) {
    patch.set(ErofsLayout.EXTENDED_I_FORMAT, at, ErofsLayout.FORMAT_EXTENDED | (layout << 1));
    patch.set(ErofsLayout.EXTENDED_I_MODE, at, mode);
    patch.set(ErofsLayout.EXTENDED_I_SIZE, at, size);
    patch.set(ErofsLayout.EXTENDED_I_INO, at, at / 32);
    patch.set(ErofsLayout.EXTENDED_I_NLINK, at, nlink);
    count++;
  }

  /** A directory with an inline tail; names must ascend, and sort behind the dots. */
  void directory(long at, long parent, long type, String[] names, long[] inodes) {
    long nameoff = 12L * (names.length + 2);
    long size = nameoff + 3;
    for (String name : names) {
      size += name.length();
    }
    inode(at, 040755, ErofsLayout.FLAT_INLINE, size, 2);
    long tail = at + 64;
    dirent(tail, at, nameoff, 2);
    dirent(tail + 12, parent, nameoff + 1, 2);
    patch.text(tail + nameoff, "...");
    nameoff += 3;
    for (int k = 0; k < names.length; k++) {
      dirent(tail + 12L * (k + 2), inodes[k], nameoff, type);
      patch.text(tail + nameoff, names[k]);
      nameoff += names[k].length();
    }
  }

  private void dirent(long at, long inode, long nameoff, long type) {
    patch.set(ErofsLayout.DIRENT_NID, at, inode / 32);
    patch.set(ErofsLayout.DIRENT_NAMEOFF, at, nameoff);
    patch.set(ErofsLayout.DIRENT_FILE_TYPE, at, type);
  }
}
