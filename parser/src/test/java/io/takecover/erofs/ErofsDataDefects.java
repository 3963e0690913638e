package io.takecover.erofs;

import static io.takecover.erofs.ErofsDefects.TYPES;
import static io.takecover.erofs.ErofsDefects.defect;
import static io.takecover.erofs.ErofsDefects.field;
import static io.takecover.erofs.ErofsDefects.inode;

import io.takecover.fixture.Defect;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/** {@link ErofsSpecimen}s, with data in the wrong place, or directories that are wrong. */
final class ErofsDataDefects {
  private static final ErofsSpecimen SPECIAL = ErofsSpecimen.SPECIAL;
  private static final ErofsLayout FORMAT = ErofsLayout.COMPACT_I_FORMAT;
  private static final ErofsLayout SIZE = ErofsLayout.COMPACT_I_SIZE;
  private static final ErofsLayout ADDRESS = ErofsLayout.COMPACT_I_U;
  private static final ErofsLayout LARGE = ErofsLayout.EXTENDED_I_SIZE;

  private ErofsDataDefects() {}

  static Stream<Defect> all() {
    return Stream.of(blocks(), gaps(), tails(), symlinks(), chunks(), tables(), names())
        .flatMap(defects -> defects);
  }

  private static Stream<Defect> blocks() {
    ErofsPatch types = TYPES.patch();
    ErofsPatch special = SPECIAL.patch();
    long first = special.inode("/inline-large1");
    long second = special.inode("/inline-large2");
    long root = types.inode("/");
    long rootBlock = types.get(ADDRESS, root);
    long blockEnd = special.at(first).dataAt() + 4096;
    return Stream.of(
        inode("data-behind-image", ErofsRule.DATA_RANGE, "/", ADDRESS, 0xffff_ffffL),
        inode("data-wraps-in-32-bits", ErofsRule.DATA_RANGE, "/", ADDRESS, 0x10_0000),
        inode("data-in-header", ErofsRule.DATA_AREA, "/", ADDRESS, 0),
        field(
            SPECIAL,
            "data-of-another",
            ErofsRule.DATA_SHARED,
            ADDRESS,
            second,
            special.get(ADDRESS, first)),
        new Defect(
            "block-without-owner",
            TYPES.patch().addBlock().bytes(),
            new Violation(ErofsRule.DATA_GAP, types.size(), "blocks", types.size() / 4096)),
        inode("address-of-inline", ErofsRule.ADDRESS_UNUSED, "/inline4", ADDRESS, 2),
        new Defect(
            "data-padding",
            special.u8(blockEnd - 1, 5).bytes(),
            new Violation(ErofsRule.DATA_PADDING, blockEnd - 1, "blocks", 5)),
        defect(
            "content-of-5001",
            SPECIAL.patch().set(FORMAT, first, 0).set(SIZE, first, 5001),
            ErofsRule.CONTENT_SIZE,
            SIZE,
            first,
            5001),
        defect(
            "directory-not-full",
            TYPES
                .patch()
                .set(FORMAT, types.inode("/dir"), 0)
                .set(ADDRESS, types.inode("/dir"), rootBlock),
            ErofsRule.DIRECTORY_SIZE,
            SIZE,
            types.inode("/dir"),
            types.get(SIZE, types.inode("/dir"))));
  }

  /** A block of zeros more than there may be, behind the inodes and before the last of them. */
  private static Stream<Defect> gaps() {
    ErofsPatch min = ErofsSpecimen.MIN.patch();
    ErofsPatch special = SPECIAL.patch();
    long root = min.inode("/");
    long data = min.at(root).dataAt();
    long last = min.inode("/hello");
    ErofsPatch behind = ErofsSpecimen.MIN.patch().addBlock().move(data, data + 4096, 4096);
    behind.add(ADDRESS, root, 1);
    ErofsPatch before = ErofsPatch.of(behind.bytes()).move(last, last + 4096, 64);
    before.add(ErofsLayout.SB_XATTR_BLKADDR, ErofsPatch.SB, 1);
    before.add(ErofsLayout.DIRENT_NID, before.dirent("/hello"), 128);
    long block = special.get(ErofsLayout.SB_XATTR_BLKADDR, ErofsPatch.SB);
    long end = min.at(last).end();
    return Stream.of(
        new Defect(
            "byte-behind-the-last-inode",
            ErofsSpecimen.MIN.patch().u8(end, 7).bytes(),
            new Violation(ErofsRule.INODE_GAP, end, "inodes", 7)),
        new Defect(
            "gap-behind-inodes",
            behind.bytes(),
            new Violation(
                ErofsRule.INODE_GAP, last + 64, "shared_xattrs", data + 4096 - last - 64)),
        new Defect(
            "gap-between-inodes",
            before.bytes(),
            new Violation(ErofsRule.INODE_GAP, last, "inodes", 4096)),
        field(
            SPECIAL,
            "data-among-inodes",
            ErofsRule.DATA_AREA,
            ADDRESS,
            special.inode("/inline-large2"),
            block));
  }

  private static Stream<Defect> tails() {
    ErofsPatch types = TYPES.patch();
    long tailAt = types.at(types.inode("/inline4")).tailAt();
    return Stream.of(
        inode("tail-crosses", ErofsRule.TAIL_CROSSES, "/lnk", SIZE, 4000),
        field(
            ErofsSpecimen.MIN,
            "tail-over-the-limit",
            ErofsRule.INODE_RANGE,
            SIZE,
            ErofsSpecimen.MIN.patch().inode("/hello"),
            4000),
        defect(
            "directory-of-nothing",
            TYPES.patch().set(FORMAT, types.inode("/dir"), 0).set(SIZE, types.inode("/dir"), 0),
            ErofsRule.DIRECTORY_SIZE,
            SIZE,
            types.inode("/dir"),
            0),
        inode("tail-empty", ErofsRule.TAIL_EMPTY, "/", SIZE, 4096),
        inode("inline-and-empty", ErofsRule.EMPTY_INLINE, "/dir", SIZE, 0),
        defect(
            "inline-content-cut",
            TYPES.patch().set(SIZE, types.inode("/inline4"), 3),
            ErofsRule.INODE_GAP,
            Region.INODES,
            tailAt + 3,
            'y'));
  }

  private static Stream<Defect> symlinks() {
    ErofsPatch types = TYPES.patch();
    long rootBlock = types.get(ADDRESS, types.inode("/"));
    long longLink = types.inode("/lnk1000");
    long link = types.inode("/lnk");
    long newBlock = types.size() / 4096;
    return Stream.of(
        defect(
            "symlink-of-4096",
            TYPES
                .patch()
                .set(FORMAT, longLink, 0)
                .set(SIZE, longLink, 4096)
                .set(ADDRESS, longLink, rootBlock),
            ErofsRule.LINK_PIECES,
            SIZE,
            longLink,
            4096),
        defect(
            "short-symlink-in-a-block",
            TYPES
                .patch()
                .set(FORMAT, link, 0)
                .set(ADDRESS, link, newBlock)
                .text(types.at(link).tailAt(), "\0\0\0\0\0\0\0")
                .addBlock()
                .text(types.size(), "inline4"),
            ErofsRule.LINK_PLACE,
            FORMAT,
            link,
            0));
  }

  private static Stream<Defect> chunks() {
    ErofsPatch types = TYPES.patch();
    long file = types.inode("/ext100000");
    long extended = types.inode("/ext65");
    long mapAt = types.at(file).tailAt();
    return Stream.of(
        inode("chunk-format", ErofsRule.CHUNK_FORMAT, "/ext100000", ADDRESS, 0x1f),
        inode("chunk-format-48bit", ErofsRule.CHUNK_FORMAT, "/ext100000", ADDRESS, 0x45),
        inode("chunk-reserved", ErofsRule.CHUNK_FORMAT, "/ext100000", ADDRESS, 0x1_0005),
        inode("chunks-of-nothing", ErofsRule.CHUNK_EMPTY, "/ext100000", SIZE, 0),
        field(TYPES, "chunk-address", ErofsRule.CHUNK_ADDRESS, ErofsLayout.CHUNK_BLKADDR, mapAt, 0),
        inode("chunks-above-1024", ErofsRule.CHUNK_COUNT, "/ext65", LARGE, (1L << 53) + 1),
        defect(
            "chunk-map-crosses",
            TYPES.patch().set(LARGE, extended, 1000L << 43).set(ADDRESS, extended, 0x1f),
            ErofsRule.CHUNK_MAP_CROSSES,
            LARGE,
            extended,
            1000L << 43),
        defect(
            "chunk-map-without-block",
            TYPES.patch().set(LARGE, extended, 1L << 53).set(ADDRESS, extended, 0x1f),
            ErofsRule.CHUNK_MAP_BLOCK,
            LARGE,
            extended,
            1L << 53));
  }

  private static Stream<Defect> tables() {
    ErofsPatch types = TYPES.patch();
    ErofsLayout nameoff = ErofsLayout.DIRENT_NAMEOFF;
    long dot = types.dirent("/dir/.");
    long dots = types.dirent("/dir/..");
    long first = types.get(nameoff, dot);
    long longest = types.dirent("/" + "n".repeat(255));
    long dir = types.inode("/dir");
    return Stream.of(
        defect(
            "table-too-small",
            TYPES.patch().set(SIZE, dir, 11),
            ErofsRule.NAME_TABLE,
            nameoff,
            dot,
            0),
        defect(
            "name-of-256",
            TYPES.patch().add(nameoff, longest + 12, 1),
            ErofsRule.NAME_LENGTH,
            nameoff,
            longest,
            256),
        defect(
            "dots-renamed",
            TYPES.patch().text(types.name("/dir/.."), ".x"),
            ErofsRule.DOTS_PLACE,
            SIZE,
            dir,
            1),
        defect(
            "table-of-one-entry",
            TYPES.patch().set(SIZE, dir, 12),
            ErofsRule.NAME_TABLE,
            nameoff,
            dot,
            first),
        field(TYPES, "table-empty", ErofsRule.NAME_TABLE, nameoff, dot, 0),
        field(TYPES, "table-cut", ErofsRule.NAME_TABLE, nameoff, dot, 11),
        field(TYPES, "table-behind-tail", ErofsRule.NAME_TABLE, nameoff, dot, 0xfff0),
        field(TYPES, "names-descend", ErofsRule.NAME_OFFSETS, nameoff, dots, first - 1),
        field(TYPES, "name-of-nothing", ErofsRule.NAME_OFFSETS, nameoff, dots, first),
        field(TYPES, "name-behind-tail", ErofsRule.NAME_OFFSETS, nameoff, dots, 0xffff),
        field(
            TYPES,
            "dot-of-another",
            ErofsRule.DOTS,
            ErofsLayout.DIRENT_NID,
            dot,
            types.inode("/") / 32),
        field(
            TYPES,
            "dots-of-itself",
            ErofsRule.DOTS,
            ErofsLayout.DIRENT_NID,
            dots,
            types.inode("/dir") / 32),
        field(TYPES, "type-of-dot", ErofsRule.DIRENT_TYPE, ErofsLayout.DIRENT_FILE_TYPE, dot, 1),
        field(
            TYPES,
            "type-of-entry",
            ErofsRule.DIRENT_TYPE,
            ErofsLayout.DIRENT_FILE_TYPE,
            types.dirent("/dir/sub"),
            1),
        field(TYPES, "reserved", ErofsRule.DIRENT_RESERVED, ErofsLayout.DIRENT_RESERVED, dot, 1));
  }

  private static Stream<Defect> names() {
    ErofsPatch min = ErofsSpecimen.MIN.patch();
    ErofsPatch types = TYPES.patch();
    long hello = min.dirent("/hello");
    long nameAt = min.name("/hello");
    long dotAt = types.name("/dir/.");
    return Stream.of(
        defect(
            "name-empty",
            ErofsSpecimen.MIN.patch().text(nameAt, "\0\0\0\0\0"),
            ErofsRule.NAME_LENGTH,
            ErofsLayout.DIRENT_NAMEOFF,
            hello,
            0),
        defect(
            "name-before-stubs",
            ErofsSpecimen.MIN.patch().text(nameAt, "!!!!!"),
            ErofsRule.NAMES_ASCEND,
            Region.NAME,
            nameAt,
            5),
        defect(
            "name-of-a-stub",
            ErofsSpecimen.MIN.patch().text(nameAt, "ff\0\0\0"),
            ErofsRule.NAMES_ASCEND,
            Region.NAME,
            nameAt,
            2),
        defect(
            "dot-renamed",
            TYPES.patch().text(dotAt, "x"),
            ErofsRule.DOTS_PLACE,
            Region.NAME,
            dotAt + 1,
            2),
        new Defect(
            "bytes-behind-the-last-name",
            min.u8(nameAt + 6, 1).bytes(),
            new Violation(ErofsRule.DIRENT_PADDING, nameAt + 6, "blocks", 1)));
  }
}
