package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.U32;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * The different pairs of name and value among the xattrs that are stored, each kept as what it is
 * made of. A hash finds equal ones, and every candidate that is looked at is paid for from the
 * budget, so a tree whose pairs collide on purpose is refused and not waited for.
 */
final class XattrPairs {
  /** What {@link #rank} gives where there is none. */
  static final long UNRANKED = -1;

  private static final int RANKED_BYTES = 5;
  private static final int FIRST_ROOM = 256;

  private final StoredTree tree;
  private final Image image;
  private final StoredKeys keys;
  private final Budget budget;
  private final OverlayMark[] marks = OverlayMark.values();

  /** Of each mark the hash of its name as a tree has it, for a tree's xattr may be equal to it. */
  private final int[] markHash = new int[marks.length];

  private int count;
  private short[] kind;
  private int[] source;

  /** The hash of a pair in the upper half, and its index and 1 in the lower: one look, not two. */
  private long[] slots;

  XattrPairs(StoredTree tree, StoredKeys keys, Budget budget) {
    this.tree = tree;
    this.image = tree.image();
    this.keys = keys;
    this.budget = budget;
    kind = new short[FIRST_ROOM];
    source = new int[FIRST_ROOM];
    slots = new long[2 * FIRST_ROOM];
    for (OverlayMark mark : marks) {
      markHash[mark.kind()] = mark.treeKey().hash(0, mark.treeKey().size());
    }
  }

  int count() {
    return count;
  }

  int kind(int pair) {
    return kind[pair];
  }

  int source(int pair) {
    return source[pair];
  }

  /** A number that is the same for xattrs that are equal; not negative. */
  int hash(int ofKind, int from) throws RejectedException {
    budget.work(1 + (keyLength(ofKind, from) + valueLength(ofKind, from)) / 8);
    int ofKey =
        ofKind == XattrList.OF_TREE
            ? image.copies().hash(image.keyAt(from), image.keyLength(from))
            : markHash[ofKind];
    int ofValue = valueBytes(ofKind).hash(valueAt(ofKind, from), valueLength(ofKind, from));
    return (31 * ofKey + ofValue) & Integer.MAX_VALUE;
  }

  /** The pair that is equal to an xattr; it is added where there is none. */
  int intern(int ofKind, int from) throws RejectedException {
    return intern(ofKind, from, hash(ofKind, from));
  }

  /**
   * @param code the xattr's {@link #hash}
   */
  int intern(int ofKind, int from, int code) throws RejectedException {
    int slot = slotOf(code);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      budget.work(1);
      if (slots[slot] >> 32 == code) {
        int pair = U32.bits(slots[slot]) - 1;
        if (isSame(kind[pair], source[pair], ofKind, from)) {
          return pair;
        }
      }
    }
    kind[count] = (short) ofKind;
    source[count] = from;
    slots[slot] = ((long) code << 32) | ++count;
    if (count == source.length) {
      grow(2 * count);
    }
    return count - 1;
  }

  /** Makes room for further pairs; without it, those of ascending hashes would stand in a heap. */
  void reserve(int more) {
    int room = Integer.highestOneBit(Math.max(1, count + more)) * 2;
    if (room > source.length) {
      grow(room);
    }
  }

  /**
   * A number that orders marks as {@link #compare} does, as far as it goes: the mark, the length of
   * its value and the first bytes of that. Of an xattr of the tree, {@link #UNRANKED}.
   */
  long rank(int pair) {
    int of = kind[pair];
    if (of == XattrList.OF_TREE) {
      return UNRANKED;
    }
    long length = valueLength(of, source[pair]);
    long at = valueAt(of, source[pair]);
    long first = 0;
    for (int i = 0; i < RANKED_BYTES; i++) {
      first = (first << 8) | (i < length ? valueBytes(of).u8(at + i) : 0);
    }
    return ((((long) of << 16) | Math.min(length, 0xffff)) << (8 * RANKED_BYTES)) | first;
  }

  /** By name, then by the length of the value, then by its bytes. */
  int compare(int pair, int other) throws RejectedException {
    int order = compareKeys(pair, other);
    if (order == 0) {
      long length = valueLength(kind[pair], source[pair]);
      order = Long.compare(length, valueLength(kind[other], source[other]));
    }
    return order == 0 ? compareValues(pair, other) : order;
  }

  /** By the number of the prefix, then by the rest of the name, then by the bytes of the value. */
  int compareInVersion2(int pair, int other) throws RejectedException {
    int order = Integer.compare(prefix(pair), prefix(other));
    if (order == 0) {
      order = compareKeys(pair, other);
    }
    return order == 0 ? compareValues(pair, other) : order;
  }

  private int prefix(int pair) {
    int of = kind[pair];
    return (of == XattrList.OF_TREE ? keys.prefix(source[pair]) : marks[of].prefix()).index();
  }

  private int compareKeys(int pair, int other) throws RejectedException {
    int a = kind[pair];
    int b = kind[other];
    int from = source[pair];
    int otherFrom = source[other];
    int order = Integer.compare(place(a, from), place(b, otherFrom));
    if (order == 0) {
      budget.work(1 + Math.min(keyLength(a, from), keyLength(b, otherFrom)) / 8);
      order =
          keyBytes(a)
              .compare(
                  keyAt(a, from),
                  keyLength(a, from),
                  keyBytes(b),
                  keyAt(b, otherFrom),
                  keyLength(b, otherFrom));
    }
    return order;
  }

  private int compareValues(int pair, int other) throws RejectedException {
    int a = kind[pair];
    int b = kind[other];
    long length = valueLength(a, source[pair]);
    long otherLength = valueLength(b, source[other]);
    budget.work(Math.min(length, otherLength) / 8);
    long at = valueAt(a, source[pair]);
    long otherAt = valueAt(b, source[other]);
    return valueBytes(a).compare(at, length, valueBytes(b), otherAt, otherLength);
  }

  private boolean isSame(int a, int from, int b, int otherFrom) throws RejectedException {
    long keyLength = keyLength(a, from);
    long valueLength = valueLength(a, from);
    if (place(a, from) != place(b, otherFrom)
        || keyLength != keyLength(b, otherFrom)
        || valueLength != valueLength(b, otherFrom)) {
      return false;
    }
    budget.work((keyLength + valueLength) / 8);
    return keyBytes(a).matches(keyAt(a, from), keyLength, keyBytes(b), keyAt(b, otherFrom))
        && valueBytes(a)
            .matches(valueAt(a, from), valueLength, valueBytes(b), valueAt(b, otherFrom));
  }

  /**
   * The place among marks; it tells apart names that are stored escaped from those that are not.
   */
  private int place(int ofKind, int from) {
    return ofKind == XattrList.OF_TREE ? keys.place(from) : 2 * ofKind + 1;
  }

  private ByteView keyBytes(int ofKind) {
    return ofKind == XattrList.OF_TREE ? image.copies() : marks[ofKind].treeKey();
  }

  private long keyAt(int ofKind, int from) {
    return ofKind == XattrList.OF_TREE ? image.keyAt(from) : 0;
  }

  private long keyLength(int ofKind, int from) {
    return ofKind == XattrList.OF_TREE ? image.keyLength(from) : marks[ofKind].treeKey().size();
  }

  /** A mark whose value depends on the inode is told by the part of the inode that it holds. */
  private ByteView valueBytes(int ofKind) {
    return isOfInode(ofKind) || ofKind == XattrList.OF_TREE ? image.bytes() : marks[ofKind].value();
  }

  private long valueAt(int ofKind, int from) {
    if (ofKind == XattrList.OF_TREE) {
      return image.valueAt(from);
    }
    if (!isOfInode(ofKind)) {
      return 0;
    }
    int inode = tree.id(from);
    return marks[ofKind] == OverlayMark.REDIRECT
        ? image.payloadAt(inode)
        : Math.max(0, image.digestAt(inode));
  }

  private long valueLength(int ofKind, int from) {
    if (ofKind == XattrList.OF_TREE) {
      return image.valueLength(from);
    }
    if (!isOfInode(ofKind)) {
      return marks[ofKind].value().size();
    }
    int inode = tree.id(from);
    return marks[ofKind] == OverlayMark.REDIRECT
        ? image.payloadLength(inode)
        : image.digestLength(inode);
  }

  private boolean isOfInode(int ofKind) {
    return ofKind == OverlayMark.METACOPY.kind() || ofKind == OverlayMark.REDIRECT.kind();
  }

  /** Neighbours among hashes are neighbours in the table. */
  private int slotOf(int code) {
    return code >>> (Integer.numberOfLeadingZeros(slots.length - 1) - 1);
  }

  private void grow(int room) {
    kind = Arrays.copyOf(kind, room);
    source = Arrays.copyOf(source, room);
    long[] old = slots;
    slots = new long[2 * room];
    for (long pair : old) {
      if (pair != 0) {
        int slot = slotOf(Math.toIntExact(pair >> 32));
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = pair;
      }
    }
  }
}
