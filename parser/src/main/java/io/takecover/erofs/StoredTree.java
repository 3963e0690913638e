package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A tree as it is stored: inodes numbered breadth first by their primary names, the root's stubs
 * among them; whiteouts as empty regular files. An inode's id is its index in the tree, or, from
 * {@code image.inodeCount()} on, that of a stub. Version 2 has neither stubs nor other whiteouts
 * than devices, and numbers inodes depth first, at the first of their names (E-602).
 */
final class StoredTree {
  /** "." and ".." and the names of the stubs. */
  static final int SPECIAL_COUNT = 2 + 256;

  private static final int STUB_MODE = FileType.CHARACTER_DEVICE.number() << 12 | 0644;
  private static final int PERMISSIONS = 0xfff;
  private static final int UNNUMBERED = -1;

  private final Image image;
  private final boolean version2;
  private final ByteView specialNames;
  private final int[] idOf;
  private final int[] numberOf;
  private final int[] parentOf;
  private final BitSet holdsWhiteouts = new BitSet();
  private int count;
  private int oldest;

  private StoredTree(Image image, boolean version2) {
    this.image = image;
    this.version2 = version2;
    StringBuilder names = new StringBuilder("..");
    for (int stub = 0; stub < 256; stub++) {
      names.append(Character.forDigit(stub >> 4, 16)).append(Character.forDigit(stub & 15, 16));
    }
    specialNames = ByteView.of(names.toString().getBytes(StandardCharsets.ISO_8859_1));
    int room = image.inodeCount() + 256;
    idOf = new int[room];
    numberOf = new int[room];
    parentOf = new int[room];
  }

  static StoredTree of(Image image, int version, Budget budget) throws RejectedException {
    StoredTree tree = new StoredTree(image, version == ErofsLayout.VERSION_2);
    budget.work(image.inodeCount() + 2L * image.entryCount());
    if (tree.version2) {
      tree.numberDepthFirst();
    } else {
      tree.number();
    }
    return tree;
  }

  /** Whether it is stored as composefs version 2. */
  boolean isVersion2() {
    return version2;
  }

  Image image() {
    return image;
  }

  /** How many inodes are stored. */
  int count() {
    return count;
  }

  int id(int number) {
    return idOf[number];
  }

  /** Where the ids end. */
  int idCount() {
    return numberOf.length;
  }

  /** The number of an inode, negative where it is not stored. */
  int number(int id) {
    return numberOf[id];
  }

  /** The number of the directory in which an inode is numbered; the root's is its own. */
  int parent(int number) {
    return parentOf[number];
  }

  boolean holdsWhiteouts(int directory) {
    return holdsWhiteouts.get(directory);
  }

  int stubId(int stub) {
    return image.inodeCount() + stub;
  }

  boolean isStub(int number) {
    return idOf[number] >= image.inodeCount();
  }

  /** Whether an inode is stored as an empty file that stands for a whiteout. */
  boolean isWhiteout(int number) {
    return !version2 && !isStub(number) && isWhiteout(image, idOf[number]);
  }

  /** Whether an inode is a regular file whose content is kept elsewhere. */
  boolean isExternal(int number) {
    int id = idOf[number];
    return type(number) == FileType.REGULAR && size(number) != 0 && image.contentLength(id) == 0;
  }

  FileType type(int number) {
    return FileType.ofMode(mode(number));
  }

  int mode(int number) {
    if (isStub(number)) {
      return STUB_MODE;
    }
    int mode = image.mode(idOf[number]);
    return isWhiteout(number) ? (FileType.REGULAR.number() << 12) | (mode & PERMISSIONS) : mode;
  }

  /** As the tree has it; that of a directory is not to be used. */
  long nlink(int number) {
    return isStub(number) ? 1 : image.nlink(idOf[number]);
  }

  long rdev(int number) {
    return isStub(number) ? 0 : image.rdev(idOf[number]);
  }

  long uid(int number) {
    return image.uid(owner(number));
  }

  long gid(int number) {
    return image.gid(owner(number));
  }

  long mtimeSeconds(int number) {
    return image.mtimeSeconds(owner(number));
  }

  long mtimeNanoseconds(int number) {
    return image.mtimeNanoseconds(owner(number));
  }

  /** As the tree has it, but of a symlink always the length of its target. */
  long size(int number) {
    if (isStub(number) || isWhiteout(number)) {
      return 0;
    }
    int inode = idOf[number];
    return type(number) == FileType.SYMLINK ? image.payloadLength(inode) : image.size(inode);
  }

  /** Seconds of the build time, which is the least mtime; version 2 says none. */
  long buildSeconds() {
    return version2 ? 0 : mtimeSeconds(oldest);
  }

  /** Nanoseconds of the build time. */
  long buildNanoseconds() {
    return version2 ? 0 : mtimeNanoseconds(oldest);
  }

  /** Whether an inode has the least mtime. */
  boolean isOldest(int number) {
    return mtimeSeconds(number) == mtimeSeconds(oldest)
        && mtimeNanoseconds(number) == mtimeNanoseconds(oldest);
  }

  /** Holds the names of the specials. */
  ByteView specialNames() {
    return specialNames;
  }

  static long specialAt(int special) {
    return Math.max(0, 2L * special - 2);
  }

  static int specialLength(int special) {
    return special == 0 ? 1 : 2;
  }

  /** Stubs look like the root. */
  private int owner(int number) {
    return isStub(number) ? Image.ROOT : idOf[number];
  }

  private static boolean isWhiteout(Image image, int inode) {
    return image.rdev(inode) == 0 && image.type(inode) == FileType.CHARACTER_DEVICE;
  }

  private void number() throws RejectedException {
    Arrays.fill(numberOf, UNNUMBERED);
    add(Image.ROOT, 0);
    DirentWalk walk = new DirentWalk(this);
    for (int number = 0; number < count; number++) {
      if (type(number) == FileType.DIRECTORY) {
        walk.start(number);
        while (walk.next()) {
          if (walk.isOwner()) {
            add(walk.id(), number);
          } else {
            requireNoWhiteout(walk.id());
          }
        }
      }
    }
    for (int entry = 0; entry < image.entryCount(); entry++) {
      if (numberOf[image.target(entry)] == UNNUMBERED) {
        throw new IllegalArgumentException("inode " + image.target(entry) + " has no primary name");
      }
    }
  }

  private void numberDepthFirst() throws RejectedException {
    Arrays.fill(numberOf, UNNUMBERED);
    int[] next = new int[image.inodeCount()];
    add(Image.ROOT, 0);
    next[0] = image.firstEntry(Image.ROOT);
    int directory = 0;
    while (directory >= 0) {
      int inode = idOf[directory];
      if (next[directory] == image.firstEntry(inode) + image.entryCount(inode)) {
        directory = directory == 0 ? UNNUMBERED : parentOf[directory];
        continue;
      }
      int id = image.target(next[directory]++);
      if (numberOf[id] != UNNUMBERED) {
        continue;
      }
      add(id, directory);
      if (image.type(id) == FileType.DIRECTORY) {
        directory = numberOf[id];
        next[directory] = image.firstEntry(id);
      }
    }
  }

  private void add(int id, int parent) throws RejectedException {
    if (numberOf[id] != UNNUMBERED) {
      throw new IllegalArgumentException("inode " + id + " has two primary names");
    }
    int number = count++;
    idOf[number] = id;
    numberOf[id] = number;
    parentOf[number] = parent;
    if (isWhiteout(number)) {
      Demand.require(image.nlink(id) == 1, ErofsRule.WHITEOUT_NLINK, Part.NLINK, image.nlink(id));
      holdsWhiteouts.set(parent);
    }
    long seconds = mtimeSeconds(number);
    long least = mtimeSeconds(oldest);
    if (seconds < least
        || (seconds == least && mtimeNanoseconds(number) < mtimeNanoseconds(oldest))) {
      oldest = number;
    }
  }

  private void requireNoWhiteout(int id) throws RejectedException {
    Demand.require(!isWhiteout(image, id), ErofsRule.WHITEOUT_NLINK, Part.TARGET, id);
  }
}
