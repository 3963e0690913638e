package io.takecover.model;

import io.takecover.bytes.ByteView;

/**
 * A tree of inodes, as flat tables: an inode, a directory entry or an xattr is an index, names and
 * values are ranges of the bytes that the tree came from. Nothing here is checked but that the
 * ranges lie inside; whether the tree makes sense is for {@code tree/} to say. Inode 0 is the root.
 *
 * <p>A directory's entries have consecutive indices, in the order in which the image lists them.
 * Inodes with the same xattrs may share one set, whose xattrs have consecutive indices too.
 */
public final class Image {
  /** Index of the root's inode. */
  public static final int ROOT = 0;

  final ByteView bytes;
  final ByteView copies;
  final InodeTable inodes;
  final EntryTable entries;
  final XattrTable xattrs;

  Image(ByteView bytes, ByteView copies, InodeTable inodes, EntryTable entries, XattrTable xattrs) {
    this.bytes = bytes;
    this.copies = copies;
    this.inodes = inodes;
    this.entries = entries;
    this.xattrs = xattrs;
  }

  /** The bytes in which names, payloads, digests and values of xattrs are ranges. */
  public ByteView bytes() {
    return bytes;
  }

  /**
   * The bytes in which keys of xattrs and contents are ranges: a format may store these in pieces,
   * and then they are put together here. Where it does not, they are those of {@link #bytes()}.
   */
  public ByteView copies() {
    return copies;
  }

  /** How many inodes, orphans included. */
  public int inodeCount() {
    return inodes.count;
  }

  /** How many directory entries, of all directories. */
  public int entryCount() {
    return entries.count;
  }

  /** How many xattrs, of all sets. */
  public int xattrCount() {
    return xattrs.count;
  }

  /** Type and permission bits, {@code st_mode}. */
  public int mode(int inode) {
    return inodes.mode[inode];
  }

  public FileType type(int inode) {
    return FileType.ofMode(inodes.mode[inode]);
  }

  public long nlink(int inode) {
    return Integer.toUnsignedLong(inodes.nlink[inode]);
  }

  public long uid(int inode) {
    return Integer.toUnsignedLong(inodes.uid[inode]);
  }

  public long gid(int inode) {
    return Integer.toUnsignedLong(inodes.gid[inode]);
  }

  /** The device number as composefs packs it: see {@link Device}. */
  public long rdev(int inode) {
    return Integer.toUnsignedLong(inodes.rdev[inode]);
  }

  /** {@code st_size}; negative where bit 63 is set in the image. */
  public long size(int inode) {
    return inodes.size[inode];
  }

  public long mtimeSeconds(int inode) {
    return inodes.mtimeSeconds[inode];
  }

  public long mtimeNanoseconds(int inode) {
    return Integer.toUnsignedLong(inodes.mtimeNanoseconds[inode]);
  }

  public long ctimeSeconds(int inode) {
    return inodes.ctimeSeconds[inode];
  }

  public long ctimeNanoseconds(int inode) {
    return Integer.toUnsignedLong(inodes.ctimeNanoseconds[inode]);
  }

  /** Position in {@link #bytes()} of a regular file's backing path or a symlink's target. */
  public long payloadAt(int inode) {
    return inodes.payloadAt[inode];
  }

  /** Bytes of the payload; 0 where there is none. */
  public long payloadLength(int inode) {
    return inodes.payloadLength[inode];
  }

  /** Position in {@link #copies()} of the content of a regular file that the image itself holds. */
  public long contentAt(int inode) {
    return inodes.contentAt[inode];
  }

  /** Bytes of the content; 0 where the image holds none. */
  public long contentLength(int inode) {
    return inodes.contentLength[inode];
  }

  public boolean hasDigest(int inode) {
    return inodes.digestAt[inode] >= 0;
  }

  /** Position in {@link #bytes()} of the digest, {@link #digestLength} bytes. */
  public long digestAt(int inode) {
    return inodes.digestAt[inode];
  }

  /** Bytes of the digest; 0 where there is none. */
  public long digestLength(int inode) {
    return hasDigest(inode) ? InodeTable.DIGEST_LENGTH : 0;
  }

  /** First entry of a directory. */
  public int firstEntry(int directory) {
    return inodes.firstEntry[directory];
  }

  /** Entries of a directory; 0 for any other inode. */
  public int entryCount(int directory) {
    return inodes.entryCount[directory];
  }

  /** The inode that an entry names. */
  public int target(int entry) {
    return entries.target[entry];
  }

  /** Position in {@link #bytes()} of an entry's name. */
  public long nameAt(int entry) {
    return entries.nameAt[entry];
  }

  /** Bytes of an entry's name. */
  public int nameLength(int entry) {
    return entries.nameLength[entry];
  }

  /**
   * Whether the inode is numbered where this name stands; the inode's other names are links. Which
   * one is primary is a property of the image, not of the tree.
   */
  public boolean isPrimary(int entry) {
    return entries.primary.get(entry);
  }

  /** First xattr of an inode's set. */
  public int firstXattr(int inode) {
    int set = inodes.xattrSet[inode];
    return set < 0 ? 0 : xattrs.firstOfSet[set];
  }

  /** How many xattrs an inode has. */
  public int xattrCount(int inode) {
    int set = inodes.xattrSet[inode];
    return set < 0 ? 0 : xattrs.firstOfSet[set + 1] - xattrs.firstOfSet[set];
  }

  /** The set of an inode's xattrs, or -1 where it has none; equal numbers mean equal sets. */
  public int xattrSet(int inode) {
    return inodes.xattrSet[inode];
  }

  /** How many different sets of xattrs there are. */
  public int xattrSetCount() {
    return xattrs.setCount;
  }

  /** First xattr of a set; that of the set behind the last is the number of all. */
  public int firstXattrOfSet(int set) {
    return xattrs.firstOfSet[set];
  }

  /** Position in {@link #copies()} of an xattr's full name. */
  public long keyAt(int xattr) {
    return xattrs.keyAt[xattr];
  }

  public int keyLength(int xattr) {
    return xattrs.keyLength[xattr];
  }

  /** Position in {@link #bytes()} of an xattr's value. */
  public long valueAt(int xattr) {
    return xattrs.valueAt[xattr];
  }

  public int valueLength(int xattr) {
    return xattrs.valueLength[xattr];
  }

  /** The number that a part holds, or the length of its bytes. */
  public long value(Part part, int index) {
    return switch (part) {
      case MODE -> mode(index);
      case NLINK -> nlink(index);
      case UID -> uid(index);
      case GID -> gid(index);
      case RDEV -> rdev(index);
      case SIZE -> size(index);
      case MTIME_SECONDS -> mtimeSeconds(index);
      case MTIME_NANOSECONDS -> mtimeNanoseconds(index);
      case CTIME_SECONDS -> ctimeSeconds(index);
      case CTIME_NANOSECONDS -> ctimeNanoseconds(index);
      case PAYLOAD -> payloadLength(index);
      case CONTENT -> contentLength(index);
      case DIGEST -> digestLength(index);
      case NAME, NAME_LENGTH -> nameLength(index);
      case TARGET -> target(index);
      case KEY, KEY_LENGTH -> keyLength(index);
    };
  }

  /** Unsigned byte order of two entries' names. */
  public int compareNames(int entry, int other) {
    return bytes.compare(nameAt(entry), nameLength(entry), bytes, nameAt(other), nameLength(other));
  }

  /** Unsigned byte order of two xattrs' full names. */
  public int compareKeys(int xattr, int other) {
    return copies.compare(keyAt(xattr), keyLength(xattr), copies, keyAt(other), keyLength(other));
  }
}
