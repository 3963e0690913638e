package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.fixture.TestTree;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the writer made of a tree, to look at and to edit. */
final class StoredImage {
  private final Image image;
  private final int version;
  private final byte[] bytes;
  private final ByteView view;

  StoredImage(TestTree tree, int version) {
    this(tree.image(), version);
  }

  private StoredImage(Image image, int version) {
    this.image = image;
    this.version = version;
    try {
      bytes = ErofsWriter.write(image, version, budget(image));
    } catch (RejectedException e) {
      throw new AssertionError("a tree that cannot be written", e);
    }
    view = ByteView.of(bytes);
  }

  static StoredImage of(TestTree tree) {
    return new StoredImage(tree, 0);
  }

  /** Enough for a tree of a few bytes, for which stubs alone cost more. */
  static Budget budget(Image image) {
    return new Budget(Limits.DEFAULT, image.bytes().size() + 4096);
  }

  ByteView view() {
    return view;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Of a field of the superblock. */
  long superblock(ErofsLayout field) {
    return view.get(field, ErofsLayout.SUPERBLOCK_OFFSET);
  }

  /** Offset of the root's inode. */
  long root() {
    return superblock(ErofsLayout.SB_ROOT_NID) * ErofsLayout.SLOT_SIZE;
  }

  /** Offset of the inode that the root has under a name. */
  long inode(String name) {
    return inode(root(), name);
  }

  /** Offset of the inode that a directory, at an offset, has under a name. */
  long inode(long directory, String name) {
    long dirent = dirent(directory, name);
    return view.get(ErofsLayout.DIRENT_NID, dirent) * ErofsLayout.SLOT_SIZE;
  }

  /** Offset of the entry that a directory, at an offset, has under a name. */
  long dirent(long directory, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    for (long[] block : blocks(directory)) {
      long count = view.u16(block[0] + ErofsLayout.DIRENT_NAMEOFF.offset()) / 12;
      for (long i = 0; i < count; i++) {
        long dirent = block[0] + 12 * i;
        long from = view.get(ErofsLayout.DIRENT_NAMEOFF, dirent);
        long to = i + 1 < count ? view.get(ErofsLayout.DIRENT_NAMEOFF, dirent + 12) : block[1];
        byte[] found = view.copy(block[0] + from, to - from);
        if (Arrays.equals(Arrays.copyOf(wanted, found.length), found)
            && found.length >= wanted.length) {
          return dirent;
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Offsets and sizes of a directory's blocks, and of its tail. */
  private List<long[]> blocks(long directory) {
    List<long[]> all = new ArrayList<>();
    long size = size(directory);
    long at = 4096 * view.get(ErofsLayout.COMPACT_I_U, directory);
    for (; size >= 4096; size -= 4096, at += 4096) {
      all.add(new long[] {at, 4096});
    }
    if (size > 0) {
      all.add(new long[] {tail(directory), size});
    }
    all.sort(Comparator.comparing(block -> -block[1]));
    return all;
  }

  boolean isExtended(long inode) {
    return (view.get(ErofsLayout.COMPACT_I_FORMAT, inode) & ErofsLayout.FORMAT_EXTENDED) != 0;
  }

  int layout(long inode) {
    return Math.toIntExact(view.get(ErofsLayout.COMPACT_I_FORMAT, inode) >> 1);
  }

  long size(long inode) {
    return view.get(
        isExtended(inode) ? ErofsLayout.EXTENDED_I_SIZE : ErofsLayout.COMPACT_I_SIZE, inode);
  }

  /** Offset of an inode's xattr header. */
  long xattrs(long inode) {
    return inode + (isExtended(inode) ? Struct.EXTENDED : Struct.COMPACT).size();
  }

  /** Offset of an inode's tail. */
  long tail(long inode) {
    long count = view.get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, inode);
    return xattrs(inode) + (count == 0 ? 0 : 8 + 4 * count);
  }

  /** A copy with a number in a structure changed. */
  StoredImage edit(ErofsLayout field, long structAt, long value) {
    byte[] edited = bytes.clone();
    put(edited, field, structAt, value);
    return new StoredImage(this, edited);
  }

  /** A copy with two runs of bytes exchanged. */
  StoredImage swap(long at, long otherAt, long length) {
    byte[] edited = bytes.clone();
    byte[] one = view.copy(at, length);
    byte[] other = view.copy(otherAt, length);
    System.arraycopy(other, 0, edited, Math.toIntExact(at), other.length);
    System.arraycopy(one, 0, edited, Math.toIntExact(otherAt), one.length);
    return new StoredImage(this, edited);
  }

  /** The same tree's canonical image, in other bytes. */
  StoredImage with(byte[] other) {
    return new StoredImage(this, other);
  }

  /** What the writer has against the bytes. */
  Violation difference() {
    try {
      return ErofsWriter.firstDifference(image, version, view, budget(image));
    } catch (RejectedException e) {
      throw new AssertionError("a tree that cannot be written", e);
    }
  }

  private StoredImage(StoredImage of, byte[] bytes) {
    this.image = of.image;
    this.version = of.version;
    this.bytes = bytes;
    this.view = ByteView.of(bytes);
  }

  private static void put(byte[] into, ErofsLayout field, long structAt, long value) {
    int at = Math.toIntExact(structAt) + field.offset();
    for (int i = 0; i < field.width(); i++) {
      into[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
