package io.takecover.model;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.U32;

/**
 * Fills an image's tables, front to back: readers with ranges of the image that they read,
 * generators with ranges of bytes that they made. Positions are in {@link Image#bytes()} or {@link
 * Image#copies()} and must lie inside; where those bytes are still being written, inside what is
 * written so far.
 */
public final class ImageBuilder {
  private final ByteView bytes;
  private final ByteSink copies;
  private final InodeTable inodes;
  private final EntryTable entries;
  private final XattrTable xattrs = new XattrTable();

  /**
   * For a tree whose bytes are all there.
   *
   * @param inodeRoom how many inodes to make room for at first
   */
  public ImageBuilder(ByteView bytes, int inodeRoom) {
    this(bytes, null, inodeRoom);
  }

  /**
   * For a tree whose keys and contents are put together while it is built.
   *
   * @param bytes those of the rest, or null where the whole tree is written into {@code copies}
   * @param copies a sink that keeps what is written; not to be used any more after {@link #build}
   */
  public ImageBuilder(ByteView bytes, ByteSink copies, int inodeRoom) {
    this.bytes = bytes;
    this.copies = copies;
    this.inodes = new InodeTable(inodeRoom);
    this.entries = new EntryTable(inodeRoom);
  }

  /** Adds an inode with zeros in every field, no payload, no digest, no xattrs and no entries. */
  public int addInode() {
    return inodes.add();
  }

  /** The type of an inode whose mode is set. */
  public FileType type(int inode) {
    return FileType.ofMode(inodes.mode[inode]);
  }

  /**
   * Sets a field that is a number. Numbers of 32 bits keep their low 32 bits.
   *
   * @param part a part of an inode that is a number
   */
  public void set(int inode, Part part, long value) {
    switch (part) {
      case MODE -> inodes.mode[inode] = U32.bits(value);
      case NLINK -> inodes.nlink[inode] = U32.bits(value);
      case UID -> inodes.uid[inode] = U32.bits(value);
      case GID -> inodes.gid[inode] = U32.bits(value);
      case RDEV -> inodes.rdev[inode] = U32.bits(value);
      case SIZE -> inodes.size[inode] = value;
      case MTIME_SECONDS -> inodes.mtimeSeconds[inode] = value;
      case MTIME_NANOSECONDS -> inodes.mtimeNanoseconds[inode] = U32.bits(value);
      case CTIME_SECONDS -> inodes.ctimeSeconds[inode] = value;
      case CTIME_NANOSECONDS -> inodes.ctimeNanoseconds[inode] = U32.bits(value);
      default -> throw new IllegalArgumentException(part + " is not a number of an inode");
    }
  }

  public void setPayload(int inode, long at, long length) {
    inside(at, length);
    inodes.payloadAt[inode] = Math.toIntExact(at);
    inodes.payloadLength[inode] = Math.toIntExact(length);
  }

  /** Gives a regular file content that the image itself holds. */
  public void setContent(int inode, long at, long length) {
    insideCopies(at, length);
    inodes.contentAt[inode] = Math.toIntExact(at);
    inodes.contentLength[inode] = Math.toIntExact(length);
  }

  /** Gives the inode a digest of 32 bytes. */
  public void setDigest(int inode, long at) {
    inside(at, InodeTable.DIGEST_LENGTH);
    inodes.digestAt[inode] = Math.toIntExact(at);
  }

  /**
   * @param set what {@link #endXattrSet} returned
   */
  public void setXattrs(int inode, int set) {
    inodes.xattrSet[inode] = set;
  }

  /** Starts the entries of a directory; all that are added until the next start are its own. */
  public void beginEntries(int directory) {
    inodes.firstEntry[directory] = entries.count;
  }

  /**
   * Adds an entry to the directory begun last; {@code target} may be an inode that is added later.
   */
  public int addEntry(int directory, long nameAt, long nameLength, int target) {
    inside(nameAt, nameLength);
    int entry = entries.add();
    entries.nameAt[entry] = Math.toIntExact(nameAt);
    entries.nameLength[entry] = Math.toIntExact(nameLength);
    entries.target[entry] = target;
    inodes.entryCount[directory]++;
    return entry;
  }

  /** How many entries were added. */
  public int entryCount() {
    return entries.count;
  }

  /** The inode that an entry names. */
  public int target(int entry) {
    return entries.target[entry];
  }

  /**
   * Says whether an entry is the one at which its inode is numbered; none is until this is called.
   */
  public void setPrimary(int entry, boolean primary) {
    entries.primary.set(entry, primary);
  }

  /** Adds an xattr to the set that is being filled. */
  public void addXattr(long keyAt, long keyLength, long valueAt, long valueLength) {
    insideCopies(keyAt, keyLength);
    inside(valueAt, valueLength);
    int xattr = xattrs.add();
    xattrs.keyAt[xattr] = Math.toIntExact(keyAt);
    xattrs.keyLength[xattr] = Math.toIntExact(keyLength);
    xattrs.valueAt[xattr] = Math.toIntExact(valueAt);
    xattrs.valueLength[xattr] = Math.toIntExact(valueLength);
  }

  /** Ends the set that is being filled and gives its number. */
  public int endXattrSet() {
    return xattrs.endSet();
  }

  /** The image; it shares the tables, so the builder must not be used any more. */
  public Image build() {
    if (inodes.count == 0) {
      throw new IllegalStateException("an image has a root");
    }
    ByteView written = copies == null ? bytes : copies.view();
    return new Image(bytes == null ? written : bytes, written, inodes, entries, xattrs);
  }

  private void inside(long at, long length) {
    if (bytes == null) {
      insideCopies(at, length);
    } else {
      require(bytes.holds(at, length), at, length, bytes.size());
    }
  }

  private void insideCopies(long at, long length) {
    if (copies == null) {
      inside(at, length);
    } else {
      require(copies.holds(at, length), at, length, copies.position());
    }
  }

  private static void require(boolean inside, long at, long length, long size) {
    if (!inside) {
      throw new IndexOutOfBoundsException(length + " bytes at " + at + " of " + size);
    }
  }
}
