package io.takecover.erofs;

import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.model.FileType;

/**
 * A directory's entries, packed into blocks: as many as fit, each block's heads first and then its
 * names (E-741). Three walks over the entries keep their distance: the first finds where a block
 * ends, the others write it.
 */
final class DirentBlocks {
  private final StoredTree tree;
  private final ErofsPlan plan;
  private final DirentWalk ahead;
  private final DirentWalk heads;
  private final DirentWalk names;
  private int fullBlocks;
  private int rest;
  private int directories;

  DirentBlocks(StoredTree tree, ErofsPlan plan) {
    this.tree = tree;
    this.plan = plan;
    ahead = new DirentWalk(tree);
    heads = new DirentWalk(tree);
    names = new DirentWalk(tree);
  }

  /** Counts what a directory takes. */
  void measure(int directory) {
    fullBlocks = 0;
    rest = 0;
    directories = 0;
    ahead.start(directory);
    while (ahead.next()) {
      int size = Struct.DIRENT.size() + ahead.nameLength();
      if (rest + size > ErofsLayout.BLOCK_SIZE) {
        fullBlocks++;
        rest = 0;
      }
      rest += size;
      if (ahead.isOfTree() && tree.type(ahead.target()) == FileType.DIRECTORY) {
        directories++;
      }
    }
  }

  /** Blocks that are followed by further entries. */
  int fullBlocks() {
    return fullBlocks;
  }

  /** Bytes of the entries behind the full blocks. */
  int rest() {
    return rest;
  }

  /** How many directories are in the directory. */
  int directories() {
    return directories;
  }

  /** Writes a directory's blocks, each padded with zeros. */
  void writeBlocks(int directory, ErofsOutput out) {
    write(directory, out, false);
  }

  /** Writes what stands behind a directory's inode. */
  void writeTail(int directory, ErofsOutput out) {
    write(directory, out, true);
  }

  private void write(int directory, ErofsOutput out, boolean tail) {
    ahead.start(directory);
    heads.start(directory);
    names.start(directory);
    int block = 0;
    int count = 0;
    int size = 0;
    boolean more = true;
    while (more) {
      more = ahead.next();
      int next = more ? Struct.DIRENT.size() + ahead.nameLength() : 0;
      if (!more || size + next > ErofsLayout.BLOCK_SIZE) {
        if (tail != block < plan.blockCount(directory)) {
          writeEntries(count, out);
          out.zero(ErofsSection.BLOCK_PADDING, tail ? 0 : ErofsLayout.BLOCK_SIZE - size);
        } else {
          pass(count);
        }
        block++;
        count = 0;
        size = 0;
      }
      count++;
      size += next;
    }
  }

  private void writeEntries(int count, ErofsOutput out) {
    long nameOffset = (long) count * Struct.DIRENT.size();
    for (int i = 0; i < count; i++) {
      heads.next();
      int target = heads.target();
      out.putDerived(ErofsLayout.DIRENT_NID, plan.nid(target));
      out.put(ErofsLayout.DIRENT_NAMEOFF, nameOffset);
      out.put(ErofsLayout.DIRENT_FILE_TYPE, fileType(tree.type(target)));
      out.zero(ErofsLayout.DIRENT_RESERVED);
      nameOffset += heads.nameLength();
    }
    for (int i = 0; i < count; i++) {
      names.next();
      out.put(ErofsSection.NAME, names.names(), names.nameAt(), names.nameLength());
    }
  }

  private void pass(int count) {
    for (int i = 0; i < count; i++) {
      heads.next();
      names.next();
    }
  }

  /** The value of {@code dirent.file_type}. */
  private static int fileType(FileType type) {
    return switch (type) {
      case REGULAR -> 1;
      case DIRECTORY -> 2;
      case CHARACTER_DEVICE -> 3;
      case BLOCK_DEVICE -> 4;
      case FIFO -> 5;
      case SOCKET -> 6;
      case SYMLINK -> 7;
    };
  }
}
