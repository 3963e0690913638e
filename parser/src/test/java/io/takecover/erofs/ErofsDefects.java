package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;

import io.takecover.bytes.Field;
import io.takecover.fixture.Defect;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/**
 * {@link ErofsSpecimen}s, broken: header, superblock and inodes here, data and directories in
 * {@link ErofsDataDefects} and {@link ErofsEdgeDefects}, xattrs in {@link ErofsXattrDefects} and
 * {@link ErofsMarkDefects}.
 */
final class ErofsDefects {
  static final ErofsSpecimen TYPES = ErofsSpecimen.TYPES;

  private ErofsDefects() {}

  static Stream<Defect> all() {
    return Stream.of(
            header(),
            superblock(),
            nids(),
            inodes(),
            ErofsDataDefects.all(),
            ErofsEdgeDefects.all(),
            ErofsXattrDefects.all(),
            ErofsMarkDefects.all())
        .flatMap(defects -> defects);
  }

  /** An image with edits, of which a field bears the blame. */
  static Defect defect(
      String name, ErofsPatch patch, Rule rule, Field field, long structAt, long found) {
    Violation expected = new Violation(rule, structAt + field.offset(), field.path(), found);
    return new Defect(name, patch.bytes(), expected);
  }

  /** An image with one field changed, which bears the blame itself. */
  static Defect field(
      ErofsSpecimen base, String name, Rule rule, Field field, long structAt, long value) {
    ErofsPatch patch = base.patch().set(field, structAt, value);
    return defect(name, patch, rule, field, structAt, value);
  }

  /** An image with one field of the inode at a path changed. */
  static Defect inode(String name, Rule rule, String path, Field field, long value) {
    return field(TYPES, name, rule, field, TYPES.patch().inode(path), value);
  }

  private static Defect header(String name, ErofsRule rule, ErofsLayout field, long value) {
    return field(TYPES, name, rule, field, 0, value);
  }

  private static Defect sb(String name, ErofsRule rule, ErofsLayout field, long value) {
    return field(TYPES, name, rule, field, SB, value);
  }

  private static Stream<Defect> header() {
    ErofsPatch types = TYPES.patch();
    return Stream.of(
        size("image-cut-by-1", types.size() - 1),
        size("image-longer-by-1", types.size() + 1),
        size("image-of-32", 32),
        size("image-of-4095", 4095),
        header("magic-zero", ErofsRule.HEADER_MAGIC, ErofsLayout.HEADER_MAGIC, 0),
        header("header-version-2", ErofsRule.HEADER_VERSION, ErofsLayout.HEADER_VERSION, 2),
        header("flag-unknown", ErofsRule.HEADER_FLAGS, ErofsLayout.HEADER_FLAGS, 2),
        header("flag-without-list", ErofsRule.ACL_FLAG, ErofsLayout.HEADER_FLAGS, 1),
        header("version-3", ErofsRule.COMPOSEFS_VERSION, ErofsLayout.HEADER_COMPOSEFS_VERSION, 3),
        header("version-2", ErofsRule.COMPOSEFS_VERSION_2, ErofsLayout.HEADER_COMPOSEFS_VERSION, 2),
        header("header-unused", ErofsRule.HEADER_UNUSED, ErofsLayout.HEADER_UNUSED, 7),
        header("header-pad", ErofsRule.HEADER_UNUSED, ErofsLayout.HEADER_PAD, 7),
        new Defect(
            "header-pad-last",
            types.u8(1023, 9).bytes(),
            new Violation(ErofsRule.HEADER_UNUSED, 1023, "header.pad", 9)));
  }

  private static Defect size(String name, long size) {
    byte[] image = TYPES.patch().resize(size).bytes();
    return new Defect(name, image, new Violation(ErofsRule.IMAGE_SIZE, 0, "image", size));
  }

  private static Stream<Defect> superblock() {
    ErofsPatch types = TYPES.patch();
    long blocks = types.get(ErofsLayout.SB_BLOCKS, SB);
    long inos = types.get(ErofsLayout.SB_INOS, SB);
    long xattrs = types.get(ErofsLayout.SB_XATTR_BLKADDR, SB);
    long root = types.inode("/");
    ErofsLayout incompat = ErofsLayout.SB_FEATURE_INCOMPAT;
    return Stream.of(
        sb("sb-magic", ErofsRule.MAGIC, ErofsLayout.SB_MAGIC, 0),
        sb("sb-checksum-bit", ErofsRule.CHECKSUM_FEATURE, ErofsLayout.SB_FEATURE_COMPAT, 7),
        sb("sb-checksum", ErofsRule.CHECKSUM, ErofsLayout.SB_CHECKSUM, 1),
        sb("sb-compat", ErofsRule.FEATURE_COMPAT, ErofsLayout.SB_FEATURE_COMPAT, 2),
        sb("sb-blkszbits", ErofsRule.BLOCK_SIZE, ErofsLayout.SB_BLKSZBITS, 13),
        sb("sb-extslots", ErofsRule.SUPERBLOCK_SIZE, ErofsLayout.SB_SB_EXTSLOTS, 1),
        sb("sb-zero-padding", ErofsRule.FEATURE_ZERO_PADDING, incompat, 1),
        sb("sb-compression", ErofsRule.FEATURE_COMPRESSION, incompat, 2),
        sb("sb-chunked", ErofsRule.FEATURE_CHUNKED_FILE, incompat, 4),
        sb("sb-devices", ErofsRule.FEATURE_DEVICES, incompat, 8),
        sb("sb-ztailpacking", ErofsRule.FEATURE_TAIL_PACKING, incompat, 0x10),
        sb("sb-fragments", ErofsRule.FEATURE_FRAGMENTS, incompat, 0x20),
        sb("sb-xattr-prefixes", ErofsRule.FEATURE_XATTR_PREFIXES, incompat, 0x40),
        sb("sb-48bit", ErofsRule.FEATURE_48BIT, incompat, 0x80),
        sb("sb-metabox", ErofsRule.FEATURE_METABOX, incompat, 0x100),
        sb("sb-incompat-200", ErofsRule.FEATURE_INCOMPAT, incompat, 0x200),
        sb("sb-incompat-top", ErofsRule.FEATURE_INCOMPAT, incompat, 0x8000_0000L),
        sb("sb-dirblkbits", ErofsRule.DIRECTORY_BLOCK_SIZE, ErofsLayout.SB_DIRBLKBITS, 1),
        sb("sb-meta-blkaddr", ErofsRule.META_BLKADDR, ErofsLayout.SB_META_BLKADDR, 1),
        sb(
            "sb-xattr-blkaddr-far",
            ErofsRule.XATTR_BLKADDR_RANGE,
            ErofsLayout.SB_XATTR_BLKADDR,
            blocks + 1),
        defect(
            "sb-xattr-blkaddr-end",
            TYPES.patch().set(ErofsLayout.SB_XATTR_BLKADDR, SB, blocks),
            ErofsRule.DATA_AREA,
            ErofsLayout.COMPACT_I_U,
            root,
            types.get(ErofsLayout.COMPACT_I_U, root)),
        sb("sb-xattr-blkaddr", ErofsRule.XATTR_BLKADDR, ErofsLayout.SB_XATTR_BLKADDR, xattrs + 1),
        sb("sb-blocks", ErofsRule.BLOCKS, ErofsLayout.SB_BLOCKS, blocks + 1),
        sb("sb-inos-more", ErofsRule.INOS, ErofsLayout.SB_INOS, inos + 1),
        sb("sb-inos-many", ErofsRule.INOS, ErofsLayout.SB_INOS, 1L << 40),
        sb("sb-inos-all-ones", ErofsRule.INOS, ErofsLayout.SB_INOS, -1),
        sb("sb-nsec", ErofsRule.BUILD_TIME_NSEC, ErofsLayout.SB_BUILD_TIME_NSEC, 1_000_000_000),
        sb(
            "sb-algorithms",
            ErofsRule.COMPRESSION_ALGORITHMS,
            ErofsLayout.SB_AVAILABLE_COMPR_ALGS,
            1),
        sb("sb-devices-count", ErofsRule.EXTRA_DEVICES, ErofsLayout.SB_EXTRA_DEVICES, 1),
        sb("sb-devices-slot", ErofsRule.EXTRA_DEVICES, ErofsLayout.SB_DEVT_SLOTOFF, 1),
        sb("sb-packed-nid", ErofsRule.PACKED_INODE, ErofsLayout.SB_PACKED_NID, 36),
        sb("sb-uuid", ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_UUID, 1),
        sb("sb-volume", ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_VOLUME_NAME, 1),
        sb("sb-reserved", ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_RESERVED2, 1),
        sb("sb-filter", ErofsRule.SUPERBLOCK_UNUSED, ErofsLayout.SB_XATTR_FILTER_RESERVED, 1),
        sb("sb-prefixes", ErofsRule.XATTR_PREFIXES, ErofsLayout.SB_XATTR_PREFIX_COUNT, 1),
        sb("sb-prefix-start", ErofsRule.XATTR_PREFIXES, ErofsLayout.SB_XATTR_PREFIX_START, 1));
  }

  private static Stream<Defect> nids() {
    ErofsPatch types = TYPES.patch();
    long limit = 4096 * (types.get(ErofsLayout.SB_XATTR_BLKADDR, SB) + 1);
    long last = limit - 32;
    return Stream.of(
        nid("nid-wraps-by-shift", ErofsRule.NID_RANGE, 1L << 59),
        nid("nid-all-ones", ErofsRule.NID_RANGE, -1),
        nid("nid-sign-bit", ErofsRule.NID_RANGE, Long.MIN_VALUE),
        nid("nid-behind-image", ErofsRule.NID_RANGE, types.size() / 32),
        nid("nid-last-of-image", ErofsRule.NID_AREA, types.size() / 32 - 1),
        nid("nid-zero", ErofsRule.NID_HEADER, 0),
        nid("nid-in-superblock", ErofsRule.NID_HEADER, 35),
        nid("nid-in-data", ErofsRule.NID_AREA, limit / 32),
        nid("nid-in-root", ErofsRule.INODE_OVERLAP, 37),
        field(TYPES, "root-nid-zero", ErofsRule.NID_HEADER, ErofsLayout.SB_ROOT_NID, SB, 0),
        field(
            TYPES,
            "root-nid-behind-image",
            ErofsRule.NID_RANGE,
            ErofsLayout.SB_ROOT_NID,
            SB,
            0xffff),
        defect(
            "inode-over-the-limit",
            TYPES
                .patch()
                .set(ErofsLayout.DIRENT_NID, types.dirent("/empty"), last / 32)
                .set(ErofsLayout.COMPACT_I_FORMAT, last, 1),
            ErofsRule.INODE_RANGE,
            ErofsLayout.COMPACT_I_FORMAT,
            last,
            1),
        defect(
            "root-is-a-file",
            TYPES.patch().set(ErofsLayout.SB_ROOT_NID, SB, types.inode("/empty") / 32),
            ErofsRule.ROOT_TYPE,
            ErofsLayout.COMPACT_I_MODE,
            types.inode("/empty"),
            0x81a4));
  }

  private static Defect nid(String name, ErofsRule rule, long nid) {
    ErofsPatch types = TYPES.patch();
    return field(TYPES, name, rule, ErofsLayout.DIRENT_NID, types.dirent("/empty"), nid);
  }

  private static Stream<Defect> inodes() {
    ErofsLayout format = ErofsLayout.COMPACT_I_FORMAT;
    ErofsLayout count = ErofsLayout.COMPACT_I_XATTR_ICOUNT;
    return Stream.of(
        inode("format-bit-4", ErofsRule.FORMAT_BITS, "/empty", format, 0x10),
        inode("format-bit-15", ErofsRule.FORMAT_BITS, "/empty", format, 0x8000),
        inode("layout-1", ErofsRule.COMPRESSED_LAYOUT, "/empty", format, 2),
        inode("layout-3", ErofsRule.COMPRESSED_LAYOUT, "/inline4", format, 6),
        inode("layout-5", ErofsRule.LAYOUT, "/empty", format, 0xa),
        inode("layout-7", ErofsRule.LAYOUT, "/empty", format, 0xe),
        inode("directory-in-chunks", ErofsRule.LAYOUT_OF_TYPE, "/dir", format, 8),
        inode("symlink-in-chunks", ErofsRule.LAYOUT_OF_TYPE, "/lnk", format, 8),
        inode("fifo-inline", ErofsRule.LAYOUT_OF_TYPE, "/fifo", format, 4),
        reserved("reserved-compact", "/empty", ErofsLayout.COMPACT_I_RESERVED),
        reserved("reserved2-compact", "/empty", ErofsLayout.COMPACT_I_RESERVED2),
        reserved("reserved-extended", "/ext65", ErofsLayout.EXTENDED_I_RESERVED),
        reserved("reserved2-extended", "/ext65", ErofsLayout.EXTENDED_I_RESERVED2),
        inode("mode-zero", ErofsRule.MODE_TYPE, "/empty", ErofsLayout.COMPACT_I_MODE, 0),
        inode("mode-15", ErofsRule.MODE_TYPE, "/empty", ErofsLayout.COMPACT_I_MODE, 0xf1a4),
        inode("no-xattrs", ErofsRule.XATTR_BODY_EMPTY, "/empty", count, 1),
        inode("xattrs-longest", ErofsRule.XATTR_BODY_RANGE, "/empty", count, 0xffff),
        inode("fifo-with-data", ErofsRule.SPECIAL_DATA, "/fifo", ErofsLayout.COMPACT_I_SIZE, 1),
        inode("fifo-with-number", ErofsRule.SPECIAL_DATA, "/fifo", ErofsLayout.COMPACT_I_U, 1),
        inode("device-with-data", ErofsRule.SPECIAL_DATA, "/blk", ErofsLayout.COMPACT_I_SIZE, 1),
        inode(
            "size-sign-bit",
            ErofsRule.SIZE_RANGE,
            "/ext65",
            ErofsLayout.EXTENDED_I_SIZE,
            Long.MIN_VALUE),
        inode(
            "content-as-large-as-image",
            ErofsRule.TAIL_EMPTY,
            "/inline4",
            ErofsLayout.COMPACT_I_SIZE,
            TYPES.patch().size()),
        inode(
            "content-larger-than-image",
            ErofsRule.SIZE_RANGE,
            "/inline4",
            ErofsLayout.COMPACT_I_SIZE,
            0xffff_ffffL));
  }

  private static Defect reserved(String name, String path, ErofsLayout field) {
    return inode(name, ErofsRule.INODE_RESERVED, path, field, 1);
  }
}
