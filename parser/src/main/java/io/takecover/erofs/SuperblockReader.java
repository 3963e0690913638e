package io.takecover.erofs;

import static io.takecover.erofs.ErofsLayout.SUPERBLOCK_OFFSET;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.List;

/** Reads the two structures at the start of an image, of which hardly a field may vary. */
final class SuperblockReader {
  private static final long FEATURE_CHECKSUM = 1;
  private static final long NANOSECONDS = 1_000_000_000L;

  /** The rules of the bits of {@code sb.feature_incompat}, from bit 0 on. */
  private static final List<ErofsRule> INCOMPAT =
      List.of(
          ErofsRule.FEATURE_ZERO_PADDING,
          ErofsRule.FEATURE_COMPRESSION,
          ErofsRule.FEATURE_CHUNKED_FILE,
          ErofsRule.FEATURE_DEVICES,
          ErofsRule.FEATURE_TAIL_PACKING,
          ErofsRule.FEATURE_FRAGMENTS,
          ErofsRule.FEATURE_XATTR_PREFIXES,
          ErofsRule.FEATURE_48BIT,
          ErofsRule.FEATURE_METABOX);

  private final CheckedFields fields;
  private final ByteView image;
  private final Variant variant;

  /**
   * What may vary.
   *
   * @param version of composefs
   * @param inos how many inodes the image says it has
   * @param xattrBase from where the ids of shared xattrs count
   * @param inodesLimit no inode reaches behind it
   */
  record Superblock(
      long version,
      boolean hasAcl,
      long rootNid,
      long inos,
      long buildTime,
      long buildTimeNanoseconds,
      long xattrBase,
      long inodesLimit) {}

  private SuperblockReader(CheckedFields fields, Variant variant) {
    this.fields = fields;
    this.variant = variant;
    this.image = fields.image();
  }

  static Superblock read(CheckedFields fields, Variant variant) throws RejectedException {
    return new SuperblockReader(fields, variant).read();
  }

  private Superblock read() throws RejectedException {
    long size = image.size();
    boolean whole = size >= ErofsLayout.BLOCK_SIZE && size % ErofsLayout.BLOCK_SIZE == 0;
    fields.require(whole, ErofsRule.IMAGE_SIZE, Region.IMAGE, 0, size);
    readHeader();
    readFeatures();
    readUnused();
    long blockCount = size / ErofsLayout.BLOCK_SIZE;
    fields.requireValue(ErofsRule.BLOCKS, ErofsLayout.SB_BLOCKS, SUPERBLOCK_OFFSET, blockCount);
    long nanoseconds = get(ErofsLayout.SB_BUILD_TIME_NSEC);
    require(
        nanoseconds < NANOSECONDS,
        ErofsRule.BUILD_TIME_NSEC,
        ErofsLayout.SB_BUILD_TIME_NSEC,
        nanoseconds);
    long xattrBlock = get(ErofsLayout.SB_XATTR_BLKADDR);
    require(
        xattrBlock <= blockCount,
        ErofsRule.XATTR_BLKADDR_RANGE,
        ErofsLayout.SB_XATTR_BLKADDR,
        xattrBlock);
    long xattrBase = xattrBlock * ErofsLayout.BLOCK_SIZE;
    return new Superblock(
        fields.get(ErofsLayout.HEADER_COMPOSEFS_VERSION, 0),
        (fields.get(ErofsLayout.HEADER_FLAGS, 0) & ErofsLayout.FLAG_HAS_ACL) != 0,
        get(ErofsLayout.SB_ROOT_NID),
        get(ErofsLayout.SB_INOS),
        get(ErofsLayout.SB_BUILD_TIME),
        nanoseconds,
        xattrBase,
        variant.isVersion2() ? size : Math.min(size, xattrBase + ErofsLayout.BLOCK_SIZE));
  }

  private void readVersion() throws RejectedException {
    ErofsLayout field = ErofsLayout.HEADER_COMPOSEFS_VERSION;
    long version = fields.get(field, 0);
    if (variant.isVersion2()) {
      fields.require(version == 2, ErofsRule.V2_ONLY, field, 0, version);
      requireValue(ErofsRule.V2_TIME, ErofsLayout.SB_BUILD_TIME, 0);
      requireValue(ErofsRule.V2_TIME, ErofsLayout.SB_BUILD_TIME_NSEC, 0);
      requireValue(ErofsRule.XATTR_BLKADDR, ErofsLayout.SB_XATTR_BLKADDR, 0);
    } else {
      fields.require(version != 2, ErofsRule.COMPOSEFS_VERSION_2, field, 0, version);
      fields.require(version < 2, ErofsRule.COMPOSEFS_VERSION, field, 0, version);
    }
  }

  private void readHeader() throws RejectedException {
    fields.requireValue(ErofsRule.HEADER_MAGIC, ErofsLayout.HEADER_MAGIC, 0, ErofsLayout.MAGIC);
    fields.requireValue(
        ErofsRule.HEADER_VERSION, ErofsLayout.HEADER_VERSION, 0, ErofsLayout.VERSION);
    long flags = fields.get(ErofsLayout.HEADER_FLAGS, 0);
    boolean known = (flags & ~ErofsLayout.FLAG_HAS_ACL) == 0;
    fields.require(known, ErofsRule.HEADER_FLAGS, ErofsLayout.HEADER_FLAGS, 0, flags);
    readVersion();
    fields.requireZero(ErofsRule.HEADER_UNUSED, ErofsLayout.HEADER_UNUSED, 0);
    fields.requireZero(ErofsRule.HEADER_UNUSED, ErofsLayout.HEADER_PAD, 0);
  }

  private void readFeatures() throws RejectedException {
    requireValue(ErofsRule.MAGIC, ErofsLayout.SB_MAGIC, ErofsLayout.EROFS_MAGIC);
    requireValue(ErofsRule.BLOCK_SIZE, ErofsLayout.SB_BLKSZBITS, ErofsLayout.BLOCK_BITS);
    requireValue(ErofsRule.SUPERBLOCK_SIZE, ErofsLayout.SB_SB_EXTSLOTS, 0);
    long compat = get(ErofsLayout.SB_FEATURE_COMPAT);
    require(
        (compat & FEATURE_CHECKSUM) == 0,
        ErofsRule.CHECKSUM_FEATURE,
        ErofsLayout.SB_FEATURE_COMPAT,
        compat);
    requireValue(
        ErofsRule.FEATURE_COMPAT, ErofsLayout.SB_FEATURE_COMPAT, ErofsLayout.FEATURE_COMPAT);
    requireValue(ErofsRule.CHECKSUM, ErofsLayout.SB_CHECKSUM, 0);
    long incompat = get(ErofsLayout.SB_FEATURE_INCOMPAT);
    for (int bit = 0; bit < INCOMPAT.size(); bit++) {
      boolean clear = ((incompat >>> bit) & 1) == 0;
      require(clear, INCOMPAT.get(bit), ErofsLayout.SB_FEATURE_INCOMPAT, incompat);
    }
    requireValue(ErofsRule.FEATURE_INCOMPAT, ErofsLayout.SB_FEATURE_INCOMPAT, 0);
    requireValue(ErofsRule.DIRECTORY_BLOCK_SIZE, ErofsLayout.SB_DIRBLKBITS, 0);
    requireValue(ErofsRule.META_BLKADDR, ErofsLayout.SB_META_BLKADDR, 0);
  }

  private void readUnused() throws RejectedException {
    requireValue(ErofsRule.COMPRESSION_ALGORITHMS, ErofsLayout.SB_AVAILABLE_COMPR_ALGS, 0);
    requireValue(ErofsRule.EXTRA_DEVICES, ErofsLayout.SB_EXTRA_DEVICES, 0);
    requireValue(ErofsRule.EXTRA_DEVICES, ErofsLayout.SB_DEVT_SLOTOFF, 0);
    requireValue(ErofsRule.XATTR_PREFIXES, ErofsLayout.SB_XATTR_PREFIX_COUNT, 0);
    requireValue(ErofsRule.XATTR_PREFIXES, ErofsLayout.SB_XATTR_PREFIX_START, 0);
    requireValue(ErofsRule.PACKED_INODE, ErofsLayout.SB_PACKED_NID, 0);
    requireValue(ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_XATTR_FILTER_RESERVED, 0);
    fields.requireZero(ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_UUID, SUPERBLOCK_OFFSET);
    fields.requireZero(ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_VOLUME_NAME, SUPERBLOCK_OFFSET);
    fields.requireZero(ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_RESERVED2, SUPERBLOCK_OFFSET);
  }

  private long get(ErofsLayout field) {
    return fields.get(field, SUPERBLOCK_OFFSET);
  }

  private void require(boolean holds, ErofsRule rule, ErofsLayout field, long found)
      throws RejectedException {
    fields.require(holds, rule, field, SUPERBLOCK_OFFSET, found);
  }

  private void requireValue(ErofsRule rule, ErofsLayout field, long wanted)
      throws RejectedException {
    fields.requireValue(rule, field, SUPERBLOCK_OFFSET, wanted);
  }
}
