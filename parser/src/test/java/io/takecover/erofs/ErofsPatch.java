package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Edits of a copy of an EROFS image that is still right where it is followed. */
final class ErofsPatch {
  static final int SB = ErofsLayout.SUPERBLOCK_OFFSET;

  private byte[] bytes;

  private ErofsPatch(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of an image. */
  static ErofsPatch of(byte[] image) {
    return new ErofsPatch(image.clone());
  }

  /** Zeros. */
  static ErofsPatch ofZeros(long size) {
    return new ErofsPatch(new byte[(int) size]);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  long size() {
    return bytes.length;
  }

  /** Sets a field of the structure at an absolute offset; of reserved bytes, the first. */
  ErofsPatch set(Field field, long structAt, long value) {
    int width = field.isReserved() ? 1 : field.width();
    for (int i = 0; i < width; i++) {
      bytes[(int) structAt + field.offset() + i] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  ErofsPatch add(Field field, long structAt, long more) {
    return set(field, structAt, get(field, structAt) + more);
  }

  ErofsPatch u8(long at, int value) {
    bytes[(int) at] = (byte) value;
    return this;
  }

  ErofsPatch text(long at, String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, bytes, (int) at, text.length);
    return this;
  }

  /** Cuts the image, or makes it longer with zeros. */
  ErofsPatch resize(long size) {
    bytes = Arrays.copyOf(bytes, (int) size);
    return this;
  }

  /** Moves bytes, and leaves zeros where they were. */
  ErofsPatch move(long from, long to, long length) {
    byte[] moved = Arrays.copyOfRange(bytes, (int) from, (int) (from + length));
    Arrays.fill(bytes, (int) from, (int) (from + length), (byte) 0);
    System.arraycopy(moved, 0, bytes, (int) to, moved.length);
    return this;
  }

  /** Exchanges two runs of bytes. */
  ErofsPatch swap(long at, long otherAt, long length) {
    byte[] one = Arrays.copyOfRange(bytes, (int) at, (int) (at + length));
    System.arraycopy(bytes, (int) otherAt, bytes, (int) at, one.length);
    System.arraycopy(one, 0, bytes, (int) otherAt, one.length);
    return this;
  }

  /** Adds a block of zeros that the superblock counts. */
  ErofsPatch addBlock() {
    resize(bytes.length + 4096L);
    return set(ErofsLayout.SB_BLOCKS, SB, bytes.length / 4096);
  }

  long get(Field field, long structAt) {
    return view().get(field, structAt);
  }

  /** Offset of the inode at a path. */
  long inode(String path) {
    long at = 32 * get(ErofsLayout.SB_ROOT_NID, SB);
    for (String name : path.substring(1).split("/", -1)) {
      if (!name.isEmpty()) {
        at = 32 * get(ErofsLayout.DIRENT_NID, direntIn(at, name));
      }
    }
    return at;
  }

  /** Offset of the dirent of a path. */
  long dirent(String path) {
    int slash = path.lastIndexOf('/');
    return direntIn(inode(path.substring(0, slash) + "/"), path.substring(slash + 1));
  }

  /** Offset of the name of a path. */
  long name(String path) {
    long at = dirent(path);
    return blockOf(inode(path.substring(0, path.lastIndexOf('/')) + "/"), at)
        + get(ErofsLayout.DIRENT_NAMEOFF, at);
  }

  Inode at(long inode) {
    return new Inode(
            view(),
            new SuperblockReader.Superblock(
                0, false, 0, 0, get(ErofsLayout.SB_BUILD_TIME, SB), 0, 0, bytes.length))
        .moveTo(inode);
  }

  private long blockOf(long directory, long dirent) {
    Inode inode = at(directory);
    boolean inTail = dirent >= inode.tailAt() && dirent < inode.tailAt() + inode.tailSize();
    return inTail ? inode.tailAt() : dirent / 4096 * 4096;
  }

  private long direntIn(long directory, String name) {
    Inode inode = at(directory);
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    for (long k = 0; k <= inode.blockCount(); k++) {
      boolean isTail = k == inode.blockCount();
      long block = isTail ? inode.tailAt() : inode.dataAt() + 4096 * k;
      long end = block + (isTail ? inode.tailSize() : 4096);
      long entriesEnd = end == block ? block : block + get(ErofsLayout.DIRENT_NAMEOFF, block);
      for (long at = block; at < entriesEnd; at += 12) {
        long from = block + get(ErofsLayout.DIRENT_NAMEOFF, at);
        long to = at + 12 < entriesEnd ? block + get(ErofsLayout.DIRENT_NAMEOFF, at + 12) : end;
        int length = (int) view().indexOf(0, from, to) - (int) from;
        if (Arrays.equals(wanted, view().copy(from, length))) {
          return at;
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Offset of an inode's inline xattr, by its name without prefix. */
  long xattr(long inode, int index, String name) {
    XattrEntry entry = entry();
    Inode of = at(inode);
    long at = of.bodyAt() + 12 + 4 * get(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, of.bodyAt());
    while (at < of.tailAt()) {
      if (entry.nameIndex(at) == index && entry.nameIs(at, XattrEntry.bytes(name))) {
        return at;
      }
      at = (entry.valueAt(at) + entry.valueLength(at) + 3) & ~3L;
    }
    throw new AssertionError("no " + name);
  }

  /** Makes the name filter of an inode right again. */
  ErofsPatch fixFilter(long inode) {
    XattrEntry entry = entry();
    Inode of = at(inode);
    long at = of.bodyAt() + 12;
    long count = get(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, of.bodyAt());
    long base = 4096 * get(ErofsLayout.SB_XATTR_BLKADDR, SB);
    int filter = 0;
    for (long k = 0; k < count; k++, at += 4) {
      filter |= entry.filterBit(base + 4 * get(ErofsLayout.SHARED_ID_ID, at));
    }
    while (at < of.tailAt()) {
      filter |= entry.filterBit(at);
      at = (entry.valueAt(at) + entry.valueLength(at) + 3) & ~3L;
    }
    return set(
        ErofsLayout.XATTR_HEADER_H_NAME_FILTER, of.bodyAt(), Integer.toUnsignedLong(~filter));
  }

  private XattrEntry entry() {
    return new XattrEntry(new CheckedFields(view(), new Findings(Profile.STRICT, 1)));
  }

  private ByteView view() {
    return ByteView.of(bytes);
  }
}
