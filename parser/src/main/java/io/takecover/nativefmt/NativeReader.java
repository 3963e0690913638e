package io.takecover.nativefmt;

import static io.takecover.nativefmt.NativeLayout.DIGEST_SIZE;
import static io.takecover.nativefmt.NativeLayout.SMALLEST_IMAGE;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Ledger;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.nativefmt.NativeLayout.Struct;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/**
 * Reads a native image: one pass over the inode table, one over the directories, each chunk of
 * vdata decoded once, then a sweep of the ledger. The first rule of {@link NativeRule} that does
 * not hold refuses the image; whether the tree makes sense is not asked here.
 */
public final class NativeReader {
  /** Longest name of an xattr, in bytes. */
  private static final int KEY_MAX = 255;

  private final ByteView image;
  private final Budget budget;
  private final Findings findings;
  private final int inodeCount;
  private final ByteView vdata;
  private final Ledger ledger;
  private final ImageBuilder builder;
  private final Numbering numbering;

  /** What was read: the version that the image states, its tree, and where that stands. */
  public record Result(long version, Image image, Origins origins) {}

  /** Reads an image, and throws what refuses it; what only shows a strange layout is deferred. */
  public static Result read(ByteView image, Budget budget, Findings findings)
      throws RejectedException {
    return new NativeReader(image, budget, findings).read();
  }

  /** Absolute offset of an inode. */
  static long inodeOffset(long index) {
    return Struct.SB.size() + index * Struct.INODE.size();
  }

  private NativeReader(ByteView image, Budget budget, Findings findings) throws RejectedException {
    this.image = image;
    this.budget = budget;
    this.findings = findings;
    long vdataOffset = readSuperblock();
    inodeCount = Math.toIntExact((vdataOffset - Struct.SB.size()) / Struct.INODE.size());
    vdata = image.slice(vdataOffset, image.size() - vdataOffset);
    ledger = new Ledger(vdata);
    builder = new ImageBuilder(image, inodeCount);
    numbering = new Numbering(builder, inodeCount);
  }

  private Result read() throws RejectedException {
    for (int inode = 0; inode < inodeCount; inode++) {
      budget.work(1);
      readInode(inode);
    }
    for (int inode = 0; inode < inodeCount; inode++) {
      if (builder.type(inode) == FileType.DIRECTORY) {
        readEntries(inode);
      }
    }
    budget.work(ledger.size() + vdata.size() / 16);
    ledger.sweep(new VdataSweep(vdata, ledger, findings));
    Violation misnumbered = numbering.end(findings.profile() == Profile.LENIENT_V3);
    if (misnumbered != null) {
      findings.defer(misnumbered);
    }
    Image read = builder.build();
    return new Result(NativeLayout.VERSION, read, new NativeOrigins(read));
  }

  private long readSuperblock() throws RejectedException {
    if (image.size() < SMALLEST_IMAGE) {
      refuse(NativeRule.IMAGE_TOO_SHORT, Section.IMAGE.path(), 0, image.size());
    }
    long magic = image.get(NativeLayout.SB_MAGIC, 0);
    require(magic == NativeLayout.MAGIC, NativeRule.MAGIC, NativeLayout.SB_MAGIC, 0, magic);
    long version = image.get(NativeLayout.SB_VERSION, 0);
    require(
        version == NativeLayout.VERSION, NativeRule.VERSION, NativeLayout.SB_VERSION, 0, version);
    long vdataOffset = image.get(NativeLayout.SB_VDATA_OFFSET, 0);
    boolean inFile = vdataOffset > Struct.SB.size() && vdataOffset <= image.size();
    require(inFile, NativeRule.VDATA_OFFSET_RANGE, NativeLayout.SB_VDATA_OFFSET, 0, vdataOffset);
    boolean aligned = vdataOffset % NativeLayout.CHUNK_ALIGNMENT == 0;
    require(
        aligned, NativeRule.VDATA_OFFSET_ALIGNMENT, NativeLayout.SB_VDATA_OFFSET, 0, vdataOffset);
    boolean whole = (vdataOffset - Struct.SB.size()) % Struct.INODE.size() == 0;
    require(whole, NativeRule.INODE_TABLE_SIZE, NativeLayout.SB_VDATA_OFFSET, 0, vdataOffset);
    requireZero(NativeRule.SUPERBLOCK_UNUSED, NativeLayout.SB_UNUSED, 0);
    if (image.size() == SMALLEST_IMAGE) {
      findings.note(
          new Violation(NativeRule.KERNEL_UNMOUNTABLE, 0, Section.IMAGE.path(), image.size()));
    }
    return vdataOffset;
  }

  private void readInode(int inode) throws RejectedException {
    long at = inodeOffset(inode);
    long mode = image.get(NativeLayout.INODE_ST_MODE, at);
    require(mode >>> 16 == 0, NativeRule.MODE_HIGH_BITS, NativeLayout.INODE_ST_MODE, at, mode);
    FileType type = FileType.ofMode(mode);
    require(type != null, NativeRule.MODE_TYPE, NativeLayout.INODE_ST_MODE, at, mode);
    boolean rootIsDirectory = inode != Image.ROOT || type == FileType.DIRECTORY;
    require(rootIsDirectory, NativeRule.ROOT_TYPE, NativeLayout.INODE_ST_MODE, at, mode);
    builder.addInode();
    builder.set(inode, Part.MODE, mode);
    builder.set(inode, Part.NLINK, image.get(NativeLayout.INODE_ST_NLINK, at));
    builder.set(inode, Part.UID, image.get(NativeLayout.INODE_ST_UID, at));
    builder.set(inode, Part.GID, image.get(NativeLayout.INODE_ST_GID, at));
    builder.set(inode, Part.RDEV, image.get(NativeLayout.INODE_ST_RDEV, at));
    builder.set(inode, Part.SIZE, image.get(NativeLayout.INODE_ST_SIZE, at));
    builder.set(inode, Part.MTIME_SECONDS, image.get(NativeLayout.INODE_ST_MTIM_SEC, at));
    builder.set(inode, Part.MTIME_NANOSECONDS, image.get(NativeLayout.INODE_ST_MTIM_NSEC, at));
    builder.set(inode, Part.CTIME_SECONDS, image.get(NativeLayout.INODE_ST_CTIM_SEC, at));
    builder.set(inode, Part.CTIME_NANOSECONDS, image.get(NativeLayout.INODE_ST_CTIM_NSEC, at));
    requireZero(NativeRule.INODE_UNUSED, NativeLayout.INODE_UNUSED, at);
    if (type == FileType.REGULAR || type == FileType.SYMLINK) {
      readPayload(inode, at);
    } else if (type != FileType.DIRECTORY) {
      long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
      require(
          length == 0,
          NativeRule.VARIABLE_DATA_TYPE,
          NativeLayout.INODE_VARIABLE_DATA_LEN,
          at,
          length);
      expectUnset(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
    }
    readDigest(inode, at);
    readXattrs(inode, at);
  }

  private void readPayload(int inode, long at) throws RejectedException {
    long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
    if (length == 0) {
      long size = image.get(NativeLayout.INODE_ST_SIZE, at);
      boolean needsNone = size == 0 || builder.type(inode) != FileType.REGULAR;
      require(needsNone, NativeRule.PAYLOAD_MISSING, NativeLayout.INODE_ST_SIZE, at, size);
      expectUnset(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
      return;
    }
    int claim =
        claim(
            NativeLayout.INODE_VARIABLE_DATA_OFF,
            NativeLayout.INODE_VARIABLE_DATA_LEN,
            NativeRule.REFERENCE_RANGE,
            at);
    ledger.addKind(claim, VdataSweep.PAYLOAD);
    builder.setPayload(inode, vdata.offset() + ledger.start(claim), length);
  }

  private void readDigest(int inode, long at) throws RejectedException {
    long length = image.get(NativeLayout.INODE_DIGEST_LEN, at);
    if (length == 0) {
      expectUnset(NativeLayout.INODE_DIGEST_OFF, at);
      return;
    }
    require(
        length == DIGEST_SIZE, NativeRule.DIGEST_LENGTH, NativeLayout.INODE_DIGEST_LEN, at, length);
    int claim =
        claim(
            NativeLayout.INODE_DIGEST_OFF,
            NativeLayout.INODE_DIGEST_LEN,
            NativeRule.DIGEST_RANGE,
            at);
    ledger.addKind(claim, VdataSweep.DIGEST);
    builder.setDigest(inode, vdata.offset() + ledger.start(claim));
  }

  private void readXattrs(int inode, long at) throws RejectedException {
    long length = image.get(NativeLayout.INODE_XATTRS_LEN, at);
    if (length == 0) {
      expectUnset(NativeLayout.INODE_XATTRS_OFF, at);
      return;
    }
    int smallest = Struct.XATTR.size() + Struct.XATTR_ENTRY.size();
    require(
        length >= smallest,
        NativeRule.XATTR_CHUNK_TOO_SHORT,
        NativeLayout.INODE_XATTRS_LEN,
        at,
        length);
    int claim =
        claim(
            NativeLayout.INODE_XATTRS_OFF,
            NativeLayout.INODE_XATTRS_LEN,
            NativeRule.XATTR_CHUNK_RANGE,
            at);
    checkChunkSize(NativeLayout.INODE_XATTRS_LEN, claim, length, at);
    if (ledger.addKind(claim, VdataSweep.XATTRS)) {
      ledger.setTag(claim, readXattrSet(vdata.slice(ledger.start(claim), length)));
    }
    builder.setXattrs(inode, ledger.tag(claim));
  }

  private int readXattrSet(ByteView chunk) throws RejectedException {
    long headerAt = chunk.offset();
    long count = image.get(NativeLayout.XATTR_N_ATTR, headerAt);
    long entriesEnd = Struct.XATTR.size() + count * Struct.XATTR_ENTRY.size();
    boolean counted = count >= 1 && entriesEnd <= chunk.size();
    require(counted, NativeRule.XATTR_COUNT, NativeLayout.XATTR_N_ATTR, headerAt, count);
    budget.work(count);
    long keyAt = headerAt + entriesEnd;
    long left = chunk.size() - entriesEnd;
    long entryAt = 0;
    long keyLength = 0;
    long valueLength = 0;
    for (long k = 0; k < count; k++) {
      entryAt = headerAt + Struct.XATTR.size() + k * Struct.XATTR_ENTRY.size();
      keyLength = image.get(NativeLayout.XATTR_ENTRY_KEY_LENGTH, entryAt);
      require(
          keyLength <= left,
          NativeRule.XATTR_RANGE,
          NativeLayout.XATTR_ENTRY_KEY_LENGTH,
          entryAt,
          keyLength);
      valueLength = image.get(NativeLayout.XATTR_ENTRY_VALUE_LENGTH, entryAt);
      boolean fits = valueLength <= left - keyLength;
      require(
          fits,
          NativeRule.XATTR_RANGE,
          NativeLayout.XATTR_ENTRY_VALUE_LENGTH,
          entryAt,
          valueLength);
      boolean named = keyLength >= 1 && keyLength <= KEY_MAX;
      require(
          named, NativeRule.KEY_LENGTH, NativeLayout.XATTR_ENTRY_KEY_LENGTH, entryAt, keyLength);
      builder.addXattr(keyAt, keyLength, keyAt + keyLength, valueLength);
      keyAt += keyLength + valueLength;
      left -= keyLength + valueLength;
    }
    require(
        left == 0,
        NativeRule.XATTR_SLACK,
        NativeLayout.XATTR_ENTRY_VALUE_LENGTH,
        entryAt,
        valueLength);
    return builder.endXattrSet();
  }

  private void readEntries(int directory) throws RejectedException {
    long at = inodeOffset(directory);
    long length = image.get(NativeLayout.INODE_VARIABLE_DATA_LEN, at);
    builder.beginEntries(directory);
    if (length == 0) {
      expectUnset(NativeLayout.INODE_VARIABLE_DATA_OFF, at);
      return;
    }
    int smallest = Struct.DIR.size() + Struct.DIRENT.size();
    boolean roomForOne = length >= smallest;
    require(
        roomForOne,
        NativeRule.DIRENT_CHUNK_TOO_SHORT,
        NativeLayout.INODE_VARIABLE_DATA_LEN,
        at,
        length);
    int claim =
        claim(
            NativeLayout.INODE_VARIABLE_DATA_OFF,
            NativeLayout.INODE_VARIABLE_DATA_LEN,
            NativeRule.REFERENCE_RANGE,
            at);
    long start = ledger.start(claim);
    boolean aligned = start % NativeLayout.CHUNK_ALIGNMENT == 0;
    require(
        aligned,
        NativeRule.DIRENT_CHUNK_ALIGNMENT,
        NativeLayout.INODE_VARIABLE_DATA_OFF,
        at,
        start);
    boolean first = ledger.addKind(claim, VdataSweep.DIRECTORY);
    require(first, NativeRule.VDATA_SHARED, NativeLayout.INODE_VARIABLE_DATA_OFF, at, start);
    checkChunkSize(NativeLayout.INODE_VARIABLE_DATA_LEN, claim, length, at);
    readEntries(directory, vdata.slice(start, length));
  }

  private void readEntries(int directory, ByteView chunk) throws RejectedException {
    long headerAt = chunk.offset();
    long count = image.get(NativeLayout.DIR_N_DIRENTS, headerAt);
    require(count >= 1, NativeRule.DIRENT_COUNT_ZERO, NativeLayout.DIR_N_DIRENTS, headerAt, count);
    long most = (chunk.size() - Struct.DIR.size()) / Struct.DIRENT.size();
    require(count <= most, NativeRule.DIRENT_COUNT, NativeLayout.DIR_N_DIRENTS, headerAt, count);
    budget.work(count);
    long namesAt = headerAt + Struct.DIR.size() + count * Struct.DIRENT.size();
    long namesSize = chunk.offset() + chunk.size() - namesAt;
    long nextName = 0;
    long entryAt = 0;
    for (long k = 0; k < count; k++) {
      entryAt = headerAt + Struct.DIR.size() + k * Struct.DIRENT.size();
      nextName = readEntry(directory, entryAt, namesAt, namesSize, nextName);
    }
    expect(
        nextName == namesSize,
        NativeRule.NAMES_PACKED,
        NativeLayout.DIRENT_NAME_LEN,
        entryAt,
        nextName);
  }

  private long readEntry(int directory, long at, long namesAt, long namesSize, long nextName)
      throws RejectedException {
    long target = image.get(NativeLayout.DIRENT_INODE_NUM, at);
    require(
        target < inodeCount, NativeRule.INODE_NUMBER, NativeLayout.DIRENT_INODE_NUM, at, target);
    long nameOffset = image.get(NativeLayout.DIRENT_NAME_OFFSET, at);
    long nameLength = image.get(NativeLayout.DIRENT_NAME_LEN, at);
    boolean startsInside = nameOffset < namesSize;
    require(startsInside, NativeRule.NAME_RANGE, NativeLayout.DIRENT_NAME_OFFSET, at, nameOffset);
    boolean endsInside = nameLength <= namesSize - nameOffset;
    require(endsInside, NativeRule.NAME_RANGE, NativeLayout.DIRENT_NAME_LEN, at, nameLength);
    require(nameLength >= 1, NativeRule.NAME_LENGTH, NativeLayout.DIRENT_NAME_LEN, at, nameLength);
    boolean packed = nameOffset == nextName;
    expect(packed, NativeRule.NAMES_PACKED, NativeLayout.DIRENT_NAME_OFFSET, at, nameOffset);
    long dType = image.get(NativeLayout.DIRENT_D_TYPE, at);
    FileType type = builder.type(Math.toIntExact(target));
    expect(dType == type.number(), NativeRule.DIRENT_TYPE, NativeLayout.DIRENT_D_TYPE, at, dType);
    requireZero(NativeRule.DIRENT_PADDING, NativeLayout.DIRENT_PADDING, at);
    int entry =
        builder.addEntry(directory, namesAt + nameOffset, nameLength, Math.toIntExact(target));
    numbering.meet(entry, type, at);
    return nameOffset + nameLength;
  }

  /** Claims a range that an inode refers to with a length other than 0. */
  private int claim(NativeLayout offsetField, NativeLayout lengthField, Rule outside, long at)
      throws RejectedException {
    long offset = image.get(offsetField, at);
    long length = image.get(lengthField, at);
    require(offset >= 0, NativeRule.REFERENCE_RANGE, offsetField, at, offset);
    require(offset < vdata.size(), outside, offsetField, at, offset);
    require(length <= vdata.size() - offset, outside, lengthField, at, length);
    budget.expand(length, NativeRule.EXPANSION, offsetField, at);
    int claim = ledger.claim(offset, length);
    if (claim < 0) {
      refuse(NativeRule.VDATA_OVERLAP, Section.VDATA.path(), vdata.offset() + offset, length);
    }
    return claim;
  }

  private void checkChunkSize(NativeLayout field, int claim, long length, long at)
      throws RejectedException {
    require(length <= budget.limits().chunkBytes(), NativeRule.CHUNK_SIZE, field, at, length);
    long mapped = (vdata.offset() + ledger.start(claim)) % 4096 + length;
    if (mapped > NativeLayout.KERNEL_CHUNK_LIMIT) {
      findings.note(
          new Violation(NativeRule.KERNEL_UNREADABLE, at + field.offset(), field.path(), length));
    }
  }

  private void expectUnset(NativeLayout offsetField, long at) {
    long offset = image.get(offsetField, at);
    expect(offset == 0, NativeRule.UNSET_REFERENCE_OFFSET, offsetField, at, offset);
  }

  private void requireZero(Rule rule, NativeLayout field, long at) throws RejectedException {
    long from = at + field.offset();
    long to = from + field.width();
    long nonZero = image.firstNonZero(from, to);
    if (nonZero < to) {
      refuse(rule, field.path(), nonZero, image.u8(nonZero));
    }
  }

  private void require(boolean holds, Rule rule, NativeLayout field, long at, long found)
      throws RejectedException {
    if (!holds) {
      refuse(rule, field.path(), at + field.offset(), found);
    }
  }

  /** Like {@code require}, for what only shows that no writer laid the image out. */
  private void expect(boolean holds, Rule rule, NativeLayout field, long at, long found) {
    if (!holds) {
      findings.defer(new Violation(rule, at + field.offset(), field.path(), found));
    }
  }

  private void refuse(Rule rule, String field, long offset, long found) throws RejectedException {
    findings.refuse(new Violation(rule, offset, field, found));
  }
}
