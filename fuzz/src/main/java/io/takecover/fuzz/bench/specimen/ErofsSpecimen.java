package io.takecover.fuzz.bench.specimen;

import io.takecover.model.FileType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A reader of EROFS images of composefs versions 0 and 1: the tree from the root down. */
final class ErofsSpecimen extends Specimen {
  static final long SUPERBLOCK = 1024;
  static final long BLOCK = 4096;
  private static final long HEADER_MAGIC = 0xD078629AL;
  private static final long MAGIC = 0xE0F5E1E2L;
  private static final long SLOT = 32;
  private static final long FIRST_INODE = 1152;
  private static final long U32 = 0xffff_ffffL;
  private static final int TYPE_SHIFT = 12;
  private static final int PLAIN = 0;
  private static final int INLINE = 2;
  private static final int CHUNKS = 4;
  private static final long TARGET_MAX = 4095;

  private final ErofsXattrs xattrs = new ErofsXattrs(this);
  private final ErofsDirectory directory = new ErofsDirectory(this);
  private final Deque<Visit> work = new ArrayDeque<>();
  private final Set<Long> directories = new HashSet<>();
  private long version;
  private long buildTime;

  /**
   * @param again whether the directory was visited before
   */
  record Visit(long nid, Visit parent, long path, int depth, boolean again) {
    /** Whether an inode is this directory or one above it. */
    boolean isBelow(long other) {
      for (Visit visit = this; visit != null; visit = visit.parent) {
        if (visit.nid == other) {
          return true;
        }
      }
      return false;
    }
  }

  ErofsSpecimen(Memory memory, Set<Check> missing, Set<Check> reached) {
    super(memory, missing, reached);
  }

  @Override
  void read() {
    require(Check.SHORT_FILE, memory.size() >= BLOCK && memory.size() % BLOCK == 0);
    demand(memory.u32(0) == HEADER_MAGIC && memory.u32(SUPERBLOCK) == MAGIC);
    version = memory.u32(12);
    buildTime = memory.u64(SUPERBLOCK + 24);
    long root = memory.u16(SUPERBLOCK + 14);
    enter(root, 2, null, Sighting.rootPath());
    while (!work.isEmpty()) {
      memory.step();
      list(work.remove());
    }
  }

  /** Whether whiteouts have all their marks. */
  boolean marksOpaque() {
    return version > 0;
  }

  /** Position of an inode. */
  private long position(long nid) {
    require(Check.NID_RANGE, nid >= 0 && nid <= memory.size() / SLOT - 1);
    long at = choose(Check.NID_CUT, nid * SLOT, nid * SLOT & U32);
    require(Check.NID_HEADER, at < 0 || at >= FIRST_INODE);
    return at;
  }

  /**
   * An inode that an entry names.
   *
   * @param type what the entry says that it is
   * @param parent null of the root
   */
  void enter(long nid, int type, Visit parent, long path) {
    long at = position(nid);
    long mode = memory.u16(at + 4);
    FileType fileType = FileType.ofMode(mode);
    require(Check.MODE_TYPE, fileType != null);
    require(Check.ROOT_TYPE, parent != null || fileType == FileType.DIRECTORY);
    boolean isTold = parent == null || fileType == null || fileType == ErofsDirectory.type(type);
    require(Check.DIRENT_TYPE, isTold);
    boolean isDevice = fileType == FileType.CHARACTER_DEVICE;
    if (isDevice && memory.u32(at + 16) == 0) {
      return;
    }
    sighting.add(path, node(at, mode));
    if (fileType == FileType.DIRECTORY) {
      boolean again = !directories.add(nid);
      int depth = parent == null ? 0 : parent.depth + 1;
      boolean loops = again && parent != null && parent.isBelow(nid);
      require(Check.LOOP, !loops);
      // Of a directory that was gone into before, the entries were too.
      require(Check.SECOND_PARENT, !again || loops || parent.again);
      if (loops) {
        descend(Check.LOOP, depth);
      }
      work.add(new Visit(nid, parent, path, depth, again));
    }
  }

  private Sighting.Node node(long at, long mode) {
    Sighting.Node node = new Sighting.Node();
    boolean isExtended = (memory.u16(at) & 1) != 0;
    node.mode = mode;
    node.uid = isExtended ? memory.u32(at + 24) : memory.u16(at + 24);
    node.gid = isExtended ? memory.u32(at + 28) : memory.u16(at + 26);
    node.rdev = memory.u32(at + 16);
    node.seconds = isExtended ? memory.u64(at + 32) : buildTime;
    node.size = size(at);
    require(Check.SIZE_SIGN, node.size >= 0);
    long body = body(at);
    long start = at + (isExtended ? 64 : 32);
    long type = mode >>> TYPE_SHIFT;
    if (body != 0) {
      require(Check.XATTR_BODY, start + body <= memory.size());
      xattrs.read(start, body, node);
    }
    if (type == FileType.SYMLINK.number()) {
      require(Check.TARGET_SIZE, node.size > 0 && node.size <= TARGET_MAX);
      node.payload = target(at, start + body, node.size);
    } else if (type == FileType.REGULAR.number() && layout(at) != CHUNKS && node.size > 0) {
      node.content = content(at, start + body, node.size);
    }
    return node;
  }

  private long size(long at) {
    return (memory.u16(at) & 1) != 0 ? memory.u64(at + 8) : memory.u32(at + 8);
  }

  /** Bytes of the xattrs. */
  private long body(long at) {
    long count = memory.u16(at + 2);
    long body = count == 0 ? 0 : 12 + 4 * (count - 1);
    return choose(Check.ICOUNT_CUT, body, body & 0xffff);
  }

  private int layout(long at) {
    int layout = memory.u16(at) >> 1 & 7;
    require(Check.LAYOUT, layout == PLAIN || layout == INLINE || layout == CHUNKS);
    return layout;
  }

  private long blocks(long at) {
    long address = memory.u32(at + 16) * BLOCK;
    return choose(Check.BLOCK_CUT, address, address & U32);
  }

  private long target(long at, long tail, long size) {
    long from = layout(at) == INLINE ? tail : blocks(at);
    require(Check.TARGET_RANGE, size <= memory.size() - from);
    require(Check.NAME_NUL, !memory.has(0, from, size));
    return memory.print(from, size);
  }

  private long content(long at, long tail, long size) {
    boolean isInline = layout(at) == INLINE;
    long inBlocks = isInline ? size / BLOCK * BLOCK : size;
    boolean isInside = size <= memory.size() && inBlocks <= memory.size() - blocks(at);
    require(Check.CONTENT_LOOP, size <= memory.size());
    memory.spin(size / BLOCK);
    require(Check.CONTENT_RANGE, isInside);
    long print = inBlocks == 0 ? 0 : memory.runPrint(blocks(at), inBlocks);
    long rest = size - inBlocks;
    return rest == 0 ? print : Sighting.run(print, memory.print(tail, rest));
  }

  private void list(Visit visit) {
    descend(Check.RECURSION, visit.depth);
    long at = position(visit.nid);
    long size = size(at);
    long tail = at + ((memory.u16(at) & 1) != 0 ? 64 : 32) + body(at);
    boolean isInline = layout(at) == INLINE;
    long rest = size % BLOCK;
    require(Check.INLINE_NOTHING, !isInline || rest != 0);
    long whole = isInline && rest == 0 ? size / BLOCK - 1 : size / BLOCK;
    if (whole < 0) {
      // As a number without a sign, one block less than none is as many as there can be.
      throw new OutOfBoundsRead(blocks(at) + whole * BLOCK, BLOCK);
    }
    long from = blocks(at);
    directory.start(visit);
    for (long block = 0; block < whole; block++) {
      memory.step();
      block(from + block * BLOCK, BLOCK);
    }
    if (isInline) {
      block(tail, rest);
    } else if (rest != 0) {
      block(from + whole * BLOCK, rest);
    }
    directory.end();
  }

  private void block(long at, long used) {
    require(Check.DIRECTORY_RANGE, used <= memory.size() - at);
    directory.block(at, used);
  }
}
