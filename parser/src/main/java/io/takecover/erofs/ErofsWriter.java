package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes a tree as mkcomposefs does, byte for byte, as {@link ErofsPlan} lays it out, or in version
 * 2 as composefs-rs did. The tree must satisfy every {@code TreeRule}, and each inode but the root
 * must have one primary name.
 */
public final class ErofsWriter {
  private static final long CHUNK_FORMAT_MASK = 0xffff;

  private final Image image;
  private final ErofsPlan plan;
  private final StoredTree tree;
  private final InodeXattrs xattrs;
  private final DirentBlocks dirents;
  private final int version;
  private final ErofsOutput out;
  private int current = ErofsDifference.OUTSIDE;
  private long nextBlock;

  private ErofsWriter(Image image, ErofsPlan plan, int version, ErofsOutput out) {
    this.image = image;
    this.plan = plan;
    this.tree = plan.tree();
    this.xattrs = plan.newXattrs();
    this.dirents = new DirentBlocks(tree, plan);
    this.version = version;
    this.out = out;
  }

  /** Whether this writer writes the images of a profile; of the others it says nothing. */
  public static boolean writes(Profile profile) {
    return profile != Profile.USERXATTR;
  }

  /** The least version that says all of a tree: 1 where it has a whiteout, otherwise 0 (E-600). */
  public static int leastVersion(Image image) {
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      if (image.type(inode) == FileType.CHARACTER_DEVICE && image.rdev(inode) == 0) {
        return 1;
      }
    }
    return 0;
  }

  /**
   * The canonical bytes of a tree.
   *
   * @param version {@code composefs_version}, 0 to 2
   * @throws RejectedException where the format cannot hold the tree, or where planning takes more
   *     steps than the limits allow
   */
  public static byte[] write(Image image, int version, Budget budget) throws RejectedException {
    ErofsPlan plan = planToWrite(image, version, budget);
    ByteSink sink = ByteSink.keeping(plan.imageSize());
    new ErofsWriter(image, plan, version, ErofsOutput.keeping(sink)).write();
    return sink.toByteArray();
  }

  /** Writes the same bytes to {@code out}; where the tree is refused, perhaps some of them. */
  public static void write(Image image, int version, Budget budget, OutputStream out)
      throws RejectedException, IOException {
    ErofsPlan plan = planToWrite(image, version, budget);
    ByteSink sink = ByteSink.passing(out);
    try {
      new ErofsWriter(image, plan, version, ErofsOutput.keeping(sink)).write();
      sink.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ErofsPlan planToWrite(Image image, int version, Budget budget)
      throws RejectedException {
    long most = Math.min(budget.limits().imageBytes(), Limits.LARGEST_IMAGE);
    ErofsPlan plan = plan(image, version, budget, most);
    if (plan.overfull() >= 0) {
      String field = ErofsLayout.COMPACT_I_XATTR_ICOUNT.path();
      throw new RejectedException(
          new Violation(ErofsRule.XATTR_SPACE, Violation.NOWHERE, field, plan.overfullSpace()));
    }
    return plan;
  }

  /**
   * Holds the canonical bytes of a tree against the image that it was read from, without keeping
   * them.
   *
   * @param version {@code composefs_version} of the image, 0 to 2
   * @return the difference that explains the others, or the first, or null
   */
  public static Violation firstDifference(Image image, int version, ByteView bytes, Budget budget)
      throws RejectedException {
    ErofsPlan plan = plan(image, version, budget, Long.MAX_VALUE);
    ErofsDifference difference = new ErofsDifference(plan, bytes);
    Violation buildTime = difference.ofBuildTime();
    if (buildTime != null) {
      return buildTime;
    }
    ErofsWriter strict = new ErofsWriter(image, plan, version, ErofsOutput.comparing(bytes, false));
    strict.write();
    if (!strict.out.differs()) {
      return difference.ofSize();
    }
    ErofsWriter lenient = new ErofsWriter(image, plan, version, ErofsOutput.comparing(bytes, true));
    lenient.write();
    ErofsWriter telling = lenient.out.differs() ? lenient : strict;
    return difference.of(telling.out.sink(), telling.current);
  }

  /**
   * @param most bytes that the image may have
   */
  private static ErofsPlan plan(Image image, int version, Budget budget, long most)
      throws RejectedException {
    if (version < 0 || version > ErofsLayout.VERSION_2) {
      throw new IllegalArgumentException("composefs_version " + version);
    }
    return ErofsPlan.of(image, version, budget, most);
  }

  private void write() throws RejectedException {
    for (ErofsLayout field : Struct.HEADER.fields()) {
      writeHead(field);
    }
    for (ErofsLayout field : Struct.SB.fields()) {
      writeHead(field);
    }
    if (out.differs()) {
      return;
    }
    if (out.keeps() && tree.count() >= InodeRuns.MANY) {
      new InodeRuns(
              plan,
              (from, to, block, into) -> writeInodes(from, to, block),
              (from, to, block, into) ->
                  new ErofsWriter(image, plan, version, into).writeInodes(from, to, block))
          .write(out);
    } else {
      writeInodes(0, tree.count(), plan.dataStart() / ErofsLayout.BLOCK_SIZE);
    }
    if (out.differs()) {
      return;
    }
    for (int i = 0; i < plan.shared().count() && !out.differs(); i++) {
      plan.shared().write(i, out);
    }
    if (out.differs()) {
      return;
    }
    out.zero(ErofsSection.BLOCK_PADDING, plan.dataStart() - out.sink().position());
    if (out.differs()) {
      return;
    }
    for (current = 0; current < tree.count(); current++) {
      if (plan.blockCount(current) > 0) {
        writeBlocks(current);
        if (out.differs()) {
          return;
        }
      }
    }
    current = ErofsDifference.OUTSIDE;
  }

  /**
   * Writes the inodes from {@code from} on, and what lies between each and the next.
   *
   * @param to the first one that is not written
   * @param block where the blocks of the first one that has any start
   */
  private void writeInodes(int from, int to, long block) throws RejectedException {
    nextBlock = block;
    long position = from == 0 ? ErofsLayout.FIRST_INODE_OFFSET : plan.at(from);
    long shift = position - out.sink().position();
    for (current = from; current < to; current++) {
      out.zero(ErofsSection.INODE_PADDING, plan.at(current) - position);
      writeInode(current);
      position = out.sink().position() + shift;
      if (out.differs()) {
        return;
      }
    }
    current = ErofsDifference.OUTSIDE;
    long end = to == tree.count() ? plan.inodesEnd() : plan.at(to);
    out.zero(ErofsSection.INODE_PADDING, end - position);
  }

  private void writeHead(ErofsLayout field) {
    switch (field) {
      case HEADER_MAGIC -> out.put(field, ErofsLayout.MAGIC);
      case HEADER_VERSION -> out.put(field, ErofsLayout.VERSION);
      case HEADER_FLAGS -> out.put(field, flags());
      case HEADER_COMPOSEFS_VERSION -> out.put(field, version);
      case SB_MAGIC -> out.put(field, ErofsLayout.EROFS_MAGIC);
      case SB_FEATURE_COMPAT -> out.put(field, ErofsLayout.FEATURE_COMPAT);
      case SB_BLKSZBITS -> out.put(field, ErofsLayout.BLOCK_BITS);
      case SB_ROOT_NID -> out.putDerived(field, plan.nid(0));
      case SB_INOS -> out.put(field, tree.count());
      case SB_BUILD_TIME -> out.put(field, tree.buildSeconds());
      case SB_BUILD_TIME_NSEC -> out.put(field, tree.buildNanoseconds());
      case SB_BLOCKS -> out.putDerived(field, plan.imageSize() / ErofsLayout.BLOCK_SIZE);
      case SB_XATTR_BLKADDR -> out.putDerived(field, plan.sharedBase() / ErofsLayout.BLOCK_SIZE);
      default -> {
        if (field.isReserved()) {
          out.zero(field);
        } else {
          out.put(field, 0);
        }
      }
    }
  }

  private long flags() {
    return plan.holdsAcl() && version < ErofsLayout.VERSION_2 ? ErofsLayout.FLAG_HAS_ACL : 0;
  }

  private void writeInode(int number) throws RejectedException {
    xattrs.fill(number);
    long xattrSize = xattrs.size();
    long icount =
        xattrSize == 0 ? 0 : (xattrSize - Struct.XATTR_HEADER.size()) / Struct.SHARED_ID.size() + 1;
    int layout = plan.tailSize(number) > 0 ? ErofsLayout.FLAT_INLINE : ErofsLayout.FLAT_PLAIN;
    if (tree.isExternal(number)) {
      layout = ErofsLayout.CHUNK_BASED;
    }
    if (plan.isCompact(number)) {
      writeCompact(number, layout << 1, icount);
    } else {
      writeExtended(number, (layout << 1) | ErofsLayout.FORMAT_EXTENDED, icount);
    }
    if (xattrSize > 0) {
      writeXattrs();
    }
    writeTail(number);
  }

  private void writeCompact(int number, int format, long icount) {
    out.put(ErofsLayout.COMPACT_I_FORMAT, format);
    out.put(ErofsLayout.COMPACT_I_XATTR_ICOUNT, icount);
    out.put(ErofsLayout.COMPACT_I_MODE, tree.mode(number));
    out.put(ErofsLayout.COMPACT_I_NLINK, plan.nlink(number));
    out.put(ErofsLayout.COMPACT_I_SIZE, plan.size(number));
    out.zero(ErofsLayout.COMPACT_I_RESERVED);
    putUnion(ErofsLayout.COMPACT_I_U, number);
    out.put(ErofsLayout.COMPACT_I_INO, plan.ino(number));
    out.put(ErofsLayout.COMPACT_I_UID, tree.uid(number));
    out.put(ErofsLayout.COMPACT_I_GID, tree.gid(number));
    out.zero(ErofsLayout.COMPACT_I_RESERVED2);
  }

  private void writeExtended(int number, int format, long icount) {
    out.put(ErofsLayout.EXTENDED_I_FORMAT, format);
    out.put(ErofsLayout.EXTENDED_I_XATTR_ICOUNT, icount);
    out.put(ErofsLayout.EXTENDED_I_MODE, tree.mode(number));
    out.zero(ErofsLayout.EXTENDED_I_RESERVED);
    out.put(ErofsLayout.EXTENDED_I_SIZE, plan.size(number));
    putUnion(ErofsLayout.EXTENDED_I_U, number);
    out.put(ErofsLayout.EXTENDED_I_INO, plan.ino(number));
    out.put(ErofsLayout.EXTENDED_I_UID, tree.uid(number));
    out.put(ErofsLayout.EXTENDED_I_GID, tree.gid(number));
    out.put(ErofsLayout.EXTENDED_I_MTIME, tree.mtimeSeconds(number));
    out.put(ErofsLayout.EXTENDED_I_MTIME_NSEC, tree.mtimeNanoseconds(number));
    out.put(ErofsLayout.EXTENDED_I_NLINK, plan.nlink(number));
    out.zero(ErofsLayout.EXTENDED_I_RESERVED2);
  }

  /** Writes a device's number, the size of a file's chunks, or where the blocks start. */
  private void putUnion(ErofsLayout field, int number) {
    if (tree.type(number).isDevice()) {
      out.put(field, tree.rdev(number));
      return;
    }
    boolean external = tree.isExternal(number);
    long chunks = external ? plan.chunkFormat(number) : 0;
    if (plan.blockCount(number) == 0) {
      out.put(field, chunks);
      return;
    }
    // Of the block of a chunk map, the C writer overwrites the lower half of the address (E-931).
    out.putDerived(field, external ? (nextBlock & ~CHUNK_FORMAT_MASK) | chunks : nextBlock);
    nextBlock += plan.blockCount(number);
  }

  /** Writes the xattrs of the inode of which the plan's list is full. */
  private void writeXattrs() {
    XattrList list = xattrs.list();
    int filter = -1;
    for (int i = 0; i < list.count(); i++) {
      filter &= ~xattrs.encoder().filterBit(list.kind(i), list.source(i));
    }
    int sharedCount = xattrs.sharedCount();
    out.put(ErofsLayout.XATTR_HEADER_H_NAME_FILTER, Integer.toUnsignedLong(filter));
    out.put(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, sharedCount);
    out.zero(ErofsLayout.XATTR_HEADER_H_RESERVED2);
    int left = sharedCount;
    for (int i = 0; left > 0; i++) {
      long id = plan.sharedId(list.kind(i), list.source(i));
      if (id >= 0) {
        out.putDerived(ErofsLayout.SHARED_ID_ID, id);
        left--;
      }
    }
    left = sharedCount;
    for (int i = 0; i < list.count(); i++) {
      if (left > 0 && plan.sharedId(list.kind(i), list.source(i)) >= 0) {
        left--;
      } else {
        xattrs.encoder().write(list.kind(i), list.source(i), out);
      }
    }
  }

  private void writeTail(int number) {
    long tail = plan.tailSize(number);
    FileType type = tree.type(number);
    if (tail == 0) {
      return;
    }
    int inode = tree.id(number);
    if (type == FileType.DIRECTORY) {
      dirents.writeTail(number, out);
    } else if (type == FileType.SYMLINK) {
      out.put(ErofsSection.TAIL, image.bytes(), image.payloadAt(inode), tail);
    } else if (tree.isExternal(number)) {
      writeChunks(tail);
    } else {
      long from = image.contentAt(inode) + image.contentLength(inode) - tail;
      out.put(ErofsSection.TAIL, image.copies(), from, tail);
    }
  }

  /** Writes the addresses of chunks that are stored elsewhere. */
  private void writeChunks(long bytes) {
    for (long at = 0; at < bytes; at += Struct.CHUNK.size()) {
      out.put(ErofsLayout.CHUNK_BLKADDR, ErofsLayout.NULL_ADDRESS);
    }
  }

  private void writeBlocks(int number) {
    int inode = tree.id(number);
    long inBlocks = plan.size(number) - plan.tailSize(number);
    FileType type = tree.type(number);
    if (type == FileType.DIRECTORY) {
      dirents.writeBlocks(number, out);
      return;
    }
    if (tree.isExternal(number)) {
      writeChunks(ErofsLayout.BLOCK_SIZE);
      return;
    }
    if (type == FileType.SYMLINK) {
      out.put(ErofsSection.BLOCK, image.bytes(), image.payloadAt(inode), inBlocks);
    } else {
      out.put(ErofsSection.BLOCK, image.copies(), image.contentAt(inode), inBlocks);
    }
    long blocks = (long) plan.blockCount(number) * ErofsLayout.BLOCK_SIZE;
    out.zero(ErofsSection.BLOCK_PADDING, blocks - inBlocks);
  }
}
