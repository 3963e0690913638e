package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static io.takecover.dump.DumpDefect.ROOT;
import static io.takecover.dump.DumpDefects.DIGEST;
import static io.takecover.dump.DumpDefects.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.takecover.DumpVerdict;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the lenient mode makes of a text that the C parser accepts: the tree that it makes of it.
 */
class DumpLenientTest {
  private static final String A = "/a 0 100644" + PLAIN;
  private static final String A2 = "/a 0 100644 2 0 0 0 0.0 - - -\n";
  private static final String D = "/d 0 40755 2 0 0 0 0.0 - - -\n";
  private static final String ROOT3 = ROOT.replace("40755 2", "40755 3");

  /** The rule that is tolerated, the lines behind the root, and the lines of the tree. */
  static Stream<Arguments> tolerated() {
    return Stream.of(textual(), paths(), numbers(), data(), links()).flatMap(part -> part);
  }

  private static Stream<Arguments> textual() {
    return Stream.of(
        arguments(DumpRule.EMPTY_FIELD, "/a 0 100644 1 0 0 0 0.0   -\n", A),
        arguments(DumpRule.EMPTY_FIELD, "/a 7 100644 1 0 0 0 0.0  - -\n", five("7", "-", "-")),
        arguments(
            DumpRule.RAW_BYTE, "/\u00ff\u0001 0 100644" + PLAIN, "/\\xff\\x01" + A.substring(2)),
        arguments(DumpRule.ESCAPED_NUL, "/a\\x00b 0 100644" + PLAIN, A),
        arguments(DumpRule.ESCAPED_NUL, five("1", "p\\x00q", "-"), five("1", "p", "-")),
        arguments(DumpRule.ESCAPED_NUL, x("user.x\\x00y=1\\x00"), x("user.x=1\\x00")),
        arguments(
            DumpRule.ESCAPED_SLASH, D + "/d\\x2fa" + A.substring(2), D + "/d/a" + A.substring(2)),
        arguments(
            DumpRule.ESCAPED_SLASH,
            D + "/d/b" + A.substring(2) + "/d\\x2f/a" + A.substring(2),
            D + "/d/a" + A.substring(2) + "/d/b" + A.substring(2)),
        arguments(DumpRule.CARRIAGE_RETURN, x("user.x=1\r"), x("user.x=1\\r")),
        arguments(DumpRule.LAST_LINE, A.stripTrailing(), A),
        arguments(DumpRule.FIELD_COUNT, "/a 0 100644 1 0 0 0 0.0\n", A),
        arguments(DumpRule.TRAILING_SPACE, "/a 0 100644 1 0 0 0 0.0 - - - \n", A),
        arguments(DumpRule.TRAILING_SPACE, x("user.x=1 "), x("user.x=1")));
  }

  private static Stream<Arguments> paths() {
    String deep = DumpDefects.chain(16, 240, "", "n".repeat(240)).substring(ROOT.length());
    String counted = deep.replace("40755 1 ", "40755 3 ");
    int last = counted.lastIndexOf("40755 3 ");
    return Stream.of(
        arguments(DumpRule.PATH_ABSOLUTE, "a 0 100644" + PLAIN, A),
        arguments(DumpRule.PATH_ABSOLUTE, D + "d/a" + A.substring(2), D + "/d/a" + A.substring(2)),
        arguments(DumpRule.PATH_SLASHES, "//a 0 100644" + PLAIN, A),
        arguments(
            DumpRule.PATH_SLASHES, D + "///d//a" + A.substring(2), D + "/d/a" + A.substring(2)),
        arguments(
            DumpRule.PATH_LENGTH,
            deep,
            counted.substring(0, last) + "40755 2 " + counted.substring(last + 8)));
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        arguments(DumpRule.NUMBER, "/a +5 100644 1 0 0 0 0.0 - - -\n", five("5", "-", "-")),
        arguments(DumpRule.NUMBER, "/a \t05 100644 1 0 0 0 0.0 - - -\n", five("5", "-", "-")),
        arguments(
            DumpRule.NUMBER,
            "/a 0 100644 1 -1 -18446744073709551614 0 0.0 - - -\n"
                .replace(" -1 ", " -18446744073709551609 "),
            "/a 0 100644 1 7 2 0 0.0 - - -\n"),
        arguments(
            DumpRule.NUMBER,
            "/a 0 100644 1 -18446744073709551615 -18446744073709551610 0 0.0 - - -\n",
            "/a 0 100644 1 1 6 0 0.0 - - -\n"),
        arguments(DumpRule.MODE_DIGITS, "/a 0 +100644" + PLAIN, A),
        arguments(DumpRule.MODE_RANGE, "/a 0 40000100644" + PLAIN, A),
        arguments(
            DumpRule.ID_RANGE,
            "/a 0 100644 4294967297 4294967296 4294967301 0 0.0 - - -\n",
            "/a 0 100644 1 0 5 0 0.0 - - -\n"),
        arguments(
            DumpRule.IGNORED_NUMBER,
            "/a 0 100644 1 7 x  0.0 - - -\n",
            "/a 0 100644 1 7 0 0 0.0 - - -\n"),
        arguments(
            DumpRule.IGNORED_NUMBER,
            "/a 0 100644 1 0 07 0 0.0 - - -\n",
            "/a 0 100644 1 0 7 0 0.0 - - -\n"),
        arguments(DumpRule.RDEV_TYPE, "/a 0 100644 1 0 0 9 0.0 - - -\n", A),
        arguments(
            DumpRule.RDEV_RANGE,
            "/a 0 20644 1 0 0 4294967301 0.0 - - -\n",
            "/a 0 20644 1 0 0 5 0.0 - - -\n"),
        arguments(DumpRule.SECONDS, time("18446744073709551615.0"), time("-1.0")),
        arguments(DumpRule.SECONDS, time("99999999999999999999.0"), time("-1.0")),
        arguments(DumpRule.SECONDS, time("-99999999999999999999.0"), time("-1.0")),
        arguments(DumpRule.SECONDS, time("-9223372036854775809.0"), time("9223372036854775807.0")),
        arguments(DumpRule.SECONDS, time("-0.0"), time("0.0")),
        arguments(DumpRule.SECONDS, time("+7.0"), time("7.0")),
        arguments(DumpRule.NANOSECONDS, time("0.05"), time("0.5")),
        arguments(DumpRule.NANOSECONDS, time("0.4294967301"), time("0.5")),
        arguments(DumpRule.LINK_COUNT, A2, A2));
  }

  private static Stream<Arguments> data() {
    String link = "/l 1 120777 1 0 0 0 0.0 x - -\n";
    return Stream.of(
        arguments(DumpRule.CONTENT_AND_PAYLOAD, five("2", "p", "cc"), five("2", "-", "cc")),
        arguments(DumpRule.EMPTY_FILE_DATA, five("0", "p", "-"), five("0", "-", "-")),
        arguments(DumpRule.EMPTY_FILE_DATA, digest(five("0", "-", "-"), "zz"), five("0", "-", "-")),
        arguments(DumpRule.CONTENT_TYPE, link.replace("x - -", "x y -"), link),
        arguments(DumpRule.PAYLOAD_ABSOLUTE, five("2", "//p/q", "-"), five("2", "p/q", "-")),
        arguments(DumpRule.SYMLINK_SIZE, "/l 77 120777 1 0 0 0 0.0 x - -\n", link),
        arguments(DumpRule.PAYLOAD_TYPE, "/d 0 40755 2 0 0 0 0.0 p - -\n", D),
        arguments(
            DumpRule.DIGEST_LENGTH,
            digest(five("1", "p", "-"), DIGEST + "zz"),
            digest(five("1", "p", "-"), DIGEST)),
        arguments(
            DumpRule.DIGEST_LENGTH,
            digest(five("1", "p", "-"), "\\x30" + DIGEST.substring(1) + "\\n"),
            digest(five("1", "p", "-"), DIGEST)),
        arguments(DumpRule.DIGEST_INLINE, digest(five("1", "-", "c"), "zz"), five("1", "-", "c")),
        arguments(DumpRule.DIGEST_TYPE, digest(link, "zz"), link),
        arguments(
            DumpRule.DIGEST_CASE,
            digest(five("1", "p", "-"), DIGEST.toUpperCase(java.util.Locale.ROOT)),
            digest(five("1", "p", "-"), DIGEST)),
        arguments(DumpRule.KEY_DUPLICATE, x("user.x=1 user.a=2 user.x=3"), x("user.a=2 user.x=3")));
  }

  private static Stream<Arguments> links() {
    String b = link("/b", "/a");
    String a3 = A2.replace("100644 2", "100644 3");
    String w = "/w 0 20644 2 0 0 0 0.0 - - -\n";
    return Stream.of(
        arguments(DumpRule.LINK_PATH, A2 + link("/b", "a"), A2 + b),
        arguments(DumpRule.FIELD_COUNT, A2 + "/b - @100644 - - - - 0.0 /a\n", A2 + b),
        arguments(DumpRule.LINK_MODE, A2 + "/b 0 @120000 - - - - 0.0 //a/ - -\n", A2 + b),
        arguments(
            DumpRule.LINK_CHAIN,
            link("/c", "/b") + link("/b", "/a") + a3,
            a3
                + b.replace("100644 2", "100644 3")
                + link("/c", "/a").replace("100644 2", "100644 3")),
        arguments(
            DumpRule.LINK_WHITEOUT,
            w + "/v 0 @20644 2 0 0 0 0.0 /w - -\n",
            "/v 0 @20644 2 0 0 0 0.0 /w - -\n" + w));
  }

  private static String five(String size, String payload, String content) {
    return "/a " + size + " 100644 1 0 0 0 0.0 " + payload + " " + content + " -\n";
  }

  private static String digest(String line, String digest) {
    return line.substring(0, line.length() - 2) + digest + "\n";
  }

  private static String x(String xattrs) {
    return "/a 0 100644 1 0 0 0 0.0 - - - " + xattrs + "\n";
  }

  private static String time(String time) {
    return "/a 0 100644 1 0 0 0 " + time + " - - -\n";
  }

  @ParameterizedTest
  @MethodSource("tolerated")
  void treeIsThatOfTheParserOfC(DumpRule rule, String lines, String expected) throws Exception {
    assertThat(DumpReaderTest.rejected(ROOT + lines, false).rule()).isInstanceOf(DumpRule.class);
    DumpVerdict.Accepted accepted = DumpReaderTest.accepted(ROOT + lines, true);
    assertThat(accepted.notes()).extracting(Violation::rule).contains(rule);
    String root = expected.contains(" 40755 ") ? ROOT3 : ROOT;
    assertThat(DumpReaderTest.print(accepted.image())).isEqualTo(root + expected);
  }

  /** Of a field that is there and has nothing in it no more is said than that. */
  static Stream<Arguments> empty() {
    DumpRule empty = DumpRule.EMPTY_FIELD;
    String longest = "p".repeat(4095);
    return Stream.of(
        arguments(five("1", "", "c"), List.of(empty)),
        arguments(five("0", "", ""), List.of(empty)),
        arguments(five("0", "p", ""), List.of(empty, DumpRule.EMPTY_FILE_DATA)),
        arguments("/l 0 120777 1 0 0 0 0.0 x  -\n", List.of(empty, DumpRule.SYMLINK_SIZE)),
        arguments("/p 0 10644 1 0 0 0 0.0   -\n", List.of(empty)),
        arguments("/p 0 10644 1 0 0 0 0.0 " + longest + " - -\n", List.of(DumpRule.PAYLOAD_TYPE)));
  }

  @ParameterizedTest
  @MethodSource("empty")
  void emptyFieldsAreNotedOnce(String line, List<DumpRule> rules) {
    assertThat(DumpReaderTest.accepted(ROOT + line, true).notes())
        .extracting(Violation::rule)
        .isEqualTo(rules);
  }

  /** {@code strtoull} takes each kind of white space. */
  @Test
  void spaceBeforeANumberIsTold() {
    for (String space : new String[] {"\t", "\u000b", "\f", "\r"}) {
      String text = ROOT + "/a 0 100644 " + space + "1 0 0 0 0.0 - - -\n";
      assertThat(DumpReaderTest.accepted(text, true).notes())
          .filteredOn(note -> note.rule() == DumpRule.NUMBER)
          .extracting(Violation::offset)
          .containsExactly((long) text.indexOf(space));
    }
  }

  @Test
  void escapedDigestsAreReadEachForItself() throws Exception {
    String first = "\\x31" + DIGEST.substring(1);
    String second = "\\x32" + DIGEST.substring(1);
    String one = digest(five("1", "p", "-"), first);
    String lines = one + digest(five("1", "q", "-"), second).replace("/a", "/b");
    assertThat(DumpReaderTest.print(DumpReaderTest.accepted(ROOT + lines, true).image()))
        .isEqualTo(ROOT + lines.replace("\\x31", "1").replace("\\x32", "2"));
  }

  /** Nothing is looked for behind the end of a text that has no last LF. */
  @Test
  void textThatEndsInTheMiddle() {
    for (String xattr : new String[] {"user.x=§\\", "user.x=§\\x", "user.x=§\\x4"}) {
      String text = ROOT + "/a 0 100644 1 0 0 0 0.0 - - - " + xattr;
      Violation violation = DumpReaderTest.rejected(text.replace("§", ""), true);
      assertThat(violation.rule()).isEqualTo(DumpRule.ESCAPE);
      assertThat(violation.offset()).isEqualTo(text.indexOf('§'));
    }
    String deep = ROOT + "/directory 0 40755" + PLAIN + "/directory/a 0 100644" + PLAIN + "/x";
    assertThat(DumpReaderTest.rejected(deep, true).rule()).isEqualTo(DumpRule.MODE_DIGITS);
  }

  @Test
  void everyToleratedRuleIsTestedButOne() {
    Set<DumpRule> tolerated =
        Arrays.stream(DumpRule.values())
            .filter(DumpRule::isToleratedByC)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DumpRule.class)));
    tolerated().forEach(arguments -> tolerated.remove(arguments.get()[0]));
    // The xattrs of a hard link are not even read then, so there is nothing to tell.
    assertThat(tolerated).containsExactly(DumpRule.LINK_XATTRS);
    String links = A2 + "/b 0 @100644 2 0 0 0 0.0 /a - -  = =\n";
    assertThat(DumpReaderTest.accepted(ROOT + links, true).notes()).isEmpty();
  }

  @Test
  void rootMayBeEscaped() throws Exception {
    for (String root : new String[] {"\\x2f", "/\\x00abc"}) {
      String text = root + ROOT.substring(1) + A;
      assertThat(DumpReaderTest.print(DumpReaderTest.accepted(text, true).image()))
          .isEqualTo(ROOT + A);
    }
    Violation second = DumpReaderTest.rejected(ROOT + "\\x2f" + ROOT.substring(1), true);
    assertThat(second.rule()).isEqualTo(DumpRule.ROOT_ONCE);
  }

  /** What would come of these no image can hold. */
  @Test
  void someThingsAreRefusedAllTheSame() {
    String undefined = digest(five("1", "p", "-"), "abcd");
    assertThat(DumpReaderTest.rejected(ROOT + undefined, true).rule())
        .isEqualTo(DumpRule.DIGEST_SHORT);
    String missing = "/a 5 100644 1 0 0 0 0.0 p -\n";
    assertThat(DumpReaderTest.rejected(ROOT + missing, true).rule())
        .isEqualTo(DumpRule.DIGEST_SHORT);
    assertThat(DumpReaderTest.rejected(ROOT + five("-1", "-", "-"), true).rule())
        .isEqualTo(DumpRule.SIZE_RANGE);
    String nanoseconds = ROOT + time("0.1000000000");
    Violation violation = DumpReaderTest.rejected(nanoseconds, true);
    assertThat(violation.rule()).isEqualTo(DumpRule.NANOSECONDS);
    assertThat(violation.offset()).isEqualTo(nanoseconds.indexOf("1000000000"));
    assertThat(DumpReaderTest.rejected(ROOT + x("x=1"), true).rule())
        .isEqualTo(TreeRule.KEY_NAMESPACE);
    assertThat(DumpReaderTest.rejected(ROOT + A + link("/b", "/a"), true).rule())
        .isEqualTo(TreeRule.NLINK_BELOW_NAMES);
  }

  @Test
  void cyclesOfLinksEnd() {
    String cycle = link("/a", "/b") + link("/b", "/c") + link("/c", "/b");
    Violation violation = DumpReaderTest.rejected(ROOT + cycle, true);
    assertThat(violation.rule()).isEqualTo(DumpRule.LINK_CYCLE);
    assertThat(violation.offset()).isEqualTo(ROOT.length() + cycle.indexOf("/b -"));
  }

  @Test
  void pathThatIsCutShortIsNoDirectory() {
    String text = ROOT + D + "/d/b\\x00/c" + A.substring(2) + "/d/b\\x00/d" + A.substring(2);
    assertThat(DumpReaderTest.rejected(text, true).rule()).isEqualTo(DumpRule.DUPLICATE);
  }
}
