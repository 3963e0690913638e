package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;

/** An inode of an EROFS image by itself, and what must hold of it, in the order of reading. */
final class PlainInode {
  static final int DIRECTORY = 4;
  static final int CHARACTER_DEVICE = 2;
  static final int BLOCK_DEVICE = 6;
  static final int REGULAR = 8;
  static final int LINK = 10;

  private static final int PLAIN = 0;
  private static final int INLINE = 2;
  private static final int CHUNKS = 4;
  private static final int CHUNK_BITS_MOST = 43;
  private static final long ANYWHERE = 0xffff_ffffL;

  /** FIFO, character device, directory, block device, regular file, link, socket. */
  private static final int TYPES = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 6 | 1 << 8 | 1 << 10 | 1 << 12;

  private final PlainImage image;
  private long at;
  private boolean extended;
  private int layout;
  private int mode;
  private long size;
  private long union;
  private long tailAt;
  private long tailSize;
  private long blocks;
  private boolean spills;
  private ErofsRule doubt;

  PlainInode(PlainImage image) {
    this.image = image;
  }

  /** Goes to the inode at an offset, and gives the first rule that it breaks, or null. */
  ErofsRule fault(long offset) {
    at = offset;
    doubt = null;
    blocks = 0;
    tailSize = 0;
    spills = false;
    int format = image.u16(at);
    extended = format % 2 == 1;
    layout = format / 2;
    if (format > 15) {
      return ErofsRule.FORMAT_BITS;
    }
    if (layout == 1 || layout == 3) {
      return ErofsRule.COMPRESSED_LAYOUT;
    }
    if (layout > CHUNKS) {
      return ErofsRule.LAYOUT;
    }
    return bodyAt() > image.inodesLimit() ? ErofsRule.INODE_RANGE : ofFields();
  }

  private ErofsRule ofFields() {
    mode = image.u16(at + 4);
    size = extended ? image.u64(at + 8) : image.u32(at + 8);
    union = image.u32(at + 16);
    boolean unused =
        extended
            ? image.isZero(at + 6, at + 8) && image.isZero(at + 48, at + 64)
            : image.isZero(at + 12, at + 16) && image.isZero(at + 28, at + 32);
    if (!unused) {
      return ErofsRule.INODE_RESERVED;
    }
    if (image.wantsVersion2() && !extended) {
      return ErofsRule.V2_INODE;
    }
    if (image.wantsVersion2() && image.u32(at + 40) != 0) {
      return ErofsRule.V2_TIME;
    }
    if ((TYPES >> type() & 1) == 0) {
      return ErofsRule.MODE_TYPE;
    }
    int words = image.u16(at + 2);
    tailAt = bodyAt() + (words == 0 ? 0 : 8 + 4L * words);
    if (words == 1) {
      return ErofsRule.XATTR_BODY_EMPTY;
    }
    if (tailAt > image.inodesLimit()) {
      return ErofsRule.XATTR_BODY_RANGE;
    }
    return size < 0 || (layout != CHUNKS && size > image.size()) ? ErofsRule.SIZE_RANGE : ofType();
  }

  private ErofsRule ofType() {
    if (layout == CHUNKS) {
      return type() == REGULAR ? ofChunks() : ErofsRule.LAYOUT_OF_TYPE;
    }
    return switch (type()) {
      case DIRECTORY -> ofDirectory();
      case REGULAR -> ofContent();
      case LINK -> ofLink();
      default -> layout == PLAIN ? ofSpecial() : ErofsRule.LAYOUT_OF_TYPE;
    };
  }

  private ErofsRule ofSpecial() {
    boolean isDevice = type() == CHARACTER_DEVICE || type() == BLOCK_DEVICE;
    return size == 0 && (isDevice || union == 0) ? null : ErofsRule.SPECIAL_DATA;
  }

  private ErofsRule ofDirectory() {
    ErofsRule fault = ofBlocks();
    boolean whole = size > 0 && (layout == INLINE || size % PlainImage.BLOCK == 0);
    return fault != null ? fault : whole ? null : ErofsRule.DIRECTORY_SIZE;
  }

  private ErofsRule ofContent() {
    ErofsRule fault = ofBlocks();
    long most = image.wantsVersion2() ? 512 : 5000;
    return fault != null ? fault : size <= most ? null : ErofsRule.CONTENT_SIZE;
  }

  private ErofsRule ofLink() {
    ErofsRule fault = ofBlocks();
    if (fault != null) {
      return fault;
    }
    if (size >= PlainImage.BLOCK) {
      return ErofsRule.LINK_PIECES;
    }
    if (image.wantsVersion2()) {
      doubt = size > 0 && layout == PLAIN ? ErofsRule.LINK_PLACE : null;
      return size > 1024 ? ErofsRule.V2_LINK : null;
    }
    boolean isInline = layout == INLINE;
    boolean hasRoom = tailAt + size < at + PlainImage.BLOCK;
    doubt = size > 0 && isInline != hasRoom ? ErofsRule.LINK_PLACE : null;
    return null;
  }

  private ErofsRule ofBlocks() {
    long rest = size % PlainImage.BLOCK;
    blocks = size / PlainImage.BLOCK + (layout == PLAIN && rest > 0 ? 1 : 0);
    if (layout == INLINE) {
      tailSize = rest;
      ErofsRule fault = size == 0 ? ErofsRule.EMPTY_INLINE : ofTail(ErofsRule.TAIL_CROSSES);
      if (fault != null) {
        return fault;
      }
    }
    if (blocks == 0) {
      return union == 0 ? null : ErofsRule.ADDRESS_UNUSED;
    }
    if (union + blocks > image.size() / PlainImage.BLOCK) {
      return ErofsRule.DATA_RANGE;
    }
    return union * PlainImage.BLOCK < image.xattrBase() ? ErofsRule.DATA_AREA : null;
  }

  private ErofsRule ofTail(ErofsRule crosses) {
    if (tailSize == 0) {
      return ErofsRule.TAIL_EMPTY;
    }
    long last = tailAt + tailSize - 1;
    if (last >= image.inodesLimit()) {
      return ErofsRule.INODE_RANGE;
    }
    return tailAt / PlainImage.BLOCK == last / PlainImage.BLOCK ? null : crosses;
  }

  private ErofsRule ofChunks() {
    if (size == 0) {
      return ErofsRule.CHUNK_EMPTY;
    }
    if (!image.wantsVersion2() && size > 1L << 53) {
      return ErofsRule.CHUNK_COUNT;
    }
    int bits = image.wantsVersion2() ? CHUNK_BITS_MOST : 12;
    while (bits < CHUNK_BITS_MOST && 1L << bits < size) {
      bits++;
    }
    if (union != bits - 12) {
      return ErofsRule.CHUNK_FORMAT;
    }
    long whole = size >> bits;
    long chunks = whole << bits == size ? whole : whole + 1;
    tailSize = image.wantsVersion2() ? 4 : 4 * chunks;
    if ((tailAt - at) % PlainImage.SLOT + tailSize > PlainImage.BLOCK) {
      spills = true;
      tailSize = 0;
      return null;
    }
    ErofsRule fault = ofTail(ErofsRule.CHUNK_MAP_CROSSES);
    return fault != null || isMap(tailAt, tailSize) ? fault : ErofsRule.CHUNK_ADDRESS;
  }

  /** Whether all words of a range say that nothing is stored. */
  boolean isMap(long from, long length) {
    for (long word = from; word < from + length; word += 4) {
      if (image.u32(word) != ANYWHERE) {
        return false;
      }
    }
    return true;
  }

  /** A rule that it breaks and that counts only where nothing worse is wrong; or null. */
  ErofsRule doubt() {
    return doubt;
  }

  long at() {
    return at;
  }

  int type() {
    return mode >> 12;
  }

  int mode() {
    return mode;
  }

  /** A device of number 0. */
  boolean isZeroDevice() {
    return type() == CHARACTER_DEVICE && union == 0;
  }

  boolean isInChunks() {
    return layout == CHUNKS;
  }

  boolean isEmptyFile() {
    return type() == REGULAR && size == 0;
  }

  /** Whether its chunk map has a block of its own, of which nothing says which. */
  boolean spills() {
    return spills;
  }

  long number() {
    return image.u32(at + 20);
  }

  long nlink() {
    return extended ? image.u32(at + 44) : image.u16(at + 6);
  }

  long uid() {
    return extended ? image.u32(at + 24) : image.u16(at + 24);
  }

  long gid() {
    return extended ? image.u32(at + 28) : image.u16(at + 26);
  }

  /** Where twelve bytes of seconds and nanoseconds stand: its own, or those of the build. */
  long timeAt() {
    return extended ? at + 32 : 1048;
  }

  /** Where its xattrs start, if it has any. */
  long bodyAt() {
    return at + (extended ? 64 : 32);
  }

  long tailAt() {
    return tailAt;
  }

  long tailSize() {
    return tailSize;
  }

  long firstBlock() {
    return union;
  }

  long blocks() {
    return blocks;
  }

  /** Where the last block's bytes stop being data; blocks that are no data there are zero. */
  long dataEnd() {
    return union * PlainImage.BLOCK + size - tailSize;
  }

  long end() {
    return tailAt + tailSize;
  }
}
