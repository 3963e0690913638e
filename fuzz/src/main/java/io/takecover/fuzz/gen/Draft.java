package io.takecover.fuzz.gen;

import io.takecover.model.FileType;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * One inode of a tree that {@link TreeGen} is drawing. Sizes, links and numbers follow from the
 * tree at the end.
 */
final class Draft {
  final FileType type;

  /** The only directory that names a directory; null for the root and for anything else. */
  final Draft parent;

  /** Entries of a directory, in the order in which an image lists them. */
  final TreeMap<byte[], Draft> children = new TreeMap<>(Arrays::compareUnsigned);

  long permissions;
  long moreLinks;
  long uid;
  long gid;
  long rdev;
  long size;
  long mtimeSeconds;
  long mtimeNanoseconds;
  long ctimeSeconds;
  long ctimeNanoseconds;
  byte[] payload = {};
  byte[] digest;

  /** Of a file that is stored in the image itself, which only EROFS can. */
  byte[] content = {};

  List<Xattr> xattrs = List.of();

  int names;
  int index = -1;

  private Draft home;
  private byte[] nameAtHome;

  /** One extended attribute. */
  static final class Xattr {
    final byte[] key;
    final byte[] value;

    Xattr(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }
  }

  Draft(FileType type, Draft parent) {
    this.type = type;
    this.parent = parent;
    this.permissions = type == FileType.DIRECTORY ? 0755 : 0644;
  }

  /**
   * Names {@code child} so in this directory; it is numbered where it is named first, or where it
   * is moved to.
   */
  void call(Draft child, byte[] name) {
    children.put(name, child);
    child.names++;
    if (child.home == null) {
      child.moveTo(this, name);
    }
  }

  /** Numbers the inode at another of its names. */
  void moveTo(Draft directory, byte[] name) {
    home = directory;
    nameAtHome = name;
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /** Whether the inode is numbered where {@code directory} names it so. */
  boolean isAtHome(Draft directory, byte[] name) {
    return home == directory && Arrays.equals(nameAtHome, name);
  }

  /** What a directory's nlink must be, and what another inode's is at least. */
  long nlink() {
    if (isDirectory()) {
      return 2 + children.values().stream().filter(Draft::isDirectory).count();
    }
    return Math.min(names + moreLinks, 0xffff_ffffL);
  }
}
