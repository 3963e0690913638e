package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.ErofsLayout;
import io.takecover.model.FileType;

/**
 * Numbers of an EROFS image as its structures state them, and where that puts other structures.
 * Positions are absolute, in bytes; {@link #NONE} stands for what is not there. Those of inodes and
 * xattr entries that this class gives lie inside.
 */
final class ErofsBytes {
  static final long NONE = -1;

  private static final int ALIGNMENT = 4;
  private static final int NUL = 0;

  private final ByteView bytes;

  ErofsBytes(byte[] image) {
    bytes = ByteView.of(image);
  }

  long size() {
    return bytes.size();
  }

  long get(Field field, long at) {
    return bytes.get(field, at);
  }

  boolean holds(long at, long length) {
    return bytes.holds(at, length);
  }

  /** Whether a range that lies inside has only zeros. */
  boolean isZero(long at, long length) {
    return bytes.firstNonZero(at, at + length) == at + length;
  }

  /** A number of the superblock, which must lie inside. */
  private long sb(ErofsLayout field) {
    return get(field, ErofsLayout.SUPERBLOCK_OFFSET);
  }

  long rootNid() {
    return sb(ErofsLayout.SB_ROOT_NID);
  }

  /** Position of the inode of that number, when all of it is there. */
  long inode(long nid) {
    if (nid < 0 || nid > size() / ErofsLayout.SLOT_SIZE) {
      return NONE;
    }
    long metadata = sb(ErofsLayout.SB_META_BLKADDR) * ErofsLayout.BLOCK_SIZE;
    long at = metadata + nid * ErofsLayout.SLOT_SIZE;
    boolean isThere = holds(at, Shape.EROFS_COMPACT.size()) && holds(at, shape(at).size());
    return isThere ? at : NONE;
  }

  Shape shape(long inode) {
    long format = get(ErofsLayout.COMPACT_I_FORMAT, inode);
    boolean extended = (format & ErofsLayout.FORMAT_EXTENDED) != 0;
    return extended ? Shape.EROFS_EXTENDED : Shape.EROFS_COMPACT;
  }

  /** The type of file; null where the mode has none. */
  FileType type(long inode) {
    return FileType.ofMode(get(ErofsLayout.COMPACT_I_MODE, inode));
  }

  /** How the inode's data are stored, as in {@link ErofsLayout#FLAT_PLAIN}. */
  int dataLayout(long inode) {
    return Math.toIntExact(get(ErofsLayout.COMPACT_I_FORMAT, inode) >> 1 & 7);
  }

  /** Bytes of the inode's data; negative where bit 63 is set. */
  long dataSize(long inode) {
    boolean extended = shape(inode) == Shape.EROFS_EXTENDED;
    return get(extended ? ErofsLayout.EXTENDED_I_SIZE : ErofsLayout.COMPACT_I_SIZE, inode);
  }

  /** Where the inode's data blocks start, inside or not. */
  long dataAt(long inode) {
    return union(inode) * ErofsLayout.BLOCK_SIZE;
  }

  /** How many chunk addresses the inode needs. */
  long chunkCount(long inode) {
    int bits = ErofsLayout.BLOCK_BITS + Math.toIntExact(union(inode) & 31);
    long size = dataSize(inode);
    long whole = size >>> bits;
    return size == whole << bits ? whole : whole + 1;
  }

  private long union(long inode) {
    return get(ErofsLayout.COMPACT_I_U, inode);
  }

  /** Where the xattrs of an inode start, or what follows the inode where it has none. */
  long xattrs(long inode) {
    return inode + shape(inode).size();
  }

  /** Bytes of the inode's xattrs, inside or not. */
  long xattrsSize(long inode) {
    long count = get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, inode);
    return count == 0 ? 0 : Shape.EROFS_XATTR_HEADER.size() + ALIGNMENT * (count - 1);
  }

  /** Where an inode's inline data or chunk addresses start, inside or not. */
  long tail(long inode) {
    return xattrs(inode) + xattrsSize(inode);
  }

  /** Position of the shared xattr of that number, inside or not. */
  long sharedXattr(long id) {
    return sb(ErofsLayout.SB_XATTR_BLKADDR) * ErofsLayout.BLOCK_SIZE + ALIGNMENT * id;
  }

  int nameIndex(long entry) {
    return Math.toIntExact(get(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, entry));
  }

  long key(long entry) {
    return entry + Shape.EROFS_XATTR_ENTRY.size();
  }

  long keyLength(long entry) {
    return get(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entry);
  }

  long value(long entry) {
    return key(entry) + keyLength(entry);
  }

  long valueLength(long entry) {
    return get(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, entry);
  }

  /** Where the entry behind this one starts, inside or not. */
  long nextEntry(long entry) {
    long end = value(entry) + valueLength(entry);
    return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Whether an entry's key is {@code suffix} behind the prefix of that number. */
  boolean isNamed(long entry, int nameIndex, byte[] suffix) {
    return nameIndex(entry) == nameIndex
        && keyLength(entry) == suffix.length
        && holds(key(entry), suffix.length)
        && bytes.matches(key(entry), suffix.length, ByteView.of(suffix), 0);
  }

  /** How many directory entries a block states, when it has room for one. */
  long direntCount(long block) {
    return get(ErofsLayout.DIRENT_NAMEOFF, block) / Shape.EROFS_DIRENT.size();
  }

  /**
   * Where a name ends that has no entry behind it to say so: before the first NUL, or with the
   * block.
   *
   * @param end of the block
   */
  long endOfLastName(long name, long end) {
    return bytes.indexOf(NUL, name, end);
  }
}
