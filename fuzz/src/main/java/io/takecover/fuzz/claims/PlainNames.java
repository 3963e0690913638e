package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The names of an EROFS image, breadth first, and the inodes that they lead to: the first rule that
 * is broken on the way. It ends, for every inode is met once.
 */
final class PlainNames {
  private static final int NAME_MAX = 255;
  private static final int DIRENT = 12;
  private static final int STUBS = 256;
  private static final String HEX = "0123456789abcdef";

  private final PlainImage image;
  private final PlainInode inode;
  private final BitSet slots = new BitSet();
  private final BitSet starts = new BitSet();
  private final BitSet blocks = new BitSet();
  private final BitSet stubs = new BitSet();
  private final BitSet namedStubs = new BitSet();
  private final BitSet hexNames = new BitSet(STUBS);
  private long[] inodes = new long[STUBS + 64];
  private long[] parents = new long[STUBS + 64];
  private long[] ends = new long[STUBS + 64];
  private int count;
  private boolean spills;

  /** By slots, for those in which an inode starts. */
  private final int[] indices;

  private long[] entries = new long[64];
  private int entryCount;
  private long due = 1;
  private boolean isNumbered;
  private ErofsRule doubt;

  private long directory;
  private int dots;
  private long used;
  private long beforeAt;
  private long beforeLength;
  private boolean beforeIsOfTree;

  PlainNames(PlainImage image) {
    this.image = image;
    inode = new PlainInode(image);
    indices = new int[slot(image.inodesLimit())];
  }

  /** Reads all; the first rule that is broken, or null. */
  ErofsRule fault() {
    long root = image.u16(PlainImage.ROOT_NID);
    ErofsRule fault = meet(root, root * PlainImage.SLOT);
    if (fault != null) {
      return fault;
    }
    if (type(inodes[0]) != PlainInode.DIRECTORY) {
      return ErofsRule.ROOT_TYPE;
    }
    isNumbered = image.u32(inodes[0] + 20) == 0;
    for (int k = 0; k < count; k++) {
      fault = type(inodes[k]) == PlainInode.DIRECTORY ? directory(inodes[k], parents[k]) : null;
      if (fault != null) {
        return fault;
      }
    }
    if (!image.wantsVersion2() && hexNames.nextClearBit(0) < STUBS) {
      return ErofsRule.STUB_MISSING;
    }
    expect(image.u64(PlainImage.INOS) == count, ErofsRule.INOS);
    return null;
  }

  /** The rule of the first doubt: it counts only where nothing worse is wrong. May be null. */
  ErofsRule doubt() {
    return doubt;
  }

  /** How many inodes were met, stubs among them. */
  int count() {
    return count;
  }

  /** Offset of an inode; the root is the first. */
  long inode(int index) {
    return inodes[index];
  }

  /** Where an inode ends that starts in a slot. */
  long endOf(int start) {
    return ends[indices[start]];
  }

  /** Whether some inode's chunk map has a block of its own. */
  boolean spills() {
    return spills;
  }

  /** Whether the inode at an offset is one of those that hide the folders of a store. */
  boolean isStub(long at) {
    return stubs.get(slot(at));
  }

  /** Where the inodes lie, in slots of 32 bytes. */
  BitSet starts() {
    return starts;
  }

  /** Which blocks hold data of inodes. */
  BitSet blocks() {
    return blocks;
  }

  /** How many names the tree has. */
  int entryCount() {
    return entryCount / 2;
  }

  /** Offset of the directory in which a name stands. */
  long directoryOf(int entry) {
    return entries[2 * entry];
  }

  /** Offset of the inode to which a name leads. */
  long targetOf(int entry) {
    return entries[2 * entry + 1];
  }

  /** Whether inodes are numbered from 0 on, breadth first, each at one of its names. */
  boolean isNumbered() {
    return isNumbered && due == count;
  }

  private int type(long at) {
    return image.u16(at + 4) >> 12;
  }

  private static int slot(long at) {
    return Math.toIntExact(at / PlainImage.SLOT);
  }

  private void expect(boolean holds, ErofsRule rule) {
    if (!holds && doubt == null) {
      doubt = rule;
    }
  }

  private ErofsRule meet(long nid, long parent) {
    if (nid < 0 || nid > image.size() / PlainImage.SLOT - 1) {
      return ErofsRule.NID_RANGE;
    }
    long at = nid * PlainImage.SLOT;
    if (at < PlainImage.FIRST_INODE) {
      return ErofsRule.NID_HEADER;
    }
    if (at >= image.inodesLimit()) {
      return ErofsRule.NID_AREA;
    }
    if (starts.get(slot(at))) {
      return null;
    }
    if (slots.get(slot(at))) {
      return ErofsRule.INODE_OVERLAP;
    }
    ErofsRule fault = inode.fault(at);
    if (fault != null) {
      return fault;
    }
    expect(inode.doubt() == null, inode.doubt());
    int behind = slot(inode.end() + PlainImage.SLOT - 1);
    int taken = slots.nextSetBit(slot(at));
    return taken >= 0 && taken < behind ? ErofsRule.INODE_OVERLAP : add(at, behind, parent);
  }

  private ErofsRule add(long at, int behind, long parent) {
    slots.set(slot(at), behind);
    starts.set(slot(at));
    if (inode.blocks() > 0) {
      int from = Math.toIntExact(inode.firstBlock());
      int to = from + Math.toIntExact(inode.blocks());
      int owned = blocks.nextSetBit(from);
      if (owned >= 0 && owned < to) {
        return ErofsRule.DATA_SHARED;
      }
      blocks.set(from, to);
    }
    if (count == inodes.length) {
      inodes = Arrays.copyOf(inodes, 2 * count);
      parents = Arrays.copyOf(parents, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    spills |= inode.spills();
    indices[slot(at)] = count;
    inodes[count] = at;
    ends[count] = inode.end();
    parents[count++] = parent;
    if (inode.isZeroDevice() && !image.wantsVersion2()) {
      stubs.set(slot(at));
    }
    return null;
  }

  private ErofsRule directory(long at, long parent) {
    inode.fault(at);
    long tailAt = inode.tailAt();
    long tailSize = inode.tailSize();
    long from = inode.firstBlock() * PlainImage.BLOCK;
    long to = from + inode.blocks() * PlainImage.BLOCK;
    directory = at;
    dots = 0;
    used = 0;
    beforeLength = 0;
    beforeIsOfTree = true;
    for (long block = from; block < to; block += PlainImage.BLOCK) {
      ErofsRule fault = block(block, PlainImage.BLOCK, parent);
      if (fault != null) {
        return fault;
      }
    }
    ErofsRule fault = tailSize == 0 ? null : block(tailAt, tailSize, parent);
    return fault != null ? fault : dots == 2 ? null : ErofsRule.DOTS_PLACE;
  }

  private ErofsRule block(long start, long length, long parent) {
    long table = length < DIRENT ? 0 : image.u16(start + 8);
    if (table == 0 || table % DIRENT != 0 || table >= length) {
      return ErofsRule.NAME_TABLE;
    }
    long name = table;
    for (long at = 0; at < table; at += DIRENT) {
      long end = length;
      if (at + DIRENT < table) {
        end = image.u16(start + at + DIRENT + 8);
        if (end <= name || end >= length) {
          return ErofsRule.NAME_OFFSETS;
        }
      } else if (length == PlainImage.BLOCK) {
        end = image.bytes().indexOf(0, start + name, start + length) - start;
      }
      boolean fitted = at == 0 && used > 0 && used + DIRENT + end - name <= PlainImage.BLOCK;
      expect(!fitted, ErofsRule.DIRENT_PACKING);
      ErofsRule fault = entry(start + at, start + name, end - name, parent);
      if (fault != null) {
        return fault;
      }
      name = end;
    }
    used = name;
    expect(image.isZero(start + name, start + length), ErofsRule.DIRENT_PADDING);
    return null;
  }

  private ErofsRule entry(long at, long nameAt, long length, long parent) {
    if (length < 1 || length > NAME_MAX) {
      return ErofsRule.NAME_LENGTH;
    }
    if (image.u8(at + 11) != 0) {
      return ErofsRule.DIRENT_RESERVED;
    }
    boolean isSelf = length == 1 && image.u8(nameAt) == '.';
    boolean isParent = length == 2 && image.u16(nameAt) == ('.' << 8 | '.');
    boolean isOfTree = false;
    ErofsRule fault = null;
    if (isSelf || isParent) {
      dots++;
      boolean right = image.u64(at) == (isSelf ? directory : parent) / PlainImage.SLOT;
      fault = right ? null : ErofsRule.DOTS;
      expect(image.u8(at + 10) == 2, ErofsRule.DIRENT_TYPE);
    } else {
      fault = meet(image.u64(at), directory);
      fault = fault != null ? fault : name(at, nameAt, length);
      isOfTree = fault == null && !isStub(image.u64(at) * PlainImage.SLOT);
    }
    if (fault != null) {
      return fault;
    }
    boolean ascends =
        beforeLength == 0
            || image.bytes().compare(beforeAt, beforeLength, image.bytes(), nameAt, length) < 0;
    if (!ascends && !(isOfTree && beforeIsOfTree)) {
      return isSelf || isParent ? ErofsRule.DOTS_PLACE : ErofsRule.NAMES_ASCEND;
    }
    beforeAt = nameAt;
    beforeLength = length;
    beforeIsOfTree = isOfTree;
    return null;
  }

  /** Takes in a name other than "." and "..", whose inode is known. */
  private ErofsRule name(long at, long nameAt, long length) {
    long target = image.u64(at) * PlainImage.SLOT;
    expect(image.u8(at + 10) == direntType(type(target)), ErofsRule.DIRENT_TYPE);
    int hex = directory == inodes[0] && length == 2 ? hex(nameAt) : -1;
    if (hex >= 0) {
      hexNames.set(hex);
    }
    if (isStub(target) && hex < 0) {
      return ErofsRule.DEVICE_ZERO;
    }
    if (isStub(target) && namedStubs.get(slot(target))) {
      return ErofsRule.STUB;
    }
    namedStubs.set(slot(target));
    long number = image.u32(target + 20);
    if (number == due) {
      due++;
    } else if (type(target) == PlainInode.DIRECTORY) {
      isNumbered = false;
    }
    if (!isStub(target)) {
      if (entryCount + 2 > entries.length) {
        entries = Arrays.copyOf(entries, 2 * entries.length);
      }
      entries[entryCount++] = directory;
      entries[entryCount++] = target;
    }
    return null;
  }

  /** The value of two digits, or a negative number where they are none. */
  private int hex(long at) {
    int high = HEX.indexOf(image.u8(at));
    int low = HEX.indexOf(image.u8(at + 1));
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  /** The number by which entries name a type of file. */
  private static int direntType(int type) {
    return switch (type) {
      case PlainInode.REGULAR -> 1;
      case PlainInode.DIRECTORY -> 2;
      case PlainInode.CHARACTER_DEVICE -> 3;
      case PlainInode.BLOCK_DEVICE -> 4;
      case 1 -> 5;
      case 12 -> 6;
      default -> 7;
    };
  }
}
