package io.takecover.nativefmt;

import static io.takecover.fixture.Specimen.CC;
import static io.takecover.fixture.Specimen.D;
import static io.takecover.fixture.Specimen.E;
import static io.takecover.fixture.Specimen.F;
import static io.takecover.fixture.Specimen.L;
import static io.takecover.fixture.Specimen.M;
import static io.takecover.fixture.Specimen.PP;
import static io.takecover.fixture.Specimen.ROOT;
import static io.takecover.fixture.Specimen.VDATA;
import static io.takecover.fixture.Specimen.VDATA_SIZE;
import static io.takecover.nativefmt.NativeLayout.DIR_N_DIRENTS;
import static io.takecover.nativefmt.NativeLayout.INODE_DIGEST_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_DIGEST_OFF;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_MODE;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_SIZE;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_OFF;
import static io.takecover.nativefmt.NativeLayout.INODE_XATTRS_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_XATTRS_OFF;
import static io.takecover.nativefmt.NativeLayout.SB_MAGIC;
import static io.takecover.nativefmt.NativeLayout.SB_VDATA_OFFSET;
import static io.takecover.nativefmt.NativeLayout.SB_VERSION;
import static io.takecover.nativefmt.NativeLayout.XATTR_ENTRY_KEY_LENGTH;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Patch;
import io.takecover.fixture.Specimen;
import io.takecover.rule.Violation;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The specimen, broken: superblock and inodes; chunks are broken in {@link NativeChunkDefects}, and
 * laid out wrongly in {@link NativeVdataDefects}.
 */
final class NativeDefects {
  private static final long SIZE = VDATA + VDATA_SIZE;

  private NativeDefects() {}

  static Stream<Defect> all() {
    return Stream.of(
            superblock(),
            modes(),
            references(),
            lengths(),
            unset(),
            NativeChunkDefects.all(),
            NativeVdataDefects.all())
        .flatMap(defects -> defects);
  }

  static Stream<Defect> superblock() {
    return Stream.of(
        tooShort(0),
        tooShort(1),
        tooShort(127),
        tooShort(223),
        Defect.superblock("magic-of-erofs-header", NativeRule.MAGIC, SB_MAGIC, 0xD078629AL),
        Defect.superblock("magic-big-endian", NativeRule.MAGIC, SB_MAGIC, 0x9A6278C0L),
        Defect.superblock("magic-zero", NativeRule.MAGIC, SB_MAGIC, 0),
        Defect.superblock("version-0", NativeRule.VERSION, SB_VERSION, 0),
        Defect.superblock("version-2", NativeRule.VERSION, SB_VERSION, 2),
        Defect.superblock("version-big-endian", NativeRule.VERSION, SB_VERSION, 0x0100_0000),
        vdataOffset("zero", NativeRule.VDATA_OFFSET_RANGE, 0),
        vdataOffset("without-inodes", NativeRule.VDATA_OFFSET_RANGE, 128),
        vdataOffset("behind-file", NativeRule.VDATA_OFFSET_RANGE, SIZE + 1),
        vdataOffset("in-32-bits-only", NativeRule.VDATA_OFFSET_RANGE, (1L << 32) + VDATA),
        vdataOffset("sign-bit", NativeRule.VDATA_OFFSET_RANGE, Long.MIN_VALUE | VDATA),
        vdataOffset("all-ones", NativeRule.VDATA_OFFSET_RANGE, -1),
        vdataOffset("largest", NativeRule.VDATA_OFFSET_RANGE, Long.MAX_VALUE),
        vdataOffset("plus-1", NativeRule.VDATA_OFFSET_ALIGNMENT, VDATA + 1),
        vdataOffset("plus-2", NativeRule.VDATA_OFFSET_ALIGNMENT, VDATA + 2),
        vdataOffset("minus-1", NativeRule.VDATA_OFFSET_ALIGNMENT, VDATA - 1),
        vdataOffset("end-of-file", NativeRule.VDATA_OFFSET_ALIGNMENT, SIZE),
        vdataOffset("plus-4", NativeRule.INODE_TABLE_SIZE, VDATA + 4),
        vdataOffset("minus-4", NativeRule.INODE_TABLE_SIZE, VDATA - 4),
        vdataOffset("part-of-an-inode", NativeRule.INODE_TABLE_SIZE, 132),
        Defect.u8("sb-unused-first", NativeRule.SUPERBLOCK_UNUSED, 16, "sb.unused", 1),
        Defect.u8("sb-unused-last", NativeRule.SUPERBLOCK_UNUSED, 127, "sb.unused", 0x80));
  }

  private static Defect tooShort(int size) {
    return new Defect(
        "image-of-" + size,
        Specimen.patch().resize(size).bytes(),
        new Violation(NativeRule.IMAGE_TOO_SHORT, 0, "image", size));
  }

  private static Defect vdataOffset(String name, NativeRule rule, long value) {
    return Defect.superblock("vdata-offset-" + name, rule, SB_VDATA_OFFSET, value);
  }

  static Stream<Defect> modes() {
    Stream<Defect> types =
        IntStream.of(0, 3, 5, 7, 9, 11, 13, 14, 15)
            .mapToObj(
                type ->
                    Defect.inode(
                        "mode-type-" + type,
                        NativeRule.MODE_TYPE,
                        type % 2 == 0 ? F : ROOT,
                        INODE_ST_MODE,
                        type << 12 | 0644));
    return Stream.concat(
        types,
        Stream.of(
            Defect.inode("mode-bit-16", NativeRule.MODE_HIGH_BITS, F, INODE_ST_MODE, 0x181a4),
            Defect.inode(
                "mode-bit-31", NativeRule.MODE_HIGH_BITS, ROOT, INODE_ST_MODE, 0x800041edL),
            Defect.inode("root-regular", NativeRule.ROOT_TYPE, ROOT, INODE_ST_MODE, 0x81a4),
            Defect.inode("root-symlink", NativeRule.ROOT_TYPE, ROOT, INODE_ST_MODE, 0xa1ff),
            unusedWord("first-byte-of-first-inode", ROOT, 88),
            unusedWord("last-byte-of-first-inode", ROOT, 95),
            unusedWord("first-byte-of-last-inode", PP, 88),
            unusedWord("last-byte-of-last-inode", PP, 95)));
  }

  private static Defect unusedWord(String name, int inode, int byteOfInode) {
    long at = Patch.inodeAt(inode) + byteOfInode;
    return Defect.u8("inode-unused-" + name, NativeRule.INODE_UNUSED, at, "inode.unused", 0x7f);
  }

  static Stream<Defect> references() {
    return Stream.of(
            ranges("path", F, INODE_VARIABLE_DATA_OFF, NativeRule.REFERENCE_RANGE),
            ranges("target", L, INODE_VARIABLE_DATA_OFF, NativeRule.REFERENCE_RANGE),
            ranges("dirents", D, INODE_VARIABLE_DATA_OFF, NativeRule.REFERENCE_RANGE),
            ranges("digest", F, INODE_DIGEST_OFF, NativeRule.DIGEST_RANGE),
            ranges("xattrs", ROOT, INODE_XATTRS_OFF, NativeRule.XATTR_CHUNK_RANGE))
        .flatMap(defects -> defects);
  }

  /** Each way in which a reference can leave vdata by its offset. */
  private static Stream<Defect> ranges(
      String what, int inode, NativeLayout field, NativeRule outside) {
    NativeRule wraps = NativeRule.REFERENCE_RANGE;
    return Stream.of(
        Defect.inode(what + "-at-end", outside, inode, field, VDATA_SIZE),
        Defect.inode(what + "-behind-end", outside, inode, field, VDATA_SIZE + 1),
        Defect.inode(what + "-in-32-bits-only", outside, inode, field, 1L << 32),
        Defect.inode(what + "-largest", outside, inode, field, Long.MAX_VALUE),
        Defect.inode(what + "-sign-bit", wraps, inode, field, Long.MIN_VALUE),
        Defect.inode(what + "-wraps-to-itself", wraps, inode, field, -16));
  }

  static Stream<Defect> lengths() {
    NativeRule reference = NativeRule.REFERENCE_RANGE;
    NativeRule xattrs = NativeRule.XATTR_CHUNK_RANGE;
    return Stream.of(
        Defect.inode("path-too-long", reference, F, INODE_VARIABLE_DATA_LEN, VDATA_SIZE - 115),
        Defect.inode("path-longest", reference, F, INODE_VARIABLE_DATA_LEN, 0xffff_ffffL),
        Defect.inode("target-too-long", reference, L, INODE_VARIABLE_DATA_LEN, VDATA_SIZE - 154),
        Defect.inode("dirents-too-long", reference, D, INODE_VARIABLE_DATA_LEN, VDATA_SIZE - 83),
        Defect.inode("dirents-longest", reference, D, INODE_VARIABLE_DATA_LEN, 0xffff_ffffL),
        Defect.inode("xattrs-too-long", xattrs, F, INODE_XATTRS_LEN, 18),
        Defect.inode("xattrs-longest", xattrs, F, INODE_XATTRS_LEN, 0xffff_ffffL),
        Defect.edited(
            "digest-over-end",
            patch -> patch.inode(F, INODE_DIGEST_OFF, VDATA_SIZE - 31),
            NativeRule.DIGEST_RANGE,
            INODE_DIGEST_LEN,
            Patch.inodeAt(F),
            32),
        Defect.inode("digest-of-1", NativeRule.DIGEST_LENGTH, F, INODE_DIGEST_LEN, 1),
        Defect.inode("digest-of-31", NativeRule.DIGEST_LENGTH, F, INODE_DIGEST_LEN, 31),
        Defect.inode("digest-of-33", NativeRule.DIGEST_LENGTH, F, INODE_DIGEST_LEN, 33),
        Defect.inode("digest-longest", NativeRule.DIGEST_LENGTH, F, INODE_DIGEST_LEN, 0xffff_ffffL),
        dirents("dirents-of-1", 1),
        dirents("dirents-of-4", 4),
        dirents("dirents-of-15", 15),
        Defect.edited(
            "dirents-of-16",
            patch -> patch.inode(D, INODE_VARIABLE_DATA_LEN, 16),
            NativeRule.DIRENT_COUNT,
            DIR_N_DIRENTS,
            VDATA + 84,
            2),
        Defect.edited(
            "xattrs-of-6",
            patch -> patch.inode(F, INODE_XATTRS_LEN, 6),
            NativeRule.XATTR_RANGE,
            XATTR_ENTRY_KEY_LENGTH,
            VDATA + 184 + 2,
            10),
        Defect.inode("xattrs-of-1", NativeRule.XATTR_CHUNK_TOO_SHORT, F, INODE_XATTRS_LEN, 1),
        Defect.inode("xattrs-of-5", NativeRule.XATTR_CHUNK_TOO_SHORT, F, INODE_XATTRS_LEN, 5));
  }

  private static Defect dirents(String name, long length) {
    return Defect.inode(
        name, NativeRule.DIRENT_CHUNK_TOO_SHORT, D, INODE_VARIABLE_DATA_LEN, length);
  }

  static Stream<Defect> unset() {
    NativeRule type = NativeRule.VARIABLE_DATA_TYPE;
    return Stream.of(
        Defect.inode("path-missing", NativeRule.PAYLOAD_MISSING, E, INODE_ST_SIZE, 1),
        Defect.inode("fifo-with-variable-data", type, PP, INODE_VARIABLE_DATA_LEN, 1),
        Defect.inode("device-with-variable-data", type, CC, INODE_VARIABLE_DATA_LEN, 0xffff_ffffL),
        offsetOfNothing("fifo", PP, INODE_VARIABLE_DATA_OFF, 1),
        offsetOfNothing("empty-file", E, INODE_VARIABLE_DATA_OFF, 116),
        offsetOfNothing("empty-directory", M, INODE_VARIABLE_DATA_OFF, Long.MIN_VALUE),
        offsetOfNothing("digest", E, INODE_DIGEST_OFF, -1),
        offsetOfNothing("xattrs", E, INODE_XATTRS_OFF, 1L << 32));
  }

  private static Defect offsetOfNothing(String name, int inode, NativeLayout field, long value) {
    return Defect.inode(
        "offset-of-no-" + name, NativeRule.UNSET_REFERENCE_OFFSET, inode, field, value);
  }
}
