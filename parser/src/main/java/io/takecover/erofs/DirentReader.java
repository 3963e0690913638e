package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.DIRENT_NAMEOFF;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.rule.RejectedException;

/**
 * Reads the entries of one directory: its blocks, then its inline tail. That names ascend is a rule
 * of trees, but a tree has neither "." and ".." nor stubs, so what stands next to these is compared
 * here.
 */
final class DirentReader {
  private static final long NAME_MAX = 255;

  private final CheckedFields fields;
  private final ByteView image;
  private final Budget budget;
  private final Sink sink;
  private int directory;
  private long self;
  private long parent;
  private int dots;
  private long previousAt;
  private long previousLength;
  private boolean previousInTree;
  private long used;

  /** Takes the entries in. */
  interface Sink {
    /**
     * An entry that is neither "." nor "..".
     *
     * @param at offset of its dirent
     * @return whether the tree that is read gets the entry
     */
    boolean entry(int directory, long nameAt, long nameLength, long at) throws RejectedException;
  }

  DirentReader(CheckedFields fields, Budget budget, Sink sink) {
    this.fields = fields;
    this.image = fields.image();
    this.budget = budget;
    this.sink = sink;
  }

  /**
   * Reads a directory whose blocks and tail lie in the image.
   *
   * @param index of the directory, for the sink
   * @param parentAt offset of the inode that ".." must name
   */
  void read(int index, Inode inode, long parentAt) throws RejectedException {
    directory = index;
    long at = inode.at();
    self = at / ErofsLayout.SLOT_SIZE;
    parent = parentAt / ErofsLayout.SLOT_SIZE;
    dots = 0;
    previousLength = 0;
    previousInTree = true;
    used = 0;
    long tailAt = inode.tailAt();
    long tailSize = inode.tailSize();
    long dataAt = inode.dataAt();
    long dataEnd = dataAt + (inode.blockCount() << ErofsLayout.BLOCK_BITS);
    for (long block = dataAt; block < dataEnd; block += ErofsLayout.BLOCK_SIZE) {
      readBlock(block, ErofsLayout.BLOCK_SIZE);
    }
    if (tailSize > 0) {
      readBlock(tailAt, tailSize);
    }
    fields.require(dots == 2, ErofsRule.DOTS_PLACE, ErofsLayout.COMPACT_I_SIZE, at, dots);
  }

  private void readBlock(long start, long size) throws RejectedException {
    long first = size < Struct.DIRENT.size() ? 0 : fields.get(DIRENT_NAMEOFF, start);
    boolean table = first > 0 && first % Struct.DIRENT.size() == 0 && first < size;
    fields.require(table, ErofsRule.NAME_TABLE, DIRENT_NAMEOFF, start, first);
    long count = first / Struct.DIRENT.size();
    budget.work(count);
    long nameOffset = first;
    for (long k = 0; k < count; k++) {
      long at = start + k * Struct.DIRENT.size();
      long end = size;
      if (k + 1 < count) {
        long nextAt = at + Struct.DIRENT.size();
        end = fields.get(DIRENT_NAMEOFF, nextAt);
        boolean ascends = end > nameOffset && end < size;
        fields.require(ascends, ErofsRule.NAME_OFFSETS, DIRENT_NAMEOFF, nextAt, end);
      } else if (size == ErofsLayout.BLOCK_SIZE) {
        end = image.indexOf(0, start + nameOffset, start + size) - start;
      }
      if (k == 0) {
        expectFullBefore(start, end - nameOffset);
      }
      readEntry(at, start + nameOffset, end - nameOffset);
      nameOffset = end;
    }
    used = nameOffset;
    fields.expectZero(ErofsRule.DIRENT_PADDING, Region.BLOCKS, start + used, start + size);
  }

  /** The first entry of a block must not have fitted into the block before. */
  private void expectFullBefore(long start, long nameLength) {
    boolean fits = used + Struct.DIRENT.size() + nameLength <= ErofsLayout.BLOCK_SIZE;
    fields.expect(used == 0 || !fits, ErofsRule.DIRENT_PACKING, DIRENT_NAMEOFF, start, used);
  }

  private void readEntry(long at, long nameAt, long nameLength) throws RejectedException {
    boolean named = nameLength > 0 && nameLength <= NAME_MAX;
    fields.require(named, ErofsRule.NAME_LENGTH, DIRENT_NAMEOFF, at, nameLength);
    fields.requireZero(ErofsRule.DIRENT_RESERVED, ErofsLayout.DIRENT_RESERVED, at);
    boolean isDots = nameLength <= 2 && isDots(nameAt, nameLength);
    boolean inTree = false;
    if (isDots) {
      readDots(at, nameLength);
    } else {
      inTree = sink.entry(directory, nameAt, nameLength, at);
    }
    if (!(inTree && previousInTree)) {
      boolean ascends =
          previousLength == 0
              || image.compare(nameAt, nameLength, image, previousAt, previousLength) > 0;
      ErofsRule rule = isDots ? ErofsRule.DOTS_PLACE : ErofsRule.NAMES_ASCEND;
      fields.require(ascends, rule, Region.NAME, nameAt, nameLength);
    }
    previousAt = nameAt;
    previousLength = nameLength;
    previousInTree = inTree;
  }

  private void readDots(long at, long nameLength) throws RejectedException {
    long nid = fields.get(ErofsLayout.DIRENT_NID, at);
    long wanted = nameLength == 1 ? self : parent;
    fields.require(nid == wanted, ErofsRule.DOTS, ErofsLayout.DIRENT_NID, at, nid);
    long type = fields.get(ErofsLayout.DIRENT_FILE_TYPE, at);
    boolean right = type == ErofsReader.DIRECTORY_TYPE;
    fields.expect(right, ErofsRule.DIRENT_TYPE, ErofsLayout.DIRENT_FILE_TYPE, at, type);
    dots++;
  }

  private boolean isDots(long at, long length) {
    return image.u8(at) == '.' && image.u8(at + length - 1) == '.';
  }
}
