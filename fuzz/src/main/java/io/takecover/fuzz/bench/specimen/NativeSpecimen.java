package io.takecover.fuzz.bench.specimen;

import io.takecover.model.FileType;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;

/**
 * A reader of native images: the superblock, then inode after inode as the directories name them,
 * all entries of each, and a lookup of names in each.
 */
final class NativeSpecimen extends Specimen {
  private static final long MAGIC = 0xC078629AL;
  private static final long TABLE = 128;
  private static final long INODE = 96;
  private static final long LEAST = TABLE + INODE;
  private static final long DIRENT = 12;
  private static final long U32 = 0xffff_ffffL;
  private static final long DIGEST = 32;
  private static final int TYPE_SHIFT = 12;

  private final NativeDirectory directory = new NativeDirectory(this);
  private final Deque<Visit> work = new ArrayDeque<>();
  private final BitSet seen = new BitSet();
  private long vdata;
  private long count;
  private long lastXattrs;
  private long lastXattrsLength;

  private record Visit(long inode, long path, int depth) {}

  NativeSpecimen(Memory memory, Set<Check> missing, Set<Check> reached) {
    super(memory, missing, reached);
  }

  @Override
  void read() {
    require(Check.SHORT_FILE, memory.size() >= LEAST);
    demand(memory.u32(4) == MAGIC && memory.u32(0) == 1);
    vdata = memory.u64(8);
    demand(Long.compareUnsigned(vdata, TABLE) > 0);
    require(Check.VDATA_BEYOND, Long.compareUnsigned(vdata, memory.size()) <= 0);
    require(Check.TABLE_REMAINDER, Long.remainderUnsigned(vdata - TABLE, INODE) == 0);
    require(Check.SUPERBLOCK_UNUSED, memory.isZero(16, TABLE - 16));
    count = Long.divideUnsigned(vdata - TABLE, INODE);
    seen.set(0);
    visit(0, 0, Sighting.rootPath(), 0);
    while (!work.isEmpty()) {
      Visit next = work.remove();
      memory.step();
      list(next);
    }
    require(Check.ORPHAN, count <= 0 || seen.cardinality() >= count);
  }

  /**
   * An inode that an entry names.
   *
   * @param type what the entry says of it; 0 of the root, which no entry names
   */
  void visit(long index, long type, long path, int depth) {
    require(Check.INODE_INDEX, index < count || index == 0);
    long at = TABLE + INODE * index;
    long mode = memory.u32(at);
    require(Check.MODE_UPPER, mode >>> 16 == 0);
    FileType fileType = FileType.ofMode(mode & 0xffff);
    require(Check.MODE_TYPE, fileType != null);
    require(Check.ROOT_TYPE, type != 0 || fileType == FileType.DIRECTORY);
    require(Check.DIRENT_TYPE, type == 0 || fileType == null || fileType.number() == type);
    require(Check.LINK_COUNT, memory.u32(at + 4) > 0);
    require(Check.INODE_UNUSED, memory.isZero(at + 88, 8));
    sighting.add(path, node(at, mode & 0xffff));
    boolean again = index < count && seen.get((int) index);
    if (index < count) {
      seen.set((int) index);
    }
    if (fileType == FileType.DIRECTORY) {
      require(Check.DIRECTORY_AGAIN, !again || type == 0);
      work.add(new Visit(index, path, depth));
    }
  }

  private Sighting.Node node(long at, long mode) {
    Sighting.Node node = new Sighting.Node();
    node.mode = mode;
    node.uid = choose(Check.OWNER_OF_TASK, memory.u32(at + 8), 0);
    node.gid = choose(Check.OWNER_OF_TASK, memory.u32(at + 12), 0);
    boolean isDevice = (mode >>> TYPE_SHIFT & 0xb) == 2;
    node.rdev = isDevice ? device(memory.u32(at + 16)) : 0;
    node.size = memory.u64(at + 20);
    require(Check.SIZE_SIGN, node.size >= 0);
    node.seconds = memory.u64(at + 28);
    long length = memory.u32(at + 60);
    long type = mode >>> TYPE_SHIFT;
    if (type == FileType.REGULAR.number()) {
      require(Check.SIZE_WITHOUT_PATH, (node.size == 0) == (length == 0));
    }
    if (type == FileType.SYMLINK.number()) {
      require(Check.EMPTY_TARGET, length != 0);
      if (length == 0) {
        throw new OutOfBoundsRead(0, 1);
      }
    }
    if (type == FileType.REGULAR.number() || type == FileType.SYMLINK.number()) {
      node.payload = length == 0 ? 0 : payload(memory.u64(at + 52), length, type);
    }
    node.digest = digest(memory.u64(at + 76), memory.u32(at + 84));
    node.xattrs = xattrs(memory.u64(at + 64), memory.u32(at + 72));
    return node;
  }

  /** The number on disk is glibc's; taken for the kernel's, it is another device. */
  private long device(long raw) {
    return choose(Check.DEVICE_NUMBER, raw, (raw & 0xff) | ((raw & ~0xffL) << 12 & U32));
  }

  private long payload(long offset, long length, long type) {
    long at = range(offset, length, Check.PATH_END);
    at = choose(Check.PATH_BASE, at, at - vdata + TABLE);
    require(Check.PATH_NUL, !memory.has(0, at, length));
    if (type == FileType.REGULAR.number()) {
      boolean climbs = memory.u8(at) == '/' || hasDots(at, length);
      require(Check.PATH_CLIMBS, !climbs);
    }
    return memory.print(at, length);
  }

  /** Whether a part of a path is empty, or one dot or two. */
  private boolean hasDots(long at, long length) {
    long dots = 0;
    long part = 0;
    for (long i = 0; i <= length; i++) {
      int character = i == length ? '/' : memory.u8(at + i);
      if (character == '/') {
        if (part == 0 || (part == dots && part <= 2)) {
          return true;
        }
        part = 0;
        dots = 0;
      } else {
        part++;
        dots += character == '.' ? 1 : 0;
      }
    }
    return false;
  }

  private long digest(long offset, long length) {
    if (length == 0) {
      return 0;
    }
    require(Check.DIGEST_LENGTH, length == DIGEST);
    return memory.print(range(offset, length, Check.DIGEST_RANGE), DIGEST);
  }

  /** Absolute position of a chunk. */
  private long range(long offset, long length, Check end) {
    long from = choose(Check.OFFSET_CUT, offset, offset & U32);
    long room = memory.size() - vdata;
    require(Check.SECTION_START, Long.compareUnsigned(from, room) < 0);
    require(end, Long.compareUnsigned(length, room - from) <= 0);
    return vdata + from;
  }

  private void list(Visit visit) {
    descend(Check.RECURSION, visit.depth);
    long at = TABLE + INODE * visit.inode;
    long length = memory.u32(at + 60);
    if (length == 0) {
      return;
    }
    long chunk = range(memory.u64(at + 52), length, Check.DIRECTORY_END);
    require(Check.DIRECTORY_SHORT, length >= 4);
    long entries = memory.u32(chunk);
    require(Check.DIRENT_COUNT, entries > 0);
    long table = 4 + DIRENT * entries;
    long stated = choose(Check.DIRENT_PRODUCT, table, table & U32);
    demand(stated <= length);
    directory.list(chunk, entries, length - stated, visit.path, visit.depth);
  }

  private long xattrs(long offset, long length) {
    long at = length == 0 ? 0 : range(offset, length, Check.XATTRS_RANGE);
    long from = choose(Check.XATTRS_LEFT_OVER, at, length == 0 ? lastXattrs : at);
    long size = from == at ? length : lastXattrsLength;
    lastXattrs = at;
    lastXattrsLength = length;
    if (size == 0) {
      return 0;
    }
    require(Check.XATTRS_HEADER, size >= 2);
    long attributes = memory.u16(from);
    demand(attributes > 0);
    long table = 2 + 4 * attributes;
    long stated = choose(Check.XATTR_PRODUCT, table, table & 0xffff);
    demand(stated <= size);
    return lookedUp(from, attributes, size - stated);
  }

  /** The xattrs of a chunk, of which a page is held meanwhile. */
  private long lookedUp(long chunk, long attributes, long room) {
    memory.hold();
    boolean isGivenBack = choose(Check.PAGE_HELD, 1, 0) != 0;
    try {
      return pairs(chunk, attributes, room);
    } finally {
      if (isGivenBack) {
        memory.release();
      }
    }
  }

  private long pairs(long chunk, long attributes, long room) {
    long left = room;
    long sum = 0;
    long at = chunk + 2 + 4 * attributes;
    long before = 0;
    long beforeLength = 0;
    for (long i = 0; i < attributes; i++) {
      memory.step();
      long key = memory.u16(chunk + 2 + 4 * i);
      long value = memory.u16(chunk + 4 + 4 * i);
      require(Check.XATTR_KEY, key > 0 && key <= 255);
      long both = choose(Check.XATTR_SUM, key + value, key + value & 0xffff);
      require(Check.XATTR_BLOB, both <= left);
      int order = i == 0 ? -1 : memory.compare(before, beforeLength, at, key);
      require(Check.XATTR_TWICE, order != 0);
      before = at;
      beforeLength = key;
      sum += Sighting.xattr(memory.keyPrint(at, key), memory.print(at + key, value));
      at += key + value;
      left -= both;
    }
    return sum;
  }
}
