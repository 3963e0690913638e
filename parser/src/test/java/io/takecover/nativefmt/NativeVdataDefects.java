package io.takecover.nativefmt;

import static io.takecover.nativefmt.NativeLayout.DIRENT_INODE_NUM;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_MODE;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.rule.Violation;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Images put together by hand that no writer lays out so. */
final class NativeVdataDefects {
  private static final String XATTRS = RawImage.xattrs("user.a", "1");

  /** Absolute offset of vdata in an image of a root and a file. */
  private static final long VDATA = 128 + 2 * 96;

  private NativeVdataDefects() {}

  static Stream<Defect> all() {
    return Stream.concat(layouts(), numbers());
  }

  /** In each, the root's 17 bytes of entries come first. */
  static Stream<Defect> layouts() {
    return Stream.of(
        layout(
            "xattrs-misaligned",
            raw -> raw.xattrs(1, raw.append(XATTRS)).file(1, raw.append("p")),
            NativeRule.XATTR_CHUNK_ALIGNMENT,
            17,
            17),
        layout(
            "four-bytes-of-padding",
            raw -> {
              raw.file(1, raw.append("abc"));
              raw.append("\0\0\0\0");
              raw.xattrs(1, raw.align(XATTRS));
            },
            NativeRule.VDATA_GAP,
            20,
            4),
        layout(
            "padding-before-a-path",
            raw -> raw.file(1, raw.align("path")),
            NativeRule.VDATA_GAP,
            17,
            3),
        layout(
            "padding-before-a-digest",
            raw -> raw.digest(1, raw.align("D".repeat(32))).file(1, raw.append("p")),
            NativeRule.VDATA_GAP,
            17,
            3),
        layout(
            "padding-before-misaligned-xattrs",
            raw -> {
              raw.append("\0");
              raw.xattrs(1, raw.append(XATTRS)).file(1, raw.append("p"));
            },
            NativeRule.VDATA_GAP,
            17,
            1),
        layout(
            "path-inside-xattrs",
            raw -> {
              RawImage.Chunk xattrs = raw.align(XATTRS);
              raw.xattrs(1, xattrs);
              raw.file(1, new RawImage.Chunk(xattrs.at() + 6, 6));
            },
            NativeRule.VDATA_OVERLAP,
            26,
            20),
        layout(
            "path-from-entries-into-nothing",
            raw -> {
              raw.append("p");
              raw.file(1, new RawImage.Chunk(16, 2));
            },
            NativeRule.VDATA_OVERLAP,
            16,
            0));
  }

  private static Defect layout(
      String name, Consumer<RawImage> edit, NativeRule rule, long at, long found) {
    RawImage raw = new RawImage(2).directory(0, Dirent.file("a", 1));
    edit.accept(raw);
    return new Defect(name, raw.bytes(), new Violation(rule, VDATA + at, "vdata", found));
  }

  static Stream<Defect> numbers() {
    RawImage files = new RawImage(3).directory(0, Dirent.file("a", 2), Dirent.file("b", 1));
    files.file(1, files.append("1")).file(2, files.append("2"));
    RawImage directories =
        new RawImage(3).directory(0, Dirent.directory("a", 2), Dirent.directory("b", 1));
    directories.directory(1).directory(2);
    return Stream.of(
        numbered("files-numbered-against-their-names", files, INODE_ST_MODE, Patch.inodeAt(2), 2),
        numbered(
            "directories-numbered-against-their-names",
            directories,
            DIRENT_INODE_NUM,
            128 + 3 * 96 + 4,
            2));
  }

  private static Defect numbered(
      String name, RawImage raw, NativeLayout field, long structAt, long found) {
    return new Defect(
        name,
        raw.bytes(),
        new Violation(NativeRule.NUMBERING, structAt + field.offset(), field.path(), found));
  }
}
