package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.model.FileType;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.nativefmt.NativeLayout.Struct;

/**
 * Where the structures of a native image stand, as far as its bytes can be followed. Nothing is
 * believed: counts are cut to what the bytes can hold, and what lies outside is not there. So a
 * broken image can be edited too.
 *
 * <p>Positions are absolute, in bytes; {@link #NONE} stands for what is not there.
 */
final class NativeBytes {
  static final long NONE = -1;

  private final ByteView bytes;
  private final long vdata;

  NativeBytes(byte[] image) {
    bytes = ByteView.of(image);
    long stated = bytes.size() < Struct.SB.size() ? 0 : get(NativeLayout.SB_VDATA_OFFSET, 0);
    vdata = bytes.holds(stated, 0) ? stated : bytes.size();
  }

  /** Bytes of the image. */
  long size() {
    return bytes.size();
  }

  /** The number in a field of the structure at {@code at}, which must lie inside. */
  long get(Field field, long at) {
    return bytes.get(field, at);
  }

  byte[] copy(long at, long length) {
    return bytes.copy(at, length);
  }

  /** Whether there is room for a superblock. */
  boolean hasSuperblock() {
    return bytes.size() >= Struct.SB.size();
  }

  /** How many inodes the table holds whole. */
  int inodeCount() {
    return Math.toIntExact(Math.max(0, vdata - Struct.SB.size()) / Struct.INODE.size());
  }

  /** Position of an inode that the table holds. */
  long inode(int index) {
    return Struct.SB.size() + (long) index * Struct.INODE.size();
  }

  FileType type(int inode) {
    return FileType.ofMode(get(NativeLayout.INODE_ST_MODE, inode(inode)));
  }

  /** Position of a directory's chunk. */
  long directory(int inode) {
    if (type(inode) != FileType.DIRECTORY) {
      return NONE;
    }
    return chunk(
        inode,
        NativeLayout.INODE_VARIABLE_DATA_OFF,
        NativeLayout.INODE_VARIABLE_DATA_LEN,
        Struct.DIR.size());
  }

  /** How many entries stand in the chunk at {@code directory}. */
  int direntCount(long directory) {
    long room = (size() - directory - Struct.DIR.size()) / Struct.DIRENT.size();
    return Math.toIntExact(Math.min(get(NativeLayout.DIR_N_DIRENTS, directory), room));
  }

  long dirent(long directory, int entry) {
    return directory + Struct.DIR.size() + (long) entry * Struct.DIRENT.size();
  }

  /** Position of an entry's name, wherever in the image the entry says that it is. */
  long name(long directory, int entry) {
    long names =
        directory
            + Struct.DIR.size()
            + get(NativeLayout.DIR_N_DIRENTS, directory) * Struct.DIRENT.size();
    long at = names + get(NativeLayout.DIRENT_NAME_OFFSET, dirent(directory, entry));
    return bytes.holds(at, nameLength(directory, entry)) ? at : NONE;
  }

  long nameLength(long directory, int entry) {
    return get(NativeLayout.DIRENT_NAME_LEN, dirent(directory, entry));
  }

  /** Position of an inode's xattr chunk. */
  long xattrs(int inode) {
    return chunk(
        inode, NativeLayout.INODE_XATTRS_OFF, NativeLayout.INODE_XATTRS_LEN, Struct.XATTR.size());
  }

  /** How many xattrs stand in the chunk at {@code xattrs}. */
  int xattrCount(long xattrs) {
    long room = (size() - xattrs - Struct.XATTR.size()) / Struct.XATTR_ENTRY.size();
    return Math.toIntExact(Math.min(get(NativeLayout.XATTR_N_ATTR, xattrs), room));
  }

  long xattrEntry(long xattrs, int entry) {
    return xattrs + Struct.XATTR.size() + (long) entry * Struct.XATTR_ENTRY.size();
  }

  long keyLength(long xattrs, int entry) {
    return get(NativeLayout.XATTR_ENTRY_KEY_LENGTH, xattrEntry(xattrs, entry));
  }

  long valueLength(long xattrs, int entry) {
    return get(NativeLayout.XATTR_ENTRY_VALUE_LENGTH, xattrEntry(xattrs, entry));
  }

  /** Where the first key of the chunk at {@code xattrs} starts, inside or not. */
  long firstKey(long xattrs) {
    return xattrEntry(xattrs, Math.toIntExact(get(NativeLayout.XATTR_N_ATTR, xattrs)));
  }

  /** Position of a backing path or link target. */
  long payload(int inode) {
    FileType type = type(inode);
    if (type != FileType.REGULAR && type != FileType.SYMLINK) {
      return NONE;
    }
    return chunk(
        inode,
        NativeLayout.INODE_VARIABLE_DATA_OFF,
        NativeLayout.INODE_VARIABLE_DATA_LEN,
        payloadLength(inode));
  }

  long payloadLength(int inode) {
    return get(NativeLayout.INODE_VARIABLE_DATA_LEN, inode(inode));
  }

  long digest(int inode) {
    return chunk(
        inode, NativeLayout.INODE_DIGEST_OFF, NativeLayout.INODE_DIGEST_LEN, digestLength(inode));
  }

  long digestLength(int inode) {
    return get(NativeLayout.INODE_DIGEST_LEN, inode(inode));
  }

  boolean holds(long at, long length) {
    return bytes.holds(at, length);
  }

  /** Position of what a reference points at, when it is set and {@code needed} bytes are there. */
  private long chunk(int inode, NativeLayout off, NativeLayout len, long needed) {
    long at = inode(inode);
    long offset = get(off, at);
    if (get(len, at) == 0 || !bytes.holds(offset, 0)) {
      return NONE;
    }
    return bytes.holds(vdata + offset, needed) ? vdata + offset : NONE;
  }
}
