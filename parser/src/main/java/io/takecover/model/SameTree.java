package io.takecover.model;

import java.util.Arrays;

/**
 * Whether two images hold the same tree: the same names with the same inodes behind them, links and
 * primary names included, whatever their indices and wherever their bytes stand.
 */
public final class SameTree {
  private static final int UNMET = -1;

  private final Image image;
  private final Image other;
  private final boolean directorySizes;
  private final int[] twinOf;
  private final int[] queue;
  private int met;

  private SameTree(Image image, Image other, boolean directorySizes) {
    this.image = image;
    this.other = other;
    this.directorySizes = directorySizes;
    twinOf = new int[image.inodeCount()];
    queue = new int[image.inodeCount()];
    Arrays.fill(twinOf, UNMET);
  }

  public static boolean test(Image image, Image other) {
    return new SameTree(image, other, true).test();
  }

  /**
   * The same, but for the sizes of directories: in an EROFS image they are those of the entries as
   * it stores them, of which there are several ways.
   */
  public static boolean testButDirectorySizes(Image image, Image other) {
    return new SameTree(image, other, false).test();
  }

  private boolean test() {
    int[] twinOfOther = new int[other.inodeCount()];
    Arrays.fill(twinOfOther, UNMET);
    meet(Image.ROOT, Image.ROOT, twinOfOther);
    for (int i = 0; i < met; i++) {
      int inode = queue[i];
      int twin = twinOf[inode];
      if (!sameInode(inode, twin) || image.entryCount(inode) != other.entryCount(twin)) {
        return false;
      }
      for (int k = 0; k < image.entryCount(inode); k++) {
        int entry = image.firstEntry(inode) + k;
        int entryOfTwin = other.firstEntry(twin) + k;
        int target = image.target(entry);
        int targetOfTwin = other.target(entryOfTwin);
        if (!sameName(entry, entryOfTwin)) {
          return false;
        }
        if (twinOf[target] == UNMET && twinOfOther[targetOfTwin] == UNMET) {
          meet(target, targetOfTwin, twinOfOther);
        } else if (twinOf[target] != targetOfTwin) {
          return false;
        }
      }
    }
    return true;
  }

  private void meet(int inode, int twin, int[] twinOfOther) {
    twinOf[inode] = twin;
    twinOfOther[twin] = inode;
    queue[met++] = inode;
  }

  private boolean sameName(int entry, int entryOfTwin) {
    return image.isPrimary(entry) == other.isPrimary(entryOfTwin)
        && sameBytes(
            image.nameAt(entry),
            image.nameLength(entry),
            other.nameAt(entryOfTwin),
            other.nameLength(entryOfTwin));
  }

  private boolean sameInode(int inode, int twin) {
    for (Part part : Part.values()) {
      boolean counts = directorySizes || part != Part.SIZE || !isDirectory(inode);
      boolean differs =
          part.of() == Part.Of.INODE && image.value(part, inode) != other.value(part, twin);
      if (counts && differs) {
        return false;
      }
    }
    return sameBytes(
            image.payloadAt(inode),
            image.payloadLength(inode),
            other.payloadAt(twin),
            other.payloadLength(twin))
        && sameCopies(
            image.contentAt(inode),
            image.contentLength(inode),
            other.contentAt(twin),
            other.contentLength(twin))
        && sameBytes(
            image.digestAt(inode),
            image.digestLength(inode),
            other.digestAt(twin),
            other.digestLength(twin))
        && sameXattrs(inode, twin);
  }

  private boolean isDirectory(int inode) {
    return image.type(inode) == FileType.DIRECTORY;
  }

  private boolean sameXattrs(int inode, int twin) {
    if (image.xattrCount(inode) != other.xattrCount(twin)) {
      return false;
    }
    for (int k = 0; k < image.xattrCount(inode); k++) {
      int xattr = image.firstXattr(inode) + k;
      int xattrOfTwin = other.firstXattr(twin) + k;
      boolean same =
          sameCopies(
                  image.keyAt(xattr),
                  image.keyLength(xattr),
                  other.keyAt(xattrOfTwin),
                  other.keyLength(xattrOfTwin))
              && sameBytes(
                  image.valueAt(xattr),
                  image.valueLength(xattr),
                  other.valueAt(xattrOfTwin),
                  other.valueLength(xattrOfTwin));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private boolean sameCopies(long at, long length, long otherAt, long otherLength) {
    return length == otherLength
        && (length == 0 || image.copies().matches(at, length, other.copies(), otherAt));
  }

  private boolean sameBytes(long at, long length, long otherAt, long otherLength) {
    return length == otherLength
        && (length == 0 || image.bytes().matches(at, length, other.bytes(), otherAt));
  }
}
