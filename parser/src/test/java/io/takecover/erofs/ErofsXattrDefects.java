package io.takecover.erofs;

import static io.takecover.erofs.ErofsDefects.TYPES;
import static io.takecover.erofs.ErofsDefects.defect;
import static io.takecover.erofs.ErofsDefects.field;
import static io.takecover.erofs.ErofsDefects.inode;
import static io.takecover.erofs.XattrEntry.TRUSTED;
import static io.takecover.erofs.XattrEntry.USER;

import io.takecover.bytes.Field;
import io.takecover.fixture.Defect;
import io.takecover.rule.Violation;
import java.util.stream.Stream;

/** {@link ErofsSpecimen}s, with xattrs that are wrong, or say what they must not. */
final class ErofsXattrDefects {
  private static final ErofsSpecimen XATTR = ErofsSpecimen.XATTR;
  private static final ErofsLayout NAME_LEN = ErofsLayout.XATTR_ENTRY_E_NAME_LEN;
  private static final ErofsLayout NAME_INDEX = ErofsLayout.XATTR_ENTRY_E_NAME_INDEX;
  private static final ErofsLayout VALUE_SIZE = ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE;
  private static final ErofsLayout NLINK = ErofsLayout.COMPACT_I_NLINK;
  private static final ErofsLayout COUNT = ErofsLayout.COMPACT_I_XATTR_ICOUNT;

  private ErofsXattrDefects() {}

  static Stream<Defect> all() {
    return Stream.of(bodies(), entries(), names(), files(), marks(), whiteouts(), stubs())
        .flatMap(defects -> defects);
  }

  private static ErofsPatch types() {
    return TYPES.patch();
  }

  private static long metacopy() {
    return types().xattr(types().inode("/ext100000"), TRUSTED, "overlay.metacopy");
  }

  private static Stream<Defect> bodies() {
    ErofsPatch xattr = XATTR.patch();
    long inode = xattr.inode("/f2");
    long body = xattr.at(inode).bodyAt();
    long first = xattr.get(ErofsLayout.SHARED_ID_ID, body + 12);
    long base = 4096 * xattr.get(ErofsLayout.SB_XATTR_BLKADDR, ErofsPatch.SB);
    Field id = ErofsLayout.SHARED_ID_ID;
    long end = 0;
    for (int k = 0; k < 10; k++) {
      long of = xattr.get(id, body + 12 + 4L * k);
      long at = base + 4 * of;
      long bytes = 4 + xattr.get(NAME_LEN, at) + xattr.get(VALUE_SIZE, at);
      end = Math.max(end, of + (bytes + 3) / 4);
    }
    Field filter = ErofsLayout.XATTR_HEADER_H_NAME_FILTER;
    return Stream.of(
        field(
            XATTR,
            "shared-count",
            ErofsRule.SHARED_COUNT,
            ErofsLayout.XATTR_HEADER_H_SHARED_COUNT,
            body,
            255),
        field(XATTR, "shared-id-all-ones", ErofsRule.SHARED_ID, id, body + 12, 0xffff_ffffL),
        field(XATTR, "shared-id-wraps", ErofsRule.SHARED_ID, id, body + 12, 0x4000_0000L | first),
        field(XATTR, "shared-id-inside", ErofsRule.SHARED_ID, id, body + 12, first + 1),
        field(XATTR, "shared-id-end", ErofsRule.SHARED_ID, id, body + 12, end),
        field(XATTR, "shared-id-zero", ErofsRule.SHARED_ID, id, body + 12, 0),
        field(XATTR, "filter-all-ones", ErofsRule.NAME_FILTER, filter, body, 0xffff_ffffL),
        field(XATTR, "filter-zero", ErofsRule.NAME_FILTER, filter, body, 0),
        field(
            XATTR,
            "body-reserved",
            ErofsRule.XATTR_RESERVED,
            ErofsLayout.XATTR_HEADER_H_RESERVED2,
            body,
            1),
        defect(
            "shared-twice",
            XATTR.patch().set(id, body + 16, first).fixFilter(inode),
            ErofsRule.KEY_TWICE,
            Region.KEY,
            base + 4 * first + 4,
            xattr.get(NAME_LEN, base + 4 * first)));
  }

  private static Stream<Defect> entries() {
    long at = metacopy();
    long file = types().inode("/ext100000");
    long last = types().xattr(file, TRUSTED, "overlay.redirect");
    long empty = types().xattr(types().inode("/withxattr"), USER, "empty");
    return Stream.of(
        field(TYPES, "name-over-the-end", ErofsRule.XATTR_RANGE, NAME_LEN, at, 255),
        field(TYPES, "value-over-the-end", ErofsRule.XATTR_RANGE, VALUE_SIZE, at, 0xffff),
        field(
            TYPES,
            "value-over-the-end-by-1",
            ErofsRule.XATTR_RANGE,
            VALUE_SIZE,
            last,
            types().at(file).tailAt() - (last + 4 + 16) + 1),
        defect(
            "prefix-alone",
            types().set(NAME_INDEX, empty, 0).text(empty + 4, "user."),
            ErofsRule.NAME_INDEX_NONE,
            NAME_INDEX,
            empty,
            0),
        new Defect(
            "padding-of-value",
            types().set(VALUE_SIZE, at, 35).bytes(),
            new Violation(
                ErofsRule.XATTR_PADDING,
                at + 4 + 16 + 35,
                "xattr_entry.value",
                types().get(NAME_LEN, at + 4 + 16 + 35))),
        field(TYPES, "prefix-lustre", ErofsRule.NAME_INDEX, NAME_INDEX, at, 5),
        field(TYPES, "prefix-7", ErofsRule.NAME_INDEX, NAME_INDEX, at, 7),
        field(TYPES, "prefix-long", ErofsRule.NAME_INDEX_LONG, NAME_INDEX, at, 0x80),
        defect(
            "prefix-spelled-out",
            types().set(NAME_INDEX, at, 0).text(at + 4, "user.metacopy..."),
            ErofsRule.NAME_INDEX_NONE,
            NAME_INDEX,
            at,
            0),
        defect(
            "list-with-suffix",
            types().set(NAME_INDEX, at, 2),
            ErofsRule.ACL_SUFFIX,
            NAME_LEN,
            at,
            16),
        field(TYPES, "name-is-its-prefix", ErofsRule.KEY_LENGTH, NAME_LEN, at, 0));
  }

  private static Stream<Defect> names() {
    ErofsPatch types = types();
    long inode = types.inode("/ext100000");
    long other = types.inode("/withxattr");
    long empty = types.xattr(other, USER, "empty");
    long at = metacopy();
    return Stream.of(
        defect(
            "mark-unknown",
            types().text(at + 4, "overlay.metacopX").fixFilter(inode),
            ErofsRule.OVERLAY_NAME,
            Region.KEY,
            at + 4,
            16),
        defect(
            "same-name-twice",
            types().text(at + 4, "overlay.redirect").fixFilter(inode),
            ErofsRule.KEY_TWICE,
            Region.KEY,
            types.xattr(inode, TRUSTED, "overlay.redirect") + 4,
            16),
        new Defect(
            "name-with-nul",
            types().text(empty + 4, "em\0ty").fixFilter(other).bytes(),
            new Violation(io.takecover.tree.TreeRule.KEY_NUL, empty + 4, "xattr_entry.name", 10)));
  }

  private static Stream<Defect> files() {
    ErofsPatch types = types();
    long inode = types.inode("/ext100000");
    long at = metacopy();
    long redirect = types.xattr(inode, TRUSTED, "overlay.redirect");
    long value = at + 4 + 16;
    ErofsLayout format = ErofsLayout.COMPACT_I_FORMAT;
    return Stream.of(
        defect(
            "metacopy-missing",
            types().set(NAME_INDEX, at, USER).fixFilter(inode),
            ErofsRule.METACOPY_MISSING,
            format,
            inode,
            8),
        defect(
            "metacopy-of-35",
            types().set(VALUE_SIZE, at, 35).u8(value + 35, 0),
            ErofsRule.METACOPY_SIZE,
            VALUE_SIZE,
            at,
            35),
        metacopy("version", ErofsLayout.METACOPY_VERSION, value, 1),
        metacopy("length", ErofsLayout.METACOPY_LEN, value, 4),
        metacopy("flags", ErofsLayout.METACOPY_FLAGS, value, 1),
        metacopy("algorithm", ErofsLayout.METACOPY_DIGEST_ALGO, value, 2),
        defect(
            "redirect-relative",
            types().text(redirect + 20, "x"),
            ErofsRule.REDIRECT,
            Region.VALUE,
            redirect + 20,
            'x'),
        new Defect(
            "redirect-upwards",
            types().text(redirect + 20, "/../").bytes(),
            new Violation(
                io.takecover.tree.TreeRule.PAYLOAD_RELATIVE, redirect + 21, "inode.payload", 65)),
        defect(
            "metacopy-of-content",
            types()
                .set(format, inode, 0)
                .set(ErofsLayout.COMPACT_I_SIZE, inode, 0)
                .set(ErofsLayout.COMPACT_I_U, inode, 0),
            ErofsRule.REDIRECT_OF_CONTENT,
            Region.KEY,
            at + 4,
            16));
  }

  private static Defect metacopy(String name, ErofsLayout field, long at, int value) {
    return field(TYPES, "metacopy-" + name, ErofsRule.METACOPY, field, at, value);
  }

  private static Stream<Defect> marks() {
    ErofsPatch types = types();
    long root = types.inode("/");
    long opaque = types.xattr(root, TRUSTED, "overlay.opaque");
    long dir = types.inode("/dir");
    long escaped = types.xattr(dir, TRUSTED, "overlay.overlay.opaque");
    return Stream.of(
        defect(
            "root-not-opaque",
            types().text(opaque + 4 + 14, "x"),
            ErofsRule.ROOT_OPAQUE,
            COUNT,
            root,
            types.get(COUNT, root)),
        defect(
            "directory-opaque",
            types()
                .set(NAME_LEN, escaped, 14)
                .set(VALUE_SIZE, escaped, 9)
                .text(escaped + 4, "overlay.opaque")
                .fixFilter(dir),
            ErofsRule.OPAQUE,
            Region.KEY,
            escaped + 4,
            14));
  }

  private static Stream<Defect> whiteouts() {
    ErofsPatch types = types();
    long root = types.inode("/");
    long count = types.get(COUNT, root);
    long rootMark = types.xattr(root, TRUSTED, "overlay.overlay.whiteouts");
    long rootTwin = types.xattr(root, USER, "overlay.whiteouts");
    long rootOpaque = types.xattr(root, USER, "overlay.opaque");
    long file = types.inode("/chr00");
    long mark = types.xattr(file, TRUSTED, "overlay.overlay.whiteout");
    long twin = types.xattr(file, USER, "overlay.whiteout");
    return Stream.of(
        defect(
            "whiteout-for-one-reader",
            types().text(twin + 4, "overlay.whiteouX").fixFilter(file),
            ErofsRule.WHITEOUT,
            Region.KEY,
            mark + 4,
            24),
        defect(
            "whiteouts-for-one-reader",
            types().text(rootTwin + 4, "overlay.whiteoutX").fixFilter(root),
            ErofsRule.WHITEOUTS,
            Region.KEY,
            rootMark + 4,
            25),
        defect(
            "whiteout-in-unmarked",
            types()
                .text(rootMark + 4, "overlay.overlay.whiteoutX")
                .text(rootTwin + 4, "overlay.whiteoutX")
                .fixFilter(root),
            ErofsRule.WHITEOUT_PARENT,
            COUNT,
            root,
            count),
        defect(
            "marked-without-whiteout",
            types()
                .text(mark + 4, "overlay.overlay.whiteouX")
                .text(twin + 4, "overlay.whiteouX")
                .fixFilter(file),
            ErofsRule.WHITEOUTS,
            COUNT,
            root,
            count),
        defect(
            "marked-otherwise",
            types().text(rootOpaque + 4 + 14, "z"),
            ErofsRule.WHITEOUTS_MARKS,
            Region.KEY,
            rootMark + 4,
            25),
        defect(
            "marks-of-version-1-in-0",
            types().set(ErofsLayout.HEADER_COMPOSEFS_VERSION, 0, 0),
            ErofsRule.WHITEOUTS_MARKS,
            Region.KEY,
            rootMark + 4,
            25),
        inode("whiteout-with-links", ErofsRule.WHITEOUT_NLINK, "/chr00", NLINK, 2));
  }

  private static Stream<Defect> stubs() {
    ErofsPatch types = types();
    long stub = types.inode("/7f");
    long device = types.inode("/chr");
    ErofsLayout number = ErofsLayout.COMPACT_I_U;
    ErofsLayout nid = ErofsLayout.DIRENT_NID;
    ErofsLayout mode = ErofsLayout.COMPACT_I_MODE;
    return Stream.of(
        defect(
            "device-of-zero",
            types().set(number, device, 0),
            ErofsRule.DEVICE_ZERO,
            nid,
            types.dirent("/chr"),
            device / 32),
        defect(
            "device-of-zero-below",
            types().set(nid, types.dirent("/dir/sub/x"), stub / 32),
            ErofsRule.DEVICE_ZERO,
            nid,
            types.dirent("/dir/sub/x"),
            stub / 32),
        defect(
            "stub-missing",
            types().set(number, stub, 1).text(types.name("/7f"), "7~"),
            ErofsRule.STUB_MISSING,
            ErofsLayout.COMPACT_I_SIZE,
            types.inode("/"),
            0x7f),
        defect(
            "stub-with-two-names",
            types().set(nid, types.dirent("/80"), stub / 32),
            ErofsRule.STUB,
            nid,
            types.dirent("/80"),
            stub / 32),
        inode("stub-mode", ErofsRule.STUB, "/7f", mode, 020600),
        inode("stub-nlink", ErofsRule.STUB, "/7f", NLINK, 2),
        inode("stub-uid", ErofsRule.STUB, "/7f", ErofsLayout.COMPACT_I_UID, 1),
        inode("stub-gid", ErofsRule.STUB, "/7f", ErofsLayout.COMPACT_I_GID, 1));
  }
}
