package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The xattrs of one inode as they are stored, in the order of their names: those of the tree, and
 * the inode's marks. It is filled anew for each inode, so no list is ever kept.
 */
final class XattrList {
  /** The kind of an xattr of the tree; any other kind is that of a mark. */
  static final int OF_TREE = -1;

  /** {@code LCFS_INODE_EXTERNAL_XATTR_MAX}. */
  static final int MOST_SPACE = 32767;

  private static final int HEADER_SPACE = 12;
  private static final int ENTRY_SPACE = 7;

  private final StoredTree tree;
  private final Image image;
  private final StoredKeys keys;
  private final boolean opaqueWhiteouts;
  private final OverlayMark[] marks = OverlayMark.values();
  private final int selinux;
  private int count;
  private int[] kind = new int[64];
  private int[] source = new int[64];

  /**
   * @param version the format's: from 1 on, directories that hold whiteouts are marked opaque
   */
  XattrList(StoredTree tree, StoredKeys keys, int version) {
    this.tree = tree;
    this.image = tree.image();
    this.keys = keys;
    this.opaqueWhiteouts = version >= 1;
    this.selinux = findSelinux();
  }

  int count() {
    return count;
  }

  int kind(int index) {
    return kind[index];
  }

  /** The xattr in the tree, or for a mark the inode's number. */
  int source(int index) {
    return source[index];
  }

  /** Takes in the xattrs of an inode. */
  void fill(int number) throws RejectedException {
    count = 0;
    if (tree.isStub(number)) {
      if (selinux >= 0) {
        add(OF_TREE, selinux);
      }
      return;
    }
    int set = marksOf(number);
    int inode = tree.id(number);
    int first = image.firstXattr(inode);
    int end = first + image.xattrCount(inode);
    room(end - first + marks.length);
    if (tree.isVersion2()) {
      fillVersion2(set, number, first, end);
      return;
    }
    int mark = nextMark(set, 0);
    for (int xattr = first; xattr < end; xattr++) {
      int place = keys.place(xattr);
      while (2 * mark + 1 < place) {
        add(mark, number);
        mark = nextMark(set, mark + 1);
      }
      if (2 * mark + 1 != place) {
        Demand.require(
            !isWhiteoutName(place), ErofsRule.WHITEOUT_KEY, Part.KEY, image.keyLength(xattr));
        add(OF_TREE, xattr);
      }
    }
    for (; mark < marks.length; mark = nextMark(set, mark + 1)) {
      add(mark, number);
    }
  }

  /**
   * What the tree's own xattrs take as the C writer counts, which is before it adds the marks: each
   * with the worst alignment. More than {@link #MOST_SPACE} it refuses.
   */
  long space() {
    long space = HEADER_SPACE;
    for (int i = 0; i < count; i++) {
      if (kind[i] == OF_TREE) {
        space += ENTRY_SPACE + image.keyLength(source[i]) + image.valueLength(source[i]);
      }
    }
    return space;
  }

  /** Whether one of them is an access control list. */
  boolean holdsAcl() {
    for (int i = 0; i < count; i++) {
      if (kind[i] == OF_TREE && keys.prefix(source[i]).isAcl()) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of the value of a mark. */
  long valueLength(OverlayMark mark, int number) {
    int inode = tree.id(number);
    return switch (mark) {
      case METACOPY ->
          image.hasDigest(inode)
              ? ErofsLayout.Struct.METACOPY.size() + image.digestLength(inode)
              : 0;
      case REDIRECT -> 1 + image.payloadLength(inode);
      default -> mark.value().size();
    };
  }

  /** Version 2 has the marks before the tree's own. */
  private void fillVersion2(int set, int number, int first, int end) {
    for (int mark = nextMark(set, 0); mark < marks.length; mark = nextMark(set, mark + 1)) {
      add(mark, number);
    }
    for (int xattr = first; xattr < end; xattr++) {
      add(OF_TREE, xattr);
    }
  }

  private int marksOf(int number) {
    int set = number == 0 && !tree.isVersion2() ? OverlayMark.OPAQUE.bit() : 0;
    FileType type = tree.type(number);
    if (type == FileType.DIRECTORY && tree.holdsWhiteouts(number)) {
      set |= OverlayMark.ESCAPED_WHITEOUTS.bit() | OverlayMark.USER_WHITEOUTS.bit();
      if (opaqueWhiteouts) {
        set |= OverlayMark.ESCAPED_OPAQUE.bit() | OverlayMark.USER_OPAQUE.bit();
      }
    } else if (type == FileType.REGULAR) {
      if (tree.isExternal(number)) {
        set |= OverlayMark.METACOPY.bit();
        set |= image.payloadLength(tree.id(number)) > 0 ? OverlayMark.REDIRECT.bit() : 0;
      } else if (tree.isWhiteout(number)) {
        set |= OverlayMark.ESCAPED_WHITEOUT.bit() | OverlayMark.USER_WHITEOUT.bit();
      }
    }
    return set;
  }

  private int nextMark(int set, int from) {
    return Math.min(marks.length, Integer.numberOfTrailingZeros(set >>> from) + from);
  }

  private static boolean isWhiteoutName(int place) {
    return (place & 1) != 0
        && place >> 1 != OverlayMark.ESCAPED_OPAQUE.kind()
        && place >> 1 != OverlayMark.USER_OPAQUE.kind();
  }

  private int findSelinux() {
    ByteView name = ByteView.of("security.selinux".getBytes(StandardCharsets.ISO_8859_1));
    int first = image.firstXattr(Image.ROOT);
    for (int xattr = first; xattr < first + image.xattrCount(Image.ROOT); xattr++) {
      if (image.keyLength(xattr) == name.size()
          && name.matches(0, name.size(), image.copies(), image.keyAt(xattr))) {
        return xattr;
      }
    }
    return -1;
  }

  private void room(int needed) {
    if (needed > kind.length) {
      kind = Arrays.copyOf(kind, 2 * needed);
      source = Arrays.copyOf(source, 2 * needed);
    }
  }

  private void add(int ofKind, int from) {
    kind[count] = ofKind;
    source[count++] = from;
  }
}
