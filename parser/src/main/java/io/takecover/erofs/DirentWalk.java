package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.model.Image;

/**
 * The entries of a directory as they are stored, one after the other: those of the tree, "." and
 * "..", and in the root a stub for every name of two hexadecimal digits that the tree has not
 * (E-520).
 */
final class DirentWalk {
  private final StoredTree tree;
  private final Image image;
  private int directory;
  private int entry;
  private int entryEnd;
  private int special;
  private int specialEnd;
  private ByteView names;
  private long nameAt;
  private int nameLength;
  private int id;
  private boolean owner;
  private boolean ofTree;

  DirentWalk(StoredTree tree) {
    this.tree = tree;
    this.image = tree.image();
  }

  /** Goes before the first entry of a directory. */
  void start(int number) {
    directory = number;
    int inode = tree.id(number);
    entry = image.firstEntry(inode);
    entryEnd = entry + image.entryCount(inode);
    special = 0;
    boolean hasStubs = inode == Image.ROOT && !tree.isVersion2();
    specialEnd = hasStubs ? StoredTree.SPECIAL_COUNT : 2;
  }

  /** Goes on to the next entry. */
  boolean next() {
    while (special < specialEnd) {
      int order = entry < entryEnd ? compareToSpecial() : 1;
      if (order < 0) {
        break;
      }
      if (order > 0) {
        takeSpecial();
        return true;
      }
      special++;
    }
    if (entry == entryEnd) {
      return false;
    }
    names = image.bytes();
    nameAt = image.nameAt(entry);
    nameLength = image.nameLength(entry);
    id = image.target(entry);
    owner = image.isPrimary(entry);
    ofTree = true;
    entry++;
    return true;
  }

  ByteView names() {
    return names;
  }

  long nameAt() {
    return nameAt;
  }

  int nameLength() {
    return nameLength;
  }

  /** The {@link StoredTree#id} of the inode that the entry names. */
  int id() {
    return id;
  }

  /** The number of the inode that the entry names. */
  int target() {
    return tree.number(id);
  }

  /** Whether the inode is numbered here. */
  boolean isOwner() {
    return owner;
  }

  /** Whether the tree has the entry, and not only the stored directory. */
  boolean isOfTree() {
    return ofTree;
  }

  private int compareToSpecial() {
    return image
        .bytes()
        .compare(
            image.nameAt(entry),
            image.nameLength(entry),
            tree.specialNames(),
            StoredTree.specialAt(special),
            StoredTree.specialLength(special));
  }

  private void takeSpecial() {
    names = tree.specialNames();
    nameAt = StoredTree.specialAt(special);
    nameLength = StoredTree.specialLength(special);
    owner = special >= 2;
    ofTree = false;
    if (owner) {
      id = tree.stubId(special - 2);
    } else {
      id = tree.id(special == 0 ? directory : tree.parent(directory));
    }
    special++;
  }
}
