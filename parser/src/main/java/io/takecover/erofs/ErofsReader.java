package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.SUPERBLOCK_OFFSET;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;
import io.takecover.erofs.SuperblockReader.Superblock;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;

/**
 * Reads an EROFS image of composefs, in three passes: breadth first over the names, which finds the
 * inodes; over the inodes in the order of their offsets, which finds whatever lies between them;
 * and over the inodes again for their xattrs, which turn an image of metadata into the tree that a
 * user sees. The first rule of {@link ErofsRule} that does not hold refuses the image; whether the
 * tree makes sense is not asked here.
 */
public final class ErofsReader {
  /** {@code dirent.file_type} of a directory. */
  static final long DIRECTORY_TYPE = 2;

  private final ByteView image;
  private final Budget budget;
  private final CheckedFields fields;
  private final Variant variant;
  private final Superblock superblock;
  private final Inodes inodes;
  private final InodeReader inodeReader;
  private final DataBlocks blocks;
  private final DirentReader direntReader;
  private final Copies copies;
  private final ImageBuilder builder;
  private final Numbering numbering;
  private final XattrEntry entry;
  private final Stubs stubs;
  private final Inode inode;
  private boolean spills;

  /** What was read: the composefs version, the tree, and where that stands. */
  public record Result(long version, Image image, Origins origins) {}

  /** Reads an image, and throws what refuses it; what only shows a strange layout is deferred. */
  public static Result read(ByteView image, Budget budget, Findings findings)
      throws RejectedException {
    return new ErofsReader(image, budget, findings).read();
  }

  /** Whether the bytes say that they are an image of this format, right or wrong. */
  public static boolean recognises(ByteView image) {
    return has(ErofsLayout.HEADER_MAGIC, 0, ErofsLayout.MAGIC, image)
        || has(ErofsLayout.SB_MAGIC, SUPERBLOCK_OFFSET, ErofsLayout.EROFS_MAGIC, image);
  }

  private static boolean has(ErofsLayout field, long at, long value, ByteView image) {
    return image.holds(at + field.offset(), field.width()) && image.get(field, at) == value;
  }

  private ErofsReader(ByteView image, Budget budget, Findings findings) throws RejectedException {
    this.image = image;
    this.budget = budget;
    fields = new CheckedFields(image, findings);
    variant = Variant.of(findings.profile());
    superblock = SuperblockReader.read(fields, variant);
    long slots = superblock.inodesLimit() / ErofsLayout.SLOT_SIZE;
    boolean counted = superblock.inos() >= 0 && superblock.inos() <= slots;
    int room = counted ? Math.toIntExact(superblock.inos()) : 0;
    inodes = new Inodes(superblock.inodesLimit(), room);
    inodeReader = new InodeReader(fields, superblock, variant);
    blocks = new DataBlocks(fields);
    direntReader = new DirentReader(fields, budget, this::readEntry);
    ByteSink sink = ByteSink.keeping(256);
    copies = new Copies(sink);
    builder = new ImageBuilder(image, sink, room);
    numbering = new Numbering(fields, builder);
    entry = new XattrEntry(fields);
    stubs = new Stubs(fields, entry);
    inode = new Inode(image, superblock);
  }

  private Result read() throws RejectedException {
    readNames();
    long inodesEnd = new InodeSweep(fields, superblock, inodes).sweep(budget);
    requireBlocksBehind(inodesEnd);
    RunSort sort = new RunSort(budget);
    long dataStart = blocks.start();
    SharedXattrs shared = new SharedXattrs(fields, entry, inodesEnd, dataStart);
    shared.read(budget, sort);
    readSpilledMaps();
    blocks.expectAllOwned();
    OverlayReader overlay = readXattrs(shared, sort);
    numbering.end(inodes, !variant.isVersion2());
    Image read = builder.build();
    int[] offsets = inodes.offsetsInModel(read.inodeCount());
    requireMarks(read, overlay, offsets);
    Origins origins = new ErofsOrigins(read, superblock, offsets);
    return new Result(superblock.version(), read, origins);
  }

  private void readNames() throws RejectedException {
    int root = inodeOf(superblock.rootNid(), ErofsLayout.SB_ROOT_NID, SUPERBLOCK_OFFSET, 0);
    long rootAt = inodes.offset(root);
    long mode = fields.get(ErofsLayout.COMPACT_I_MODE, rootAt);
    boolean isDirectory = FileType.ofMode(mode) == FileType.DIRECTORY;
    fields.require(isDirectory, ErofsRule.ROOT_TYPE, ErofsLayout.COMPACT_I_MODE, rootAt, mode);
    numbering.meetRoot(rootAt);
    for (int next = 0; next < inodes.count(); next++) {
      budget.work(1);
      inode.moveTo(inodes.offset(next));
      if (inode.type() == FileType.DIRECTORY) {
        builder.beginEntries(inodes.model(next));
        direntReader.read(next, inode, inodes.offset(inodes.parent(next)));
      }
    }
    if (!variant.isVersion2()) {
      stubs.requireAll(inode.moveTo(rootAt));
    }
    boolean counted = superblock.inos() == inodes.count();
    fields.expect(
        counted, ErofsRule.INOS, ErofsLayout.SB_INOS, SUPERBLOCK_OFFSET, superblock.inos());
  }

  /** The inode with a number, which is read where it is new. */
  private int inodeOf(long nid, Field field, long structAt, int directory)
      throws RejectedException {
    long at = inodeReader.locate(nid, field, structAt);
    int known = inodes.startingIn(nid);
    if (known >= 0) {
      return known;
    }
    boolean starts = inodes.areFree(nid, nid + 1);
    fields.require(starts, ErofsRule.INODE_OVERLAP, field, structAt, nid);
    Inode read = inodeReader.read(at);
    long behind = (read.end() + ErofsLayout.SLOT_SIZE - 1) / ErofsLayout.SLOT_SIZE;
    boolean free = inodes.areFree(nid, behind);
    fields.require(free, ErofsRule.INODE_OVERLAP, field, structAt, nid);
    blocks.take(read);
    spills |= read.mapSpills();
    budget.work(1 + (read.end() - at) / ErofsLayout.SLOT_SIZE);
    int model = isStub(read) ? Inodes.NOT_IN_MODEL : addToModel(read);
    return inodes.add(at, read.end(), model, directory);
  }

  private boolean isStub(Inode read) {
    return read.isWhiteoutDevice() && !variant.isVersion2();
  }

  private int addToModel(Inode read) {
    int index = builder.addInode();
    builder.set(index, Part.MODE, read.mode());
    builder.set(index, Part.NLINK, read.nlink());
    builder.set(index, Part.UID, read.uid());
    builder.set(index, Part.GID, read.gid());
    builder.set(index, Part.RDEV, read.type().isDevice() ? read.address() : 0);
    builder.set(index, Part.SIZE, read.size());
    builder.set(index, Part.MTIME_SECONDS, read.mtime());
    builder.set(index, Part.MTIME_NANOSECONDS, read.mtimeNanoseconds());
    return index;
  }

  private boolean readEntry(int directory, long nameAt, long nameLength, long at)
      throws RejectedException {
    long nid = fields.get(ErofsLayout.DIRENT_NID, at);
    int target = inodeOf(nid, ErofsLayout.DIRENT_NID, at, directory);
    long targetAt = inodes.offset(target);
    FileType type = FileType.ofMode(fields.get(ErofsLayout.COMPACT_I_MODE, targetAt));
    long fileType = fields.get(ErofsLayout.DIRENT_FILE_TYPE, at);
    boolean right = fileType == number(type);
    fields.expect(right, ErofsRule.DIRENT_TYPE, ErofsLayout.DIRENT_FILE_TYPE, at, fileType);
    int model = inodes.model(target);
    boolean isStub = model == Inodes.NOT_IN_MODEL;
    if (directory == Inodes.ROOT) {
      stubs.meetInRoot(nameAt, nameLength, target, isStub, at);
    } else {
      fields.require(!isStub, ErofsRule.DEVICE_ZERO, ErofsLayout.DIRENT_NID, at, nid);
    }
    boolean isPrimary = numbering.meet(targetAt, type != FileType.DIRECTORY);
    if (!isStub) {
      int added = builder.addEntry(inodes.model(directory), nameAt, nameLength, model);
      builder.setPrimary(added, isPrimary);
    }
    return !isStub;
  }

  private static long number(FileType type) {
    return switch (type) {
      case REGULAR -> 1;
      case DIRECTORY -> DIRECTORY_TYPE;
      case CHARACTER_DEVICE -> 3;
      case BLOCK_DEVICE -> 4;
      case FIFO -> 5;
      case SOCKET -> 6;
      case SYMLINK -> 7;
    };
  }

  /** Nothing says where these maps lie: they have what blocks are left, in the order of names. */
  private void readSpilledMaps() throws RejectedException {
    if (!spills) {
      return;
    }
    for (int k = 0; k < inodes.count(); k++) {
      if (inode.moveTo(inodes.offset(k)).mapSpills()) {
        budget.work(ErofsLayout.BLOCK_SIZE / 4);
        long at = blocks.takeFree();
        long size = inode.size();
        Field field = inode.field(ErofsLayout.COMPACT_I_SIZE, ErofsLayout.EXTENDED_I_SIZE);
        fields.require(at >= 0, ErofsRule.CHUNK_MAP_BLOCK, field, inode.at(), size);
        // The C writer fills the rest of the block with further null addresses.
        inodeReader.requireMap(at, ErofsLayout.BLOCK_SIZE);
        fields.expect(
            false,
            ErofsRule.CHUNK_MAP_SPILLS,
            ErofsLayout.COMPACT_I_U,
            inode.at(),
            inode.address());
      }
    }
  }

  /** Refuses the image for the inode whose data lies among the inodes. */
  private void requireBlocksBehind(long inodesEnd) throws RejectedException {
    if (blocks.start() >= inodesEnd) {
      return;
    }
    for (int k = 0; k < inodes.count(); k++) {
      inode.moveTo(inodes.offset(k));
      boolean behind = inode.blockCount() == 0 || inode.dataAt() >= inodesEnd;
      fields.require(
          behind, ErofsRule.DATA_AREA, ErofsLayout.COMPACT_I_U, inode.at(), inode.address());
    }
  }

  private OverlayReader readXattrs(SharedXattrs shared, RunSort sort) throws RejectedException {
    XattrReader xattrs = new XattrReader(fields, budget, entry, shared, sort, superblock);
    OverlayMarks marks = new OverlayMarks(fields, entry, variant.underUser());
    KeyTable keys = new KeyTable(image, entry, shared, copies);
    OverlayReader overlay =
        new OverlayReader(
            fields, entry, shared, xattrs, marks, keys, builder, superblock.version());
    Inode root = new Inode(image, superblock).moveTo(inodes.offset(Inodes.ROOT));
    for (int k = 0; k < inodes.count(); k++) {
      budget.work(1);
      xattrs.read(inode.moveTo(inodes.offset(k)));
      if (k == Inodes.ROOT) {
        stubs.readRoot(xattrs);
      }
      if (inodes.model(k) == Inodes.NOT_IN_MODEL) {
        stubs.check(inode, xattrs, root);
      } else {
        overlay.read(inode, inodes.model(k));
        readData(inode, inodes.model(k));
      }
    }
    boolean wanted = overlay.hasAcl() && !variant.isVersion2();
    boolean flagged = superblock.hasAcl() == wanted;
    long flags = fields.get(ErofsLayout.HEADER_FLAGS, 0);
    fields.expect(flagged, ErofsRule.ACL_FLAG, ErofsLayout.HEADER_FLAGS, 0, flags);
    return overlay;
  }

  private void readData(Inode of, int index) throws RejectedException {
    boolean isLink = of.type() == FileType.SYMLINK;
    boolean isStored = of.type() == FileType.REGULAR && of.layout() != ErofsLayout.CHUNK_BASED;
    if (of.size() == 0 || !(isLink || isStored)) {
      return;
    }
    long blocksEnd = of.dataAt() + (of.blockCount() << ErofsLayout.BLOCK_BITS);
    long inBlocks = of.size() - of.tailSize();
    fields.expectZero(ErofsRule.DATA_PADDING, Region.BLOCKS, of.dataAt() + inBlocks, blocksEnd);
    if (isLink) {
      builder.setPayload(index, of.tailSize() > 0 ? of.tailAt() : of.dataAt(), of.size());
      return;
    }
    budget.work(1 + of.size() / 16);
    long at = copies.position();
    copies.add(image, of.dataAt(), inBlocks);
    copies.add(image, of.tailAt(), of.tailSize());
    builder.setContent(index, at, of.size());
  }

  /** Sees that a directory is marked if and only if there is a whiteout in it. */
  private void requireMarks(Image read, OverlayReader overlay, int[] offsets)
      throws RejectedException {
    if (!overlay.hasWhiteouts()) {
      return;
    }
    budget.work(read.entryCount());
    for (int directory = 0; directory < read.inodeCount(); directory++) {
      boolean found = false;
      int end = read.firstEntry(directory) + read.entryCount(directory);
      for (int k = read.firstEntry(directory); k < end; k++) {
        found |= overlay.isWhiteout(read.target(k));
      }
      ErofsRule rule = found ? ErofsRule.WHITEOUT_PARENT : ErofsRule.WHITEOUTS;
      boolean right = found == overlay.isMarked(directory);
      long at = offsets[directory];
      long count = fields.get(ErofsLayout.COMPACT_I_XATTR_ICOUNT, at);
      fields.require(right, rule, ErofsLayout.COMPACT_I_XATTR_ICOUNT, at, count);
    }
  }
}
