package io.takecover.dump;

import static io.takecover.rule.Cwe.CWE_1284;
import static io.takecover.rule.Cwe.CWE_190;
import static io.takecover.rule.Cwe.CWE_195;
import static io.takecover.rule.Cwe.CWE_197;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_22;
import static io.takecover.rule.Cwe.CWE_405;
import static io.takecover.rule.Cwe.CWE_407;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_476;
import static io.takecover.rule.Cwe.CWE_626;
import static io.takecover.rule.Cwe.CWE_770;
import static io.takecover.rule.Cwe.CWE_789;
import static io.takecover.rule.Cwe.CWE_835;
import static io.takecover.rule.Cwe.CWE_843;
import static io.takecover.rule.Cwe.CWE_908;
import static io.takecover.rule.Cwe.NONE;
import static io.takecover.rule.Kind.INVALID;
import static io.takecover.rule.Kind.LIMIT;
import static io.takecover.rule.Kind.MALFORMED;
import static io.takecover.rule.Kind.NONCANONICAL;
import static io.takecover.rule.Kind.NOTE;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/**
 * What composefs-dump(5) text must satisfy; what the tree in it must satisfy is in {@code
 * TreeRule}. The C parser is laxer: breaches that it accepts are {@linkplain #isToleratedByC
 * tolerated} by the lenient mode, where they are reported instead.
 */
public enum DumpRule implements Rule {
  ESCAPE(
      "D-001",
      MALFORMED,
      CWE_20,
      "a backslash starts \\\\, \\n, \\r, \\t, or \\x and two hexadecimal digits"),
  EMPTY_FIELD(
      "D-005", INVALID, CWE_436, Mode.TOLERATED, "a payload or a content that is absent is a '-'"),
  RAW_BYTE(
      "D-006",
      MALFORMED,
      CWE_436,
      Mode.TOLERATED,
      "bytes that are not printable ASCII are escaped"),
  RAW_NUL("D-007", MALFORMED, CWE_626, "there is no NUL byte in the text"),
  ESCAPED_NUL("D-008", INVALID, CWE_626, Mode.TOLERATED, "no path, payload or key has a NUL byte"),
  ESCAPED_SLASH(
      "D-010", INVALID, CWE_22, Mode.TOLERATED, "no slash of a path is written as an escape"),
  CANONICAL_TEXT("D-011", NONCANONICAL, NONE, "the text is the one that our writer makes"),
  CARRIAGE_RETURN("D-020", MALFORMED, CWE_436, Mode.TOLERATED, "lines end with LF, not CR LF"),
  LAST_LINE("D-021", MALFORMED, CWE_20, Mode.TOLERATED, "the last line ends with LF too"),
  FIELD_COUNT(
      "D-022", MALFORMED, CWE_20, Mode.TOLERATED, "a line has eleven fields, one space between"),
  TRAILING_SPACE("D-023", MALFORMED, CWE_436, Mode.TOLERATED, "no line ends with a space"),
  XATTR_EMPTY("D-024", MALFORMED, CWE_20, "one space stands before each xattr"),
  EMPTY_LINE("D-025", MALFORMED, CWE_20, "no line and no path is empty"),
  XATTR_PART("D-026", LIMIT, CWE_407, "the xattrs of a line have at most 65535 bytes"),
  EMPTY_TEXT("D-027", MALFORMED, CWE_476, "there is at least one line"),
  LINE_LENGTH("D-028", LIMIT, CWE_770, "a line has at most 1 MiB"),
  ROOT_FIRST("D-030", INVALID, CWE_476, "the first line is that of the root, /"),
  ROOT_TYPE("D-030", INVALID, CWE_843, "the root is a directory and no hard link"),
  ROOT_ONCE("D-030", INVALID, CWE_436, "there is one root"),
  PATH_ABSOLUTE("D-031", INVALID, CWE_22, Mode.TOLERATED, "a path starts with a slash"),
  PATH_SLASHES(
      "D-031", INVALID, CWE_436, Mode.TOLERATED, "no two slashes of a path follow each other"),
  PATH_END("D-031", INVALID, CWE_436, "a path ends with a name"),
  PATH_DOTS("D-031", INVALID, CWE_22, "no name in a path is \".\" or \"..\""),
  NAME_LENGTH("D-031", INVALID, CWE_789, "a name has at most 255 bytes"),
  PATH_LENGTH("D-031", INVALID, CWE_789, Mode.TOLERATED, "a path has at most 4096 bytes"),
  PARENT_MISSING("D-032", INVALID, CWE_476, "an entry stands behind the directory that it is in"),
  PARENT_TYPE("D-032", INVALID, CWE_843, "what an entry is in is a directory"),
  DUPLICATE("D-033", INVALID, CWE_436, "no two lines have the same path"),
  PARENT_LINK("D-036", INVALID, CWE_843, "what an entry is in is no hard link"),
  NUMBER(
      "D-040",
      MALFORMED,
      CWE_20,
      Mode.TOLERATED,
      "a number has decimal digits only, and no leading zero"),
  SIZE_RANGE("D-041", INVALID, CWE_195, "a size is less than 2^63"),
  FILE_SIZE("D-041", INVALID, CWE_190, "a file without content has at most 2^53 bytes"),
  MODE_DIGITS("D-042", MALFORMED, CWE_20, Mode.TOLERATED, "a mode has octal digits only"),
  MODE_RANGE("D-042", INVALID, CWE_197, Mode.TOLERATED, "a mode is at most 177777"),
  MODE_TYPE("D-042", INVALID, CWE_843, "a mode names one of the seven file types"),
  ID_RANGE(
      "D-043",
      INVALID,
      CWE_197,
      Mode.TOLERATED,
      "the link count, the owner and the group are less than 2^32"),
  IGNORED_NUMBER(
      "D-044",
      MALFORMED,
      CWE_20,
      Mode.TOLERATED,
      "group and device number are decimal numbers, whoever the owner is"),
  RDEV_TYPE("D-045", INVALID, CWE_20, Mode.TOLERATED, "only a device has a device number"),
  RDEV_RANGE("D-045", INVALID, CWE_197, Mode.TOLERATED, "a device number is less than 2^32"),
  SECONDS(
      "D-046",
      MALFORMED,
      CWE_195,
      Mode.TOLERATED,
      "seconds are a decimal number from -2^63 to 2^63 - 1, with a dot behind it"),
  NANOSECONDS(
      "D-047",
      MALFORMED,
      CWE_1284,
      Mode.TOLERATED,
      "nanoseconds are a decimal number below 10^9, without a leading zero"),
  LINK_COUNT(
      "D-049",
      INVALID,
      CWE_436,
      Mode.TOLERATED,
      "the link count of a file is the number of its names"),
  CONTENT_AND_PAYLOAD(
      "D-050", INVALID, CWE_436, Mode.TOLERATED, "no file has both content and a payload"),
  EMPTY_FILE_DATA(
      "D-051", INVALID, CWE_436, Mode.TOLERATED, "a file of size 0 has no payload and no digest"),
  CONTENT_SIZE("D-052", INVALID, CWE_1284, "the content is as long as the size says"),
  CONTENT_LENGTH("D-053", LIMIT, CWE_789, "a content has at most 5000 bytes"),
  CONTENT_LARGE("D-053", NOTE, NONE, "a content has at most the recommended 64 bytes"),
  CONTENT_TYPE("D-054", INVALID, CWE_843, Mode.TOLERATED, "only a regular file has content"),
  PAYLOAD_LENGTH("D-055", INVALID, CWE_789, "a backing path has at most 4095 bytes"),
  PAYLOAD_ABSOLUTE(
      "D-055", INVALID, CWE_22, Mode.TOLERATED, "a backing path does not start with a slash"),
  SYMLINK_TARGET("D-056", INVALID, CWE_476, "a symlink has a target of 1 to 4095 bytes"),
  SYMLINK_LONG("D-056", NOTE, NONE, "a symlink's target has at most 1024 bytes"),
  SYMLINK_SIZE(
      "D-057", INVALID, CWE_436, Mode.TOLERATED, "a symlink's size is the length of its target"),
  PAYLOAD_TYPE(
      "D-058",
      INVALID,
      CWE_1284,
      Mode.TOLERATED,
      "only regular files, symlinks and hard links have a payload"),
  DIGEST_LENGTH("D-060", MALFORMED, CWE_20, Mode.TOLERATED, "a digest has no more than 64 digits"),
  DIGEST_SHORT(
      "D-061", MALFORMED, CWE_908, "a digest has 64 hexadecimal digits, or leaves bytes undefined"),
  DIGEST_INLINE("D-062", INVALID, CWE_436, Mode.TOLERATED, "a file with content has no digest"),
  DIGEST_TYPE("D-063", INVALID, CWE_1284, Mode.TOLERATED, "only a regular file has a digest"),
  DIGEST_CASE("D-064", MALFORMED, CWE_20, Mode.TOLERATED, "a digest's letters are lower-case"),
  LINK_PATH("D-070", INVALID, CWE_476, Mode.TOLERATED, "a hard link's payload is an absolute path"),
  LINK_TO_DIRECTORY("D-071", INVALID, CWE_835, "nothing links to a directory"),
  LINK_MODE("D-071", INVALID, CWE_436, Mode.TOLERATED, "a hard link's mode is that of its target"),
  LINK_CYCLE("D-073", INVALID, CWE_835, "no hard link leads to itself"),
  LINK_CHAIN("D-073", INVALID, CWE_436, Mode.TOLERATED, "no hard link leads to a hard link"),
  LINK_MISSING("D-074", INVALID, CWE_476, "what a hard link names is there"),
  LINK_WHITEOUT(
      "D-075", INVALID, CWE_436, Mode.TOLERATED, "nothing links to a device 0:0, a whiteout"),
  LINK_XATTRS(
      "D-076",
      INVALID,
      CWE_436,
      Mode.TOLERATED,
      "a hard link has the xattrs of its target, or none"),
  XATTR_EQUALS("D-080", MALFORMED, CWE_20, "an xattr is a key, an '=' and a value"),
  KEY_LENGTH("D-081", INVALID, CWE_20, "an xattr's key has 1 to 255 bytes"),
  XATTR_SUM(
      "D-082", LIMIT, CWE_405, "the xattrs of an inode fit into 32767 bytes of an EROFS image"),
  KEY_DUPLICATE("D-083", INVALID, CWE_436, Mode.TOLERATED, "no two xattrs have the same key"),
  WHITEOUT_KEY(
      "D-086", NOTE, NONE, "no xattr is user.overlay.whiteout or -s, which a C reader drops");

  /** What the lenient mode makes of a breach. */
  private enum Mode {
    REFUSED,
    TOLERATED
  }

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final Mode mode;
  private final String title;

  DumpRule(String id, Kind kind, Cwe cwe, String title) {
    this(id, kind, cwe, Mode.REFUSED, title);
  }

  DumpRule(String id, Kind kind, Cwe cwe, Mode mode, String title) {
    this.id = id;
    this.kind = kind;
    this.cwe = cwe;
    this.mode = mode;
    this.title = title;
  }

  /**
   * Whether the lenient mode reports a breach instead of refusing it, in those cases in which the C
   * parser accepts it.
   */
  public boolean isToleratedByC() {
    return mode == Mode.TOLERATED;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Cwe cwe() {
    return cwe;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String anchor() {
    return "dump, rule " + id;
  }

  @Override
  public boolean bindsImages() {
    return false;
  }
}
