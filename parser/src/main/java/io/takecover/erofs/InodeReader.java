package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.COMPACT_I_FORMAT;
import static io.takecover.erofs.ErofsLayout.COMPACT_I_MODE;
import static io.takecover.erofs.ErofsLayout.COMPACT_I_U;
import static io.takecover.erofs.ErofsLayout.COMPACT_I_XATTR_ICOUNT;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;

/**
 * Reads one inode: where it lies, its fields, and where its data lies. Each check makes the numbers
 * safe that the next one computes with.
 */
final class InodeReader {
  private static final long EXTERNAL_SIZE_MAX = 1L << 53;

  private final CheckedFields fields;
  private final ByteView image;
  private final Superblock superblock;
  private final Variant variant;
  private final Inode inode;

  InodeReader(CheckedFields fields, Superblock superblock, Variant variant) {
    this.fields = fields;
    this.image = fields.image();
    this.superblock = superblock;
    this.variant = variant;
    this.inode = new Inode(image, superblock);
  }

  /**
   * The offset of the inode with a number.
   *
   * @param field that holds the number, in the structure at {@code structAt}
   */
  long locate(long nid, Field field, long structAt) throws RejectedException {
    long last = (image.size() - Struct.COMPACT.size()) / ErofsLayout.SLOT_SIZE;
    boolean inImage = nid >= 0 && nid <= last;
    fields.require(inImage, ErofsRule.NID_RANGE, field, structAt, nid);
    long at = nid * ErofsLayout.SLOT_SIZE;
    boolean behind = at >= ErofsLayout.FIRST_INODE_OFFSET;
    fields.require(behind, ErofsRule.NID_HEADER, field, structAt, nid);
    boolean inArea = at < superblock.inodesLimit();
    fields.require(inArea, ErofsRule.NID_AREA, field, structAt, nid);
    return at;
  }

  /** Reads the inode at an offset that {@link #locate} gave; valid until the next call. */
  Inode read(long at) throws RejectedException {
    inode.moveToFormat(at);
    long format = inode.format();
    require(format >>> 4 == 0, ErofsRule.FORMAT_BITS, COMPACT_I_FORMAT, format);
    boolean compressed = inode.layout() == 1 || inode.layout() == 3;
    require(!compressed, ErofsRule.COMPRESSED_LAYOUT, COMPACT_I_FORMAT, format);
    boolean known = inode.layout() <= ErofsLayout.CHUNK_BASED;
    require(known, ErofsRule.LAYOUT, COMPACT_I_FORMAT, format);
    boolean fits = inode.bodyAt() <= superblock.inodesLimit();
    require(fits, ErofsRule.INODE_RANGE, COMPACT_I_FORMAT, format);
    inode.readRest();
    readReserved();
    if (variant.isVersion2()) {
      require(inode.isExtended(), ErofsRule.V2_INODE, COMPACT_I_FORMAT, format);
      long fine = inode.mtimeNanoseconds();
      require(fine == 0, ErofsRule.V2_TIME, ErofsLayout.EXTENDED_I_MTIME_NSEC, fine);
    }
    require(inode.type() != null, ErofsRule.MODE_TYPE, COMPACT_I_MODE, inode.mode());
    readBody();
    long most = inode.layout() == ErofsLayout.CHUNK_BASED ? Long.MAX_VALUE : image.size();
    boolean sized = inode.size() >= 0 && inode.size() <= most;
    require(sized, ErofsRule.SIZE_RANGE, sizeField(), inode.size());
    switch (inode.type()) {
      case DIRECTORY -> readDirectory();
      case REGULAR -> readRegular();
      case SYMLINK -> readSymlink();
      default -> readSpecial();
    }
    return inode;
  }

  private void readReserved() throws RejectedException {
    if (inode.isExtended()) {
      requireZero(ErofsLayout.EXTENDED_I_RESERVED);
      requireZero(ErofsLayout.EXTENDED_I_RESERVED2);
    } else {
      requireZero(ErofsLayout.COMPACT_I_RESERVED);
      requireZero(ErofsLayout.COMPACT_I_RESERVED2);
    }
  }

  private void readBody() throws RejectedException {
    long count = fields.get(COMPACT_I_XATTR_ICOUNT, inode.at());
    require(count != 1, ErofsRule.XATTR_BODY_EMPTY, COMPACT_I_XATTR_ICOUNT, count);
    boolean fits = inode.tailAt() <= superblock.inodesLimit();
    require(fits, ErofsRule.XATTR_BODY_RANGE, COMPACT_I_XATTR_ICOUNT, count);
  }

  private void readDirectory() throws RejectedException {
    requireLayout(inode.layout() != ErofsLayout.CHUNK_BASED);
    readFlat();
    boolean full = inode.layout() != ErofsLayout.FLAT_PLAIN || isMultiple(inode.size());
    require(full && inode.size() > 0, ErofsRule.DIRECTORY_SIZE, sizeField(), inode.size());
  }

  private void readRegular() throws RejectedException {
    if (inode.layout() == ErofsLayout.CHUNK_BASED) {
      readChunks();
      return;
    }
    readFlat();
    boolean small = inode.size() <= variant.contentMax();
    require(small, ErofsRule.CONTENT_SIZE, sizeField(), inode.size());
  }

  private void readSymlink() throws RejectedException {
    requireLayout(inode.layout() != ErofsLayout.CHUNK_BASED);
    readFlat();
    boolean whole = inode.size() < ErofsLayout.BLOCK_SIZE;
    require(whole, ErofsRule.LINK_PIECES, sizeField(), inode.size());
    boolean small = inode.size() <= variant.linkMax();
    require(small, ErofsRule.V2_LINK, sizeField(), inode.size());
    boolean fits =
        variant.isVersion2() || inode.tailAt() - inode.at() + inode.size() < ErofsLayout.BLOCK_SIZE;
    boolean inline = inode.layout() == ErofsLayout.FLAT_INLINE;
    fields.expect(
        inode.size() == 0 || fits == inline,
        ErofsRule.LINK_PLACE,
        COMPACT_I_FORMAT,
        inode.at(),
        inode.format());
  }

  private void readSpecial() throws RejectedException {
    requireLayout(inode.layout() == ErofsLayout.FLAT_PLAIN);
    require(inode.size() == 0, ErofsRule.SPECIAL_DATA, sizeField(), inode.size());
    boolean unused = inode.type().isDevice() || inode.address() == 0;
    require(unused, ErofsRule.SPECIAL_DATA, COMPACT_I_U, inode.address());
  }

  private void readFlat() throws RejectedException {
    if (inode.layout() == ErofsLayout.FLAT_INLINE) {
      require(inode.size() > 0, ErofsRule.EMPTY_INLINE, sizeField(), inode.size());
      boolean hasTail = !isMultiple(inode.size());
      require(hasTail, ErofsRule.TAIL_EMPTY, sizeField(), inode.size());
      requireTail(ErofsRule.TAIL_CROSSES, inode.tailSize(), inode.size());
    }
    if (inode.blockCount() == 0) {
      require(inode.address() == 0, ErofsRule.ADDRESS_UNUSED, COMPACT_I_U, inode.address());
      return;
    }
    boolean inImage = image.holds(inode.dataAt(), inode.blockCount() << ErofsLayout.BLOCK_BITS);
    require(inImage, ErofsRule.DATA_RANGE, COMPACT_I_U, inode.address());
    boolean behind = inode.dataAt() >= superblock.xattrBase();
    require(behind, ErofsRule.DATA_AREA, COMPACT_I_U, inode.address());
  }

  private void readChunks() throws RejectedException {
    require(inode.size() > 0, ErofsRule.CHUNK_EMPTY, sizeField(), inode.size());
    boolean few = variant.isVersion2() || inode.size() <= EXTERNAL_SIZE_MAX;
    require(few, ErofsRule.CHUNK_COUNT, sizeField(), inode.size());
    int format = inode.chunkBits() - ErofsLayout.BLOCK_BITS;
    require(inode.address() == format, ErofsRule.CHUNK_FORMAT, COMPACT_I_U, inode.address());
    if (!inode.mapSpills()) {
      requireTail(ErofsRule.CHUNK_MAP_CROSSES, inode.mapSize(), inode.size());
      requireMap(inode.tailAt(), inode.mapSize());
    }
  }

  /** Sees that no chunk of a file has an address, in the map at {@code mapAt}. */
  void requireMap(long mapAt, long mapSize) throws RejectedException {
    long end = mapAt + mapSize;
    for (long at = mapAt; at < end; at += Struct.CHUNK.size()) {
      fields.requireValue(
          ErofsRule.CHUNK_ADDRESS, ErofsLayout.CHUNK_BLKADDR, at, ErofsLayout.NULL_ADDRESS);
    }
  }

  /** What follows the xattrs must lie where inodes may, and in one block. */
  private void requireTail(Rule crosses, long size, long found) throws RejectedException {
    long from = inode.tailAt();
    boolean fits = size <= superblock.inodesLimit() - from;
    require(fits, ErofsRule.INODE_RANGE, sizeField(), found);
    boolean inOne = from >>> ErofsLayout.BLOCK_BITS == (from + size - 1) >>> ErofsLayout.BLOCK_BITS;
    require(inOne, crosses, sizeField(), found);
  }

  private void requireLayout(boolean fits) throws RejectedException {
    require(fits, ErofsRule.LAYOUT_OF_TYPE, COMPACT_I_FORMAT, inode.format());
  }

  private void requireZero(ErofsLayout field) throws RejectedException {
    fields.requireZero(ErofsRule.INODE_RESERVED, field, inode.at());
  }

  private void require(boolean holds, Rule rule, Field field, long found) throws RejectedException {
    fields.require(holds, rule, field, inode.at(), found);
  }

  private Field sizeField() {
    return inode.field(ErofsLayout.COMPACT_I_SIZE, ErofsLayout.EXTENDED_I_SIZE);
  }

  private static boolean isMultiple(long size) {
    return size % ErofsLayout.BLOCK_SIZE == 0;
  }
}
