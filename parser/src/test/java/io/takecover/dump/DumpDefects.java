package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static io.takecover.dump.DumpDefect.ROOT;
import static io.takecover.dump.DumpDefect.file;
import static io.takecover.dump.DumpDefect.under;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A text for each rule that refuses one, and more where a rule has several sides. */
final class DumpDefects {
  static final String DIGEST = "0123456789abcdef".repeat(4);

  /** What a file of five bytes has before its payload. */
  private static final String FIVE = "5 100644 1 0 0 0 0.0 ";

  private DumpDefects() {}

  static List<DumpDefect> all() {
    List<DumpDefect> all = new ArrayList<>();
    Stream.of(escapes(), lines(), paths(), numbers(), data(), digests(), links(), xattrs())
        .forEach(all::addAll);
    return all;
  }

  private static List<DumpDefect> escapes() {
    return List.of(
        under(DumpRule.ESCAPE, "/a§\\q 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\ 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\x 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\x4 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\x4g 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\x+f 0 100644" + PLAIN),
        under(DumpRule.ESCAPE, "/a§\\X41 0 100644" + PLAIN),
        file(DumpRule.ESCAPE, FIVE + "p\\n§\\a - -"),
        file(DumpRule.ESCAPE, FIVE + "- abcd§\\0 -"),
        DumpDefect.xattr(DumpRule.ESCAPE, "user.§\\=x"),
        DumpDefect.xattr(DumpRule.ESCAPE, "user.x=§\\=x"),
        file(DumpRule.EMPTY_FIELD, "0 100644 1 0 0 0 0.0 § - -"),
        file(DumpRule.EMPTY_FIELD, "0 100644 1 0 0 0 0.0 - § -"),
        under(DumpRule.RAW_BYTE, "/a§\u001f 0 100644" + PLAIN),
        under(DumpRule.RAW_BYTE, "/a§\u007f 0 100644" + PLAIN),
        under(DumpRule.RAW_BYTE, "/a§\u0080 0 100644" + PLAIN),
        DumpDefect.xattr(DumpRule.RAW_BYTE, "user.x=§\t"),
        under(DumpRule.RAW_NUL, "/a\u0001§\0 0 100644" + PLAIN),
        under(DumpRule.ESCAPED_NUL, "/a§\\x00b 0 100644" + PLAIN),
        file(DumpRule.ESCAPED_NUL, FIVE + "p§\\x00q - -"),
        under(DumpRule.ESCAPED_NUL, "/l 1 120777 1 0 0 0 0.0 §\\x00a - -\n"),
        DumpDefect.xattr(DumpRule.ESCAPED_NUL, "user.§\\x00=\\x00"),
        under(DumpRule.ESCAPED_SLASH, "/d 0 40755" + PLAIN + "/d§\\x2ff 0 100644" + PLAIN),
        under(DumpRule.ESCAPED_SLASH, "/a 0 100644" + PLAIN + "/§\\x2F 0 100644" + PLAIN));
  }

  private static List<DumpDefect> lines() {
    return List.of(
        file(DumpRule.CARRIAGE_RETURN, "0 100644 1 0 0 0 0.0 - - -§\r"),
        under(DumpRule.LAST_LINE, "/a 0 100644 1 0 0 0 0.0 - - -§"),
        file(DumpRule.FIELD_COUNT, "0 100644 1 0 0 0 0.0 - -§"),
        under(DumpRule.FIELD_COUNT, "/f§\n"),
        file(DumpRule.TRAILING_SPACE, "0 100644 1 0 0 0 0.0 - - -§ "),
        DumpDefect.xattr(DumpRule.TRAILING_SPACE, "user.x=1§ "),
        DumpDefect.xattr(DumpRule.XATTR_EMPTY, "§ user.x=1"),
        DumpDefect.xattr(DumpRule.XATTR_EMPTY, "user.x=1 § user.y=1"),
        DumpDefect.xattr(DumpRule.XATTR_EMPTY, "user.x=1 § "),
        under(DumpRule.EMPTY_LINE, "§\n/a 0 100644" + PLAIN),
        under(DumpRule.EMPTY_LINE, "§ 0 100644" + PLAIN),
        new DumpDefect(DumpRule.EMPTY_TEXT, "§"),
        DumpDefect.xattr(DumpRule.XATTR_PART, "§user.x=" + "y".repeat(65_529)),
        under(DumpRule.LINE_LENGTH, "§/" + "y".repeat(1 << 20) + "\n"));
  }

  private static List<DumpDefect> paths() {
    String long255 = "n".repeat(255);
    return List.of(
        new DumpDefect(DumpRule.ROOT_FIRST, "§/a 0 40755" + PLAIN),
        new DumpDefect(DumpRule.ROOT_FIRST, "§a 0 40755" + PLAIN),
        new DumpDefect(DumpRule.ROOT_TYPE, "/ 0 §100644" + PLAIN),
        new DumpDefect(DumpRule.ROOT_TYPE, "/ 0 §@40755" + PLAIN),
        under(DumpRule.ROOT_ONCE, "/a 0 100644" + PLAIN + "§/ 0 40755" + PLAIN),
        under(DumpRule.PATH_ABSOLUTE, "§a 0 100644" + PLAIN),
        under(DumpRule.PATH_SLASHES, "§//a 0 100644" + PLAIN),
        under(DumpRule.PATH_SLASHES, "/d 0 40755" + PLAIN + "§/d//a 0 100644" + PLAIN),
        under(DumpRule.PATH_END, "§// 0 100644" + PLAIN),
        under(DumpRule.PATH_END, "/d 0 40755" + PLAIN + "§/d/ 0 100644" + PLAIN),
        under(
            DumpRule.PATH_END,
            "/d 0 40755" + PLAIN + "/d/a 0 100644" + PLAIN + "§/d/ 0 100644" + PLAIN),
        under(DumpRule.PATH_DOTS, "§/. 0 40755" + PLAIN),
        under(DumpRule.PATH_DOTS, "§/.. 0 40755" + PLAIN),
        under(DumpRule.PATH_DOTS, "/d 0 40755" + PLAIN + "§/d/../x 0 40755" + PLAIN),
        under(DumpRule.PATH_DOTS, "/a 0 40755" + PLAIN + "§/.\\x2e 0 40755" + PLAIN),
        under(DumpRule.NAME_LENGTH, "§/n" + long255 + " 0 100644" + PLAIN),
        under(
            DumpRule.NAME_LENGTH,
            "/" + long255 + " 0 100644" + PLAIN + "§/" + long255 + "n 0 100644" + PLAIN),
        new DumpDefect(DumpRule.PATH_LENGTH, chain(16, 240, "§", "n".repeat(240))),
        under(DumpRule.PARENT_MISSING, "§/d/a 0 100644" + PLAIN + "/d 0 40755" + PLAIN),
        under(DumpRule.PARENT_TYPE, "/a 0 100644" + PLAIN + "§/a/b 0 100644" + PLAIN),
        under(DumpRule.DUPLICATE, "/a 0 100644" + PLAIN + "§/a 0 40755" + PLAIN),
        under(DumpRule.DUPLICATE, "/a 0 100644" + PLAIN + "§/\\x61 0 100644" + PLAIN),
        under(
            DumpRule.PARENT_LINK,
            "/a 0 100644" + PLAIN + link("/b", "/a") + "§/b/c 0 100644" + PLAIN));
  }

  private static List<DumpDefect> numbers() {
    return List.of(
        file(DumpRule.NUMBER, "§ 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "§00 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "§+5 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "§-1 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "0§x0 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "0 100644 1§, 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "0 100644 §- 0 0 0 0.0 - - -"),
        file(DumpRule.NUMBER, "0 100644 1 1§: 0 0 0.0 - - -"),
        file(DumpRule.SIZE_RANGE, "§9223372036854775808 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.SIZE_RANGE, "§99999999999999999999999 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.FILE_SIZE, "§9007199254740993 100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 644§x 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 10064§8 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 100644§@ 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 @§@100644 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 §-1 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_DIGITS, "0 § 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_RANGE, "0 §300644 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_RANGE, "0 §7777777777777777777777777 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_TYPE, "0 §0 1 0 0 0 0.0 - - -"),
        file(DumpRule.MODE_TYPE, "0 §170644 1 0 0 0 0.0 - - -"),
        file(DumpRule.ID_RANGE, "0 100644 §4294967296 0 0 0 0.0 - - -"),
        file(DumpRule.ID_RANGE, "0 100644 1 §4294967296 0 0 0.0 - - -"),
        file(DumpRule.ID_RANGE, "0 100644 1 0 §4294967296 0 0.0 - - -"),
        file(DumpRule.IGNORED_NUMBER, "0 100644 1 5 §x 0 0.0 - - -"),
        file(DumpRule.IGNORED_NUMBER, "0 100644 1 0 §01 0 0.0 - - -"),
        file(DumpRule.IGNORED_NUMBER, "0 100644 1 5 0 0§x 0.0 - - -"),
        file(DumpRule.RDEV_TYPE, "0 100644 1 0 0 §1 0.0 - - -"),
        file(DumpRule.RDEV_RANGE, "0 20644 1 0 0 §4294967296 0.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 1§ - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §-0.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §01.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 -§01.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §9223372036854775808.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §-9223372036854775809.0 - - -"),
        file(DumpRule.SECONDS, "0 100644 1 0 0 0 §-99999999999999999999.0 - - -"),
        file(DumpRule.NANOSECONDS, "0 100644 1 0 0 0 0.§ - - -"),
        file(DumpRule.NANOSECONDS, "0 100644 1 0 0 0 0.§05 - - -"),
        file(DumpRule.NANOSECONDS, "0 100644 1 0 0 0 0.0§.0 - - -"),
        file(DumpRule.NANOSECONDS, "0 100644 1 0 0 0 0.§-5 - - -"),
        file(DumpRule.NANOSECONDS, "0 100644 1 0 0 0 0.§1000000000 - - -"),
        file(DumpRule.LINK_COUNT, "0 100644 §0 0 0 0 0.0 - - -"),
        file(DumpRule.LINK_COUNT, "0 100644 §2 0 0 0 0.0 - - -"),
        under(DumpRule.LINK_COUNT, "/a 0 100644 §1 0 0 0 0.0 - - -\n" + link("/b", "/a")));
  }

  private static List<DumpDefect> data() {
    String longPath = "p".repeat(4096);
    return List.of(
        file(DumpRule.CONTENT_AND_PAYLOAD, FIVE + "§p abcde -"),
        file(DumpRule.EMPTY_FILE_DATA, "0 100644 1 0 0 0 0.0 §p - -"),
        file(DumpRule.EMPTY_FILE_DATA, "0 100644 1 0 0 0 0.0 - - §" + DIGEST),
        file(DumpRule.CONTENT_SIZE, FIVE + "- §abcd -"),
        file(DumpRule.CONTENT_SIZE, FIVE + "- §abc\\x00\\\\\\n -"),
        file(DumpRule.CONTENT_LENGTH, "5001 100644 1 0 0 0 0.0 - §" + "c".repeat(5001) + " -"),
        under(DumpRule.CONTENT_TYPE, "/d 5 40755 1 0 0 0 0.0 - §abcde -\n"),
        under(DumpRule.CONTENT_TYPE, "/l 5 120777 1 0 0 0 0.0 abcde §abcde -\n"),
        file(DumpRule.PAYLOAD_LENGTH, FIVE + "§" + longPath + " - -"),
        file(DumpRule.PAYLOAD_ABSOLUTE, FIVE + "§/p - -"),
        under(DumpRule.SYMLINK_TARGET, "/l 0 120777 1 0 0 0 0.0 §- - -\n"),
        under(DumpRule.SYMLINK_TARGET, "/l 4096 120777 1 0 0 0 0.0 §" + longPath + " - -\n"),
        under(DumpRule.SYMLINK_SIZE, "/l §4 120777 1 0 0 0 0.0 abc - -\n"),
        under(DumpRule.SYMLINK_SIZE, "/l §0 120777 1 0 0 0 0.0 abc - -\n"),
        under(DumpRule.PAYLOAD_TYPE, "/d 0 40755 1 0 0 0 0.0 §p - -\n"),
        under(DumpRule.PAYLOAD_TYPE, "/d 0 10755 1 0 0 0 0.0 §" + longPath + " - -\n"));
  }

  private static List<DumpDefect> digests() {
    return List.of(
        file(DumpRule.DIGEST_LENGTH, FIVE + "p - " + DIGEST + "§0"),
        file(DumpRule.DIGEST_SHORT, FIVE + "p - " + DIGEST.substring(1) + "§"),
        file(DumpRule.DIGEST_SHORT, FIVE + "p - §"),
        file(DumpRule.DIGEST_SHORT, FIVE + "p - abcd§g" + DIGEST),
        file(DumpRule.DIGEST_SHORT, FIVE + "p - §\\x30" + DIGEST),
        file(DumpRule.DIGEST_INLINE, FIVE + "- abcde §" + DIGEST),
        under(DumpRule.DIGEST_TYPE, "/d 0 40755 1 0 0 0 0.0 - - §" + DIGEST + "\n"),
        under(DumpRule.DIGEST_TYPE, "/l 1 120777 1 0 0 0 0.0 x - §" + DIGEST + "\n"),
        file(DumpRule.DIGEST_CASE, FIVE + "p - 01§A3" + DIGEST.substring(4)));
  }

  private static List<DumpDefect> links() {
    String a = "/a 0 100644 2 0 0 0 0.0 - - -\n";
    String x = "/a 0 100644 2 0 0 0 0.0 - - - user.x=1\n";
    return List.of(
        under(DumpRule.LINK_PATH, a + link("/b", "§-")),
        under(DumpRule.LINK_PATH, a + link("/b", "§")),
        under(DumpRule.LINK_PATH, a + link("/b", "§a")),
        under(DumpRule.LINK_TO_DIRECTORY, "/d 0 40755" + PLAIN + link("/b", "§/d")),
        under(DumpRule.LINK_TO_DIRECTORY, link("/b", "§/")),
        under(
            DumpRule.LINK_TO_DIRECTORY, "/d 0 40755" + PLAIN + "/b 0 §@40755 2 0 0 0 0.0 /d - -\n"),
        under(DumpRule.LINK_MODE, a + "/b 0 §@100755 2 0 0 0 0.0 /a - -\n"),
        under(DumpRule.LINK_CYCLE, link("/b", "§/b")),
        under(DumpRule.LINK_CHAIN, a + link("/b", "§/c") + link("/c", "/a")),
        under(DumpRule.LINK_MISSING, a + link("/b", "§/x")),
        under(DumpRule.LINK_MISSING, a + link("/b", "§/a/x")),
        under(DumpRule.LINK_MISSING, a + link("/b", "§//a")),
        under(DumpRule.LINK_MISSING, a + link("/b", "§/a/")),
        under(
            DumpRule.LINK_WHITEOUT,
            "/w 0 20644 2 0 0 0 0.0 - - -\n/v 0 @20644 2 0 0 0 0.0 §/w - -\n"),
        under(DumpRule.LINK_XATTRS, x + "/b 0 @100644 2 0 0 0 0.0 /a - - §user.x=2\n"),
        under(DumpRule.LINK_XATTRS, x + "/b 0 @100644 2 0 0 0 0.0 /a - - §user.y=1\n"),
        under(DumpRule.LINK_XATTRS, a + "/b 0 @100644 2 0 0 0 0.0 /a - - §user.x=1\n"),
        under(DumpRule.NUMBER, a + "/b 0 @100644 §- - - - 0.0 /a - -\n"),
        under(DumpRule.EMPTY_FIELD, a + "/b 0 @100644 2 0 0 0 0.0 /a § -\n"),
        under(DumpRule.DIGEST_SHORT, a + "/b 0 @100644 2 0 0 0 0.0 /a - §g\n"),
        under(DumpRule.TRAILING_SPACE, a + "/b 0 @100644 2 0 0 0 0.0 /a - -§ \n"));
  }

  private static List<DumpDefect> xattrs() {
    return List.of(
        DumpDefect.xattr(DumpRule.XATTR_EQUALS, "§user.x"),
        DumpDefect.xattr(DumpRule.XATTR_EQUALS, "user.x=1 §user.y\\x3d"),
        DumpDefect.xattr(DumpRule.KEY_LENGTH, "§=1"),
        DumpDefect.xattr(DumpRule.KEY_LENGTH, "§user." + "k".repeat(251) + "="),
        DumpDefect.xattr(DumpRule.XATTR_SUM, "§user.x=" + "y".repeat(32_743)),
        DumpDefect.xattr(DumpRule.XATTR_SUM, "§user.x= user.y=" + "y".repeat(32_730)),
        DumpDefect.xattr(DumpRule.KEY_DUPLICATE, "user.x=1 user.a= §user.\\x78=1"));
  }

  /** A hard link to an empty file. */
  static String link(String path, String target) {
    return path + " 0 @100644 2 0 0 0 0.0 " + target + " - -\n";
  }

  /** The root, directories inside each other, and a file in the last, with a prefix to its line. */
  static String chain(int levels, int nameLength, String prefix, String name) {
    StringBuilder text = new StringBuilder(ROOT);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      path.append('/').append("d".repeat(nameLength));
      text.append(path).append(" 0 40755").append(PLAIN);
    }
    return text.append(prefix)
        .append(path)
        .append('/')
        .append(name)
        .append(" 0 100644" + PLAIN)
        .toString();
  }
}
