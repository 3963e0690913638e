package io.takecover.fuzz.claims;

import io.takecover.erofs.ErofsRule;
import java.util.List;
import java.util.function.Predicate;

/** What must hold of header and superblock of an EROFS image, in the order of reading. */
final class PlainHeader {
  private static final int INCOMPAT = 1104;

  /** One thing that must hold, and the rule that says so. */
  private record Row(ErofsRule rule, Predicate<PlainImage> holds) {}

  private static final List<Row> HEADER =
      List.of(
          new Row(ErofsRule.HEADER_MAGIC, it -> it.u32(0) == 0xd078629aL),
          new Row(ErofsRule.HEADER_VERSION, it -> it.u32(4) == 1),
          new Row(ErofsRule.HEADER_FLAGS, it -> it.u32(8) <= 1),
          new Row(ErofsRule.V2_ONLY, it -> !it.wantsVersion2() || version(it) == 2),
          new Row(ErofsRule.V2_TIME, it -> !it.wantsVersion2() || it.isZero(1048, 1060)),
          new Row(ErofsRule.XATTR_BLKADDR, it -> !it.wantsVersion2() || it.xattrBase() == 0),
          new Row(ErofsRule.COMPOSEFS_VERSION_2, it -> it.wantsVersion2() || version(it) != 2),
          new Row(ErofsRule.COMPOSEFS_VERSION, it -> it.wantsVersion2() || version(it) <= 1),
          new Row(ErofsRule.HEADER_UNUSED, it -> it.isZero(16, 1024)));

  private static final List<Row> SUPERBLOCK =
      List.of(
          new Row(ErofsRule.MAGIC, it -> it.u32(1024) == 0xe0f5e1e2L),
          new Row(ErofsRule.BLOCK_SIZE, it -> it.u8(1036) == 12),
          new Row(ErofsRule.SUPERBLOCK_SIZE, it -> it.u8(1037) == 0),
          new Row(ErofsRule.CHECKSUM_FEATURE, it -> it.u32(1032) % 2 == 0),
          new Row(ErofsRule.FEATURE_COMPAT, it -> it.u32(1032) == 6),
          new Row(ErofsRule.CHECKSUM, it -> it.u32(1028) == 0),
          new Row(ErofsRule.FEATURE_ZERO_PADDING, it -> lacks(it, 0)),
          new Row(ErofsRule.FEATURE_COMPRESSION, it -> lacks(it, 1)),
          new Row(ErofsRule.FEATURE_CHUNKED_FILE, it -> lacks(it, 2)),
          new Row(ErofsRule.FEATURE_DEVICES, it -> lacks(it, 3)),
          new Row(ErofsRule.FEATURE_TAIL_PACKING, it -> lacks(it, 4)),
          new Row(ErofsRule.FEATURE_FRAGMENTS, it -> lacks(it, 5)),
          new Row(ErofsRule.FEATURE_XATTR_PREFIXES, it -> lacks(it, 6)),
          new Row(ErofsRule.FEATURE_48BIT, it -> lacks(it, 7)),
          new Row(ErofsRule.FEATURE_METABOX, it -> lacks(it, 8)),
          new Row(ErofsRule.FEATURE_INCOMPAT, it -> it.u32(INCOMPAT) == 0),
          new Row(ErofsRule.DIRECTORY_BLOCK_SIZE, it -> it.u8(1114) == 0),
          new Row(ErofsRule.META_BLKADDR, it -> it.u32(1064) == 0),
          new Row(ErofsRule.COMPRESSION_ALGORITHMS, it -> it.u16(1108) == 0),
          new Row(ErofsRule.EXTRA_DEVICES, it -> it.isZero(1110, 1114)),
          new Row(ErofsRule.XATTR_PREFIXES, it -> it.isZero(1115, 1120)),
          new Row(ErofsRule.PACKED_INODE, it -> it.isZero(1120, 1128)),
          new Row(ErofsRule.SUPERBLOCK_UNUSED, it -> it.isZero(1128, 1152)),
          new Row(ErofsRule.SUPERBLOCK_UNUSED, it -> it.isZero(1072, INCOMPAT)),
          new Row(ErofsRule.BLOCKS, it -> it.u32(1060) * PlainImage.BLOCK == it.size()),
          new Row(ErofsRule.BUILD_TIME_NSEC, it -> it.u32(1056) < 1_000_000_000),
          new Row(ErofsRule.XATTR_BLKADDR_RANGE, it -> it.xattrBase() <= it.size()));

  private PlainHeader() {}

  /** The first rule that is broken; null where none is. */
  static ErofsRule fault(PlainImage image) {
    if (image.size() == 0 || image.size() % PlainImage.BLOCK != 0) {
      return ErofsRule.IMAGE_SIZE;
    }
    ErofsRule inHeader = fault(image, HEADER);
    return inHeader == null ? fault(image, SUPERBLOCK) : inHeader;
  }

  private static ErofsRule fault(PlainImage image, List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).holds().test(image)) {
        return rows.get(i).rule();
      }
    }
    return null;
  }

  private static long version(PlainImage image) {
    return image.u32(PlainImage.VERSION);
  }

  private static boolean lacks(PlainImage image, int feature) {
    return (image.u32(INCOMPAT) & (1L << feature)) == 0;
  }
}
