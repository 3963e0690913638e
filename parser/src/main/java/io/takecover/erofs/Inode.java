package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.model.FileType;

/**
 * An inode in the image and what lies where behind it. One object moves from inode to inode, so a
 * pass over a million of them allocates nothing. Nothing is checked here: {@link InodeReader} does
 * that, in the order in which the numbers become safe to compute with.
 */
final class Inode {
  private static final int CHUNK_BITS_MOST = 43;

  private final ByteView image;
  private final Superblock superblock;
  private long at;
  private boolean extended;
  private long layout;
  private long mode;
  private FileType type;
  private long size;
  private long address;
  private long bodySize;

  Inode(ByteView image, Superblock superblock) {
    this.image = image;
    this.superblock = superblock;
  }

  /** Moves to the inode at an absolute offset; reads no more than the format. */
  void moveToFormat(long offset) {
    at = offset;
    long format = format();
    extended = (format & ErofsLayout.FORMAT_EXTENDED) != 0;
    layout = (format >>> 1) & 7;
  }

  /** Reads the rest of the structure, which must lie inside the image. */
  void readRest() {
    mode = get(ErofsLayout.COMPACT_I_MODE);
    type = FileType.ofMode(mode);
    size = extended ? get(ErofsLayout.EXTENDED_I_SIZE) : get(ErofsLayout.COMPACT_I_SIZE);
    address = get(ErofsLayout.COMPACT_I_U);
    long count = get(ErofsLayout.COMPACT_I_XATTR_ICOUNT);
    bodySize = count == 0 ? 0 : Struct.XATTR_HEADER.size() + 4 * (count - 1);
  }

  /** Moves to an inode that was checked before; gives itself. */
  Inode moveTo(long offset) {
    moveToFormat(offset);
    readRest();
    return this;
  }

  /** Absolute offset. */
  long at() {
    return at;
  }

  /** {@code i_format}. */
  long format() {
    return get(ErofsLayout.COMPACT_I_FORMAT);
  }

  boolean isExtended() {
    return extended;
  }

  /** The data layout, from 0 to 7. */
  long layout() {
    return layout;
  }

  long mode() {
    return mode;
  }

  /** Null where the mode names none. */
  FileType type() {
    return type;
  }

  /** {@code i_size}, of which bit 63 may be set. */
  long size() {
    return size;
  }

  /** {@code i_u}: address of the first data block, device number or chunk format. */
  long address() {
    return address;
  }

  /** Whether the inode is a device of number 0, which overlayfs takes for a whiteout. */
  boolean isWhiteoutDevice() {
    return type == FileType.CHARACTER_DEVICE && address == 0;
  }

  /** The field of this name in the form that the inode has. */
  Field field(ErofsLayout compact, ErofsLayout inExtended) {
    return extended ? inExtended : compact;
  }

  long nlink() {
    return image.get(field(ErofsLayout.COMPACT_I_NLINK, ErofsLayout.EXTENDED_I_NLINK), at);
  }

  long uid() {
    return image.get(field(ErofsLayout.COMPACT_I_UID, ErofsLayout.EXTENDED_I_UID), at);
  }

  long gid() {
    return image.get(field(ErofsLayout.COMPACT_I_GID, ErofsLayout.EXTENDED_I_GID), at);
  }

  /** Seconds of the mtime: of a compact inode, those of the superblock (E-112). */
  long mtime() {
    return extended ? get(ErofsLayout.EXTENDED_I_MTIME) : superblock.buildTime();
  }

  long mtimeNanoseconds() {
    return extended ? get(ErofsLayout.EXTENDED_I_MTIME_NSEC) : superblock.buildTimeNanoseconds();
  }

  /** Where the structure ends and the body of xattrs starts. */
  long bodyAt() {
    return at + (extended ? Struct.EXTENDED.size() : Struct.COMPACT.size());
  }

  /** Bytes of the body of xattrs; 0 where there is none. */
  long bodySize() {
    return bodySize;
  }

  /** Where the inline tail or the chunk map starts. */
  long tailAt() {
    return bodyAt() + bodySize;
  }

  /** Bytes of the inline tail of a size that is not negative. */
  long tailSize() {
    return layout == ErofsLayout.FLAT_INLINE ? size % ErofsLayout.BLOCK_SIZE : 0;
  }

  /** How many data blocks a flat inode of a size that is not negative has. */
  long blockCount() {
    if (layout == ErofsLayout.CHUNK_BASED) {
      return 0;
    }
    long whole = size >>> ErofsLayout.BLOCK_BITS;
    boolean isCut = layout == ErofsLayout.FLAT_PLAIN && size % ErofsLayout.BLOCK_SIZE != 0;
    return isCut ? whole + 1 : whole;
  }

  /** Where the data blocks start. */
  long dataAt() {
    return address << ErofsLayout.BLOCK_BITS;
  }

  /** The logarithm of the size of the chunks that a file of this size, at least 1, has (E-730). */
  int chunkBits() {
    if (superblock.version() == ErofsLayout.VERSION_2) {
      return CHUNK_BITS_MOST;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    return Math.min(CHUNK_BITS_MOST, Math.max(ErofsLayout.BLOCK_BITS, bits));
  }

  /** How many chunks a file of this size, at least 1, has. */
  long chunkCount() {
    // Version 2 has one chunk, however large the file.
    return superblock.version() == ErofsLayout.VERSION_2 ? 1 : ((size - 1) >>> chunkBits()) + 1;
  }

  /**
   * Whether the chunk map lies in a data block of its own, because no block has room for it behind
   * an inode; nothing then says in which (E-931).
   */
  boolean mapSpills() {
    long before = (tailAt() - at) % ErofsLayout.SLOT_SIZE;
    return layout == ErofsLayout.CHUNK_BASED && before + mapSize() > ErofsLayout.BLOCK_SIZE;
  }

  /** Bytes of the chunk map of a file of this size, at least 1. */
  long mapSize() {
    return chunkCount() * Struct.CHUNK.size();
  }

  /** Where everything of the inode ends that does not lie in data blocks. */
  long end() {
    if (layout == ErofsLayout.CHUNK_BASED) {
      return mapSpills() ? tailAt() : tailAt() + mapSize();
    }
    return tailAt() + tailSize();
  }

  private long get(ErofsLayout field) {
    return image.get(field, at);
  }
}
