package io.takecover.nativefmt;

import static io.takecover.fixture.Specimen.D;
import static io.takecover.fixture.Specimen.F;
import static io.takecover.fixture.Specimen.INODES;
import static io.takecover.fixture.Specimen.L;
import static io.takecover.fixture.Specimen.M;
import static io.takecover.fixture.Specimen.ROOT;
import static io.takecover.fixture.Specimen.VDATA;
import static io.takecover.fixture.Specimen.VDATA_SIZE;
import static io.takecover.nativefmt.NativeLayout.DIRENT_D_TYPE;
import static io.takecover.nativefmt.NativeLayout.DIRENT_INODE_NUM;
import static io.takecover.nativefmt.NativeLayout.DIRENT_NAME_LEN;
import static io.takecover.nativefmt.NativeLayout.DIRENT_NAME_OFFSET;
import static io.takecover.nativefmt.NativeLayout.DIR_N_DIRENTS;
import static io.takecover.nativefmt.NativeLayout.INODE_DIGEST_OFF;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_OFF;
import static io.takecover.nativefmt.NativeLayout.XATTR_ENTRY_KEY_LENGTH;
import static io.takecover.nativefmt.NativeLayout.XATTR_ENTRY_VALUE_LENGTH;
import static io.takecover.nativefmt.NativeLayout.XATTR_N_ATTR;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Patch;
import io.takecover.fixture.Specimen;
import io.takecover.fixture.TestTree;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/** The specimen, broken in vdata: entries, names, xattrs, and how chunks lie to each other. */
final class NativeChunkDefects {
  private NativeChunkDefects() {}

  static Stream<Defect> all() {
    return Stream.of(directories(), names(), xattrs(), vdata()).flatMap(defects -> defects);
  }

  static Stream<Defect> directories() {
    return Stream.of(
        dirent("dirents-none", NativeRule.DIRENT_COUNT_ZERO, 0, DIR_N_DIRENTS, 0),
        dirent("dirents-one-too-many", NativeRule.DIRENT_COUNT, 0, DIR_N_DIRENTS, 3),
        dirent("dirents-wrap-to-12", NativeRule.DIRENT_COUNT, 0, DIR_N_DIRENTS, 0x15555556L),
        dirent("dirents-most", NativeRule.DIRENT_COUNT, 0, DIR_N_DIRENTS, 0xffff_ffffL),
        misaligned(1),
        misaligned(2),
        misaligned(3),
        dirent("inode-num-behind-table", NativeRule.INODE_NUMBER, 0, DIRENT_INODE_NUM, INODES),
        dirent("inode-num-largest", NativeRule.INODE_NUMBER, 1, DIRENT_INODE_NUM, 0xffff_ffffL),
        dirent("d-type-of-fifo-for-device", NativeRule.DIRENT_TYPE, 0, DIRENT_D_TYPE, 1),
        dirent("d-type-unknown", NativeRule.DIRENT_TYPE, 1, DIRENT_D_TYPE, 0),
        dirent("d-type-with-high-bits", NativeRule.DIRENT_TYPE, 1, DIRENT_D_TYPE, 0x11),
        padding("first", 10),
        padding("second", 11),
        Defect.edited(
            "directories-share-a-chunk",
            patch ->
                patch.inode(M, INODE_VARIABLE_DATA_OFF, 84).inode(M, INODE_VARIABLE_DATA_LEN, 32),
            NativeRule.VDATA_SHARED,
            INODE_VARIABLE_DATA_OFF,
            Patch.inodeAt(M),
            84));
  }

  private static Defect dirent(
      String name, NativeRule rule, int k, NativeLayout field, long value) {
    return Defect.dirent(name, rule, D, k, field, value);
  }

  private static Defect misaligned(int by) {
    return Defect.inode(
        "dirents-misaligned-by-" + by,
        NativeRule.DIRENT_CHUNK_ALIGNMENT,
        D,
        INODE_VARIABLE_DATA_OFF,
        84 + by);
  }

  private static Defect padding(String name, int byteOfDirent) {
    long at = Specimen.patch().direntAt(D, 1, DIRENT_D_TYPE) + byteOfDirent;
    return Defect.u8(
        "dirent-padding-" + name, NativeRule.DIRENT_PADDING, at, "dirent.padding", 0xff);
  }

  static Stream<Defect> names() {
    return Stream.of(
        dirent("name-at-end-of-chunk", NativeRule.NAME_RANGE, 1, DIRENT_NAME_OFFSET, 4),
        dirent("name-offset-wraps", NativeRule.NAME_RANGE, 1, DIRENT_NAME_OFFSET, 0xffff_ffffL),
        dirent("name-longer-than-chunk", NativeRule.NAME_RANGE, 1, DIRENT_NAME_LEN, 3),
        dirent("name-of-255", NativeRule.NAME_RANGE, 0, DIRENT_NAME_LEN, 255),
        dirent("name-of-0", NativeRule.NAME_LENGTH, 0, DIRENT_NAME_LEN, 0),
        dirent("first-name-behind-a-gap", NativeRule.NAMES_PACKED, 0, DIRENT_NAME_OFFSET, 1),
        dirent("second-name-overlaps", NativeRule.NAMES_PACKED, 1, DIRENT_NAME_OFFSET, 1),
        Defect.edited(
            "byte-behind-the-last-name",
            patch -> patch.dirent(D, 1, DIRENT_NAME_LEN, 1),
            NativeRule.NAMES_PACKED,
            DIRENT_NAME_LEN,
            Specimen.patch().direntAt(D, 1, DIRENT_NAME_LEN),
            3));
  }

  static Stream<Defect> xattrs() {
    NativeRule range = NativeRule.XATTR_RANGE;
    return Stream.of(
        xattr("xattrs-none", NativeRule.XATTR_COUNT, 0, XATTR_N_ATTR, 0),
        xattr("xattrs-one-too-many", NativeRule.XATTR_COUNT, 0, XATTR_N_ATTR, 6),
        xattr("xattrs-wrap-to-0", NativeRule.XATTR_COUNT, 0, XATTR_N_ATTR, 0x4000),
        xattr("xattrs-most", NativeRule.XATTR_COUNT, 0, XATTR_N_ATTR, 0xffff),
        xattr("key-longer-than-chunk", range, 0, XATTR_ENTRY_KEY_LENGTH, 16),
        xattr("key-longest", range, 1, XATTR_ENTRY_KEY_LENGTH, 0xffff),
        xattr("value-longer-than-chunk", range, 1, XATTR_ENTRY_VALUE_LENGTH, 3),
        xattr("value-longest", range, 0, XATTR_ENTRY_VALUE_LENGTH, 0xffff),
        xattr("key-of-0", NativeRule.KEY_LENGTH, 0, XATTR_ENTRY_KEY_LENGTH, 0),
        longKey(),
        xattr(
            "byte-behind-the-last-value", NativeRule.XATTR_SLACK, 1, XATTR_ENTRY_VALUE_LENGTH, 1));
  }

  private static Defect xattr(String name, NativeRule rule, int k, NativeLayout field, long value) {
    return Defect.xattr(name, rule, ROOT, k, field, value);
  }

  private static Defect longKey() {
    TestTree tree = new TestTree();
    tree.root().xattr("user." + "k".repeat(251), "v");
    return new Defect(
        "key-of-256",
        tree.write(),
        new Violation(NativeRule.KEY_LENGTH, 128 + 96 + 2, "xattr_entry.key_length", 256));
  }

  static Stream<Defect> vdata() {
    return Stream.of(
        Defect.vdata(
            "digest-starts-with-path",
            patch -> patch.inode(F, INODE_DIGEST_OFF, 116),
            NativeRule.VDATA_OVERLAP,
            116,
            32),
        Defect.vdata(
            "target-inside-path",
            patch -> patch.inode(L, INODE_VARIABLE_DATA_OFF, 122),
            NativeRule.VDATA_OVERLAP,
            122,
            116),
        Defect.vdata(
            "padding-before-dirents-not-zero",
            patch -> patch.u8(VDATA + 83, 9),
            NativeRule.VDATA_GAP,
            83,
            9),
        Defect.vdata(
            "padding-before-xattrs-not-zero",
            patch -> patch.u8(VDATA + 181, 1).u8(VDATA + 183, 2),
            NativeRule.VDATA_GAP,
            181,
            1),
        Defect.vdata(
            "byte-that-nobody-refers-to",
            patch ->
                patch.inode(L, INODE_VARIABLE_DATA_OFF, 116).inode(L, INODE_VARIABLE_DATA_LEN, 7),
            NativeRule.VDATA_GAP,
            155,
            'f'),
        Defect.vdata(
            "byte-behind-the-end",
            patch -> patch.resize(VDATA + VDATA_SIZE + 1),
            NativeRule.VDATA_TAIL,
            VDATA_SIZE,
            1),
        Defect.vdata(
            "bytes-behind-the-end",
            patch -> patch.resize(VDATA + VDATA_SIZE + 5000).u8(VDATA + VDATA_SIZE + 4999, 1),
            NativeRule.VDATA_TAIL,
            VDATA_SIZE,
            5000));
  }
}
