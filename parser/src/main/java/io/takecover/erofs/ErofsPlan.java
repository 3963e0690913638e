package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.LimitRule;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;

/**
 * Where everything goes: inodes breadth first, each with its xattrs and the last part of its data
 * behind it, moved on where that part would cross a block (E-715, E-716); then shared xattrs; then
 * whole blocks of data.
 */
final class ErofsPlan {
  /** {@code LCFS_INLINE_CONTENT_MAX}. */
  static final long MOST_CONTENT = 5000;

  /** A file of 1024 chunks of 2^43 bytes. */
  static final long LARGEST_FILE = 1L << 53;

  private static final long LONGEST_REDIRECT = 4095;
  private static final int LARGEST_CHUNK_BITS = 43;
  private static final int HALF_BLOCK = ErofsLayout.BLOCK_SIZE / 2;
  private static final int MOST_IN_COMPACT = 0xffff;
  private static final long LARGEST_IN_COMPACT = 0xffff_ffffL;

  private final Image image;
  private final StoredTree tree;
  private final StoredKeys keys;
  private final SharedPairs shared;
  private final InodeXattrs xattrs;
  private final Budget budget;
  private final int version;
  private final boolean version2;
  private final DirentBlocks dirents;
  private final int[] nid;
  private final int[] blockCount;
  private final int[] tailSize;
  private final int[] directoryNlink;
  private boolean holdsAcl;
  private int overfull = -1;
  private long overfullSpace;
  private long inodesEnd;
  private long blocks;

  private ErofsPlan(Image image, int version, Budget budget) throws RejectedException {
    this.image = image;
    this.budget = budget;
    this.version = version;
    version2 = version == ErofsLayout.VERSION_2;
    tree = StoredTree.of(image, version, budget);
    keys = StoredKeys.of(image, budget);
    shared = new SharedPairs(tree, keys, version, budget);
    xattrs = newXattrs();
    dirents = new DirentBlocks(tree, this);
    nid = new int[tree.count()];
    blockCount = new int[tree.count()];
    tailSize = new int[tree.count()];
    directoryNlink = new int[tree.count()];
  }

  /**
   * Plans an image.
   *
   * @param most bytes that it may have
   * @throws RejectedException where the format cannot hold the tree
   */
  static ErofsPlan of(Image image, int version, Budget budget, long most) throws RejectedException {
    ErofsPlan plan = new ErofsPlan(image, version, budget);
    plan.takeXattrs();
    plan.placeInodes(most);
    return plan;
  }

  StoredTree tree() {
    return tree;
  }

  /** The xattrs of inodes, for one more thread. */
  InodeXattrs newXattrs() {
    return new InodeXattrs(tree, keys, version, shared);
  }

  SharedPairs shared() {
    return shared;
  }

  boolean holdsAcl() {
    return holdsAcl;
  }

  /** The number of an inode whose xattrs take more space than they may, or -1. */
  int overfull() {
    return overfull;
  }

  /** What those take. */
  long overfullSpace() {
    return overfullSpace;
  }

  /** Absolute offset of an inode. */
  long at(int number) {
    return (long) nid[number] * ErofsLayout.SLOT_SIZE;
  }

  int nid(int number) {
    return nid[number];
  }

  /** The value of {@code i_ino}; in version 2 it says where the inode stands. */
  int ino(int number) {
    return version2 ? nid[number] : number;
  }

  /** Whole blocks of data of an inode. */
  int blockCount(int number) {
    return blockCount[number];
  }

  /** Bytes that follow an inode: the last part of its data, or its chunks. */
  int tailSize(int number) {
    return tailSize[number];
  }

  long nlink(int number) {
    return tree.type(number) == FileType.DIRECTORY ? directoryNlink[number] : tree.nlink(number);
  }

  /** Bytes of data, {@code i_size}. */
  long size(int number) {
    FileType type = tree.type(number);
    if (type == FileType.DIRECTORY) {
      return (long) blockCount[number] * ErofsLayout.BLOCK_SIZE + tailSize[number];
    }
    return type == FileType.REGULAR || type == FileType.SYMLINK ? tree.size(number) : 0;
  }

  /** Whether an inode is of the small kind (E-113). */
  boolean isCompact(int number) {
    long size = tree.type(number) == FileType.DIRECTORY ? size(number) : tree.size(number);
    return !version2
        && tree.isOldest(number)
        && nlink(number) <= MOST_IN_COMPACT
        && tree.uid(number) <= MOST_IN_COMPACT
        && tree.gid(number) <= MOST_IN_COMPACT
        && size >= 0
        && size <= LARGEST_IN_COMPACT;
  }

  /** Where the shared xattrs start. */
  long inodesEnd() {
    return inodesEnd;
  }

  /** From where the ids of shared xattrs count: the start of a block, or in version 2 of all. */
  long sharedBase() {
    return version2 ? 0 : inodesEnd - inodesEnd % ErofsLayout.BLOCK_SIZE;
  }

  /** Where blocks of data start. */
  long dataStart() {
    return XattrEncoder.roundUp(inodesEnd + shared.size(), ErofsLayout.BLOCK_SIZE);
  }

  /** Bytes of the image. */
  long imageSize() {
    return dataStart() + blocks * ErofsLayout.BLOCK_SIZE;
  }

  /** The value of {@code shared_xattr.id}, or -1 for an xattr that is not shared. */
  long sharedId(int kind, int source) {
    int word = shared.word(kind, source);
    return word < 0 ? -1 : (inodesEnd - sharedBase()) / 4 + word;
  }

  /** The value of {@code i_u} of an external file: the size of its chunks. */
  int chunkFormat(int number) {
    int bits = version2 ? LARGEST_CHUNK_BITS : chunkBits(size(number));
    return bits - ErofsLayout.BLOCK_BITS;
  }

  /** Bytes of a chunk of an external file, as a power of 2 (E-730). */
  static int chunkBits(long fileSize) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(fileSize - 1);
    return Math.min(LARGEST_CHUNK_BITS, Math.max(ErofsLayout.BLOCK_BITS, bits));
  }

  static int chunkCount(long fileSize) {
    return Math.toIntExact(((fileSize - 1) >>> chunkBits(fileSize)) + 1);
  }

  /** In the order of the tree, not of the numbers, for so its bytes are read front to back. */
  private void takeXattrs() throws RejectedException {
    for (int id = 0; id < tree.idCount(); id++) {
      int number = tree.number(id);
      if (number >= 0) {
        takeXattrs(number);
      }
    }
    shared.place();
  }

  private void takeXattrs(int number) throws RejectedException {
    xattrs.fill(number);
    XattrList list = xattrs.list();
    budget.work(list.count());
    for (int i = 0; i < list.count(); i++) {
      shared.add(list.kind(i), list.source(i));
    }
    holdsAcl |= list.holdsAcl();
    boolean isFirst = overfull < 0 || number < overfull;
    if (!version2 && isFirst && list.space() > XattrList.MOST_SPACE) {
      overfull = number;
      overfullSpace = list.space();
    }
  }

  private void placeInodes(long most) throws RejectedException {
    long position = ErofsLayout.FIRST_INODE_OFFSET;
    for (int number = 0; number < tree.count(); number++) {
      measure(number);
      xattrs.fill(number);
      Struct struct = isCompact(number) ? Struct.COMPACT : Struct.EXTENDED;
      long head = struct.size() + xattrs.size();
      position = XattrEncoder.roundUp(position, ErofsLayout.SLOT_SIZE);
      position += padding(number, position, head);
      requireSize(position, most);
      nid[number] = Math.toIntExact(position / ErofsLayout.SLOT_SIZE);
      position += head + tailSize[number];
      blocks += blockCount[number];
    }
    inodesEnd = XattrEncoder.roundUp(position, ErofsLayout.SLOT_SIZE);
    requireSize(imageSize(), most);
  }

  private static void requireSize(long size, long most) throws RejectedException {
    if (size > most) {
      throw new RejectedException(new Violation(LimitRule.IMAGE_SIZE, 0, "image", size));
    }
  }

  /** Divides an inode's data into blocks and a tail, before its place is known. */
  private void measure(int number) throws RejectedException {
    long size = tree.size(number);
    if (version2) {
      long fine = tree.mtimeNanoseconds(number);
      Demand.require(fine == 0, ErofsRule.V2_TIME, Part.MTIME_NANOSECONDS, fine);
    }
    switch (tree.type(number)) {
      case DIRECTORY -> {
        dirents.measure(number);
        split(number, dirents.fullBlocks(), dirents.rest());
        directoryNlink[number] = 2 + dirents.directories();
      }
      case SYMLINK -> {
        boolean small = !version2 || size <= Variant.LONGEST_LINK_IN_VERSION_2;
        Demand.require(small, ErofsRule.V2_LINK, Part.PAYLOAD, size);
        split(number, 0, Math.toIntExact(size));
      }
      case REGULAR -> {
        if (tree.isExternal(number)) {
          requireExternal(number, size);
          // Version 2 has one chunk, however large the file.
          int chunks = version2 ? 1 : chunkCount(size);
          split(number, 0, chunks * Struct.CHUNK.size());
        } else if (!tree.isWhiteout(number)) {
          requireContent(number, size);
          int bytes = Math.toIntExact(size);
          split(number, bytes / ErofsLayout.BLOCK_SIZE, bytes % ErofsLayout.BLOCK_SIZE);
        }
      }
      default -> {
        // No data.
      }
    }
  }

  /** A directory's or a file's last part stays with the inode up to half a block. */
  private void split(int number, int fullBlocks, int rest) {
    FileType type = tree.type(number);
    boolean always = type == FileType.SYMLINK || tree.isExternal(number);
    boolean asBlock = !always && rest > HALF_BLOCK;
    blockCount[number] = asBlock ? fullBlocks + 1 : fullBlocks;
    tailSize[number] = asBlock ? 0 : rest;
  }

  private void requireExternal(int number, long size) throws RejectedException {
    boolean few = version2 || size <= LARGEST_FILE;
    Demand.require(size > 0 && few, ErofsRule.CHUNK_COUNT, Part.SIZE, size);
    long redirect = image.payloadLength(tree.id(number)) + 1;
    Demand.require(redirect <= LONGEST_REDIRECT, ErofsRule.REDIRECT, Part.PAYLOAD, redirect);
  }

  private void requireContent(int number, long size) throws RejectedException {
    long content = image.contentLength(tree.id(number));
    long most = version2 ? Variant.MOST_CONTENT_IN_VERSION_2 : MOST_CONTENT;
    Demand.require(content <= most, ErofsRule.CONTENT_SIZE, Part.CONTENT, content);
    Demand.require(content == size, ErofsRule.CONTENT_LENGTH, Part.SIZE, size);
  }

  /** How far an inode is moved on from {@code position}; what follows it may become a block. */
  private long padding(int number, long position, long head) {
    int block = ErofsLayout.BLOCK_SIZE;
    int tail = tailSize[number];
    if (version2) {
      return tail == 0 || tree.isExternal(number) ? 0 : paddingInVersion2(position, head, tail);
    }
    if (tree.type(number) == FileType.SYMLINK) {
      long total = head + tail;
      if (total >= block) {
        blockCount[number] = 1;
        tailSize[number] = 0;
      }
      boolean crosses = position / block != (position + total - 1) / block;
      return crosses ? XattrEncoder.roundUp(position, block) - position : 0;
    }
    long room = block - (position + head) % block;
    if (room >= tail) {
      return 0;
    }
    long padding = XattrEncoder.roundUp(room, ErofsLayout.SLOT_SIZE);
    long roomThen = block - (position + head + padding) % block;
    if (tail > roomThen) {
      // So large are only the chunks of a file near the limit (E-931).
      blockCount[number]++;
      tailSize[number] = 0;
      return XattrEncoder.roundUp(position, block) - position;
    }
    return padding;
  }

  /** The last byte of the xattrs and the byte behind the tail stand in one block. */
  private static long paddingInVersion2(long position, long head, int tail) {
    int block = ErofsLayout.BLOCK_SIZE;
    long last = position + head - 1;
    if (last / block == (last + 1 + tail) / block) {
      return 0;
    }
    long moved = position + block - last % block;
    return XattrEncoder.roundUp(moved, ErofsLayout.SLOT_SIZE) - position;
  }
}
