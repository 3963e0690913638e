package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule refuses what breaks it, and says where. */
class DumpRuleTest {
  static List<DumpDefect> defects() {
    return DumpDefects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsRefused(DumpDefect defect) {
    DumpVerdict verdict = Composefs.readDump(defect.bytes(), Limits.DEFAULT, false);
    assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
    Violation first = ((DumpVerdict.Rejected) verdict).first();
    assertThat(first.rule()).isEqualTo(defect.rule());
    assertThat(first.offset()).isEqualTo(defect.offset());
  }

  /**
   * What is not tolerated is refused in both modes, and the lenient one says what it tolerates.
   * Where the C parser does not look at all, at the fields of a hard link, or sees something else,
   * behind an escape in a digest, there is nothing to say.
   */
  @ParameterizedTest
  @MethodSource("defects")
  void lenientModeRefusesWhatTheParserOfCRefuses(DumpDefect defect) {
    DumpVerdict verdict = Composefs.readDump(defect.bytes(), Limits.DEFAULT, true);
    if (verdict instanceof DumpVerdict.Accepted accepted) {
      boolean unseen = defect.text().contains("@") || defect.text().contains("\u00a7\\x30");
      assertThat(accepted.notes())
          .filteredOn(note -> note.rule() == defect.rule() && note.offset() == defect.offset())
          .hasSizeGreaterThanOrEqualTo(unseen ? 0 : 1);
    } else if (!defect.rule().isToleratedByC()) {
      Violation first = ((DumpVerdict.Rejected) verdict).first();
      assertThat(first.rule()).isEqualTo(defect.rule());
      assertThat(first.offset()).isEqualTo(defect.offset());
    }
  }

  /** What is too long or too short is told with its length, and xattrs with their number. */
  static Stream<Arguments> lengths() {
    String a = "/a 0 100644 3 0 0 0 0.0 - - - user.x=1\n";
    return Stream.of(
        arguments(DumpRule.DIGEST_SHORT, five("p - abcd"), 4),
        arguments(DumpRule.DIGEST_LENGTH, five("p - " + DumpDefects.DIGEST + "00"), 66),
        arguments(DumpRule.LINE_LENGTH, "/" + "y".repeat(1 << 20) + "\n", 1 + (1 << 20)),
        arguments(DumpRule.LAST_LINE, "/a 0 100644 1 0 0 0 0.0 - - -", 29),
        arguments(DumpRule.DUPLICATE, "/abc 0 100644" + PLAIN + "/abc 0 100644" + PLAIN, 4),
        arguments(DumpRule.LINK_MISSING, DumpDefects.link("/b", "/abcd"), 5),
        arguments(DumpRule.LINK_CYCLE, DumpDefects.link("/bcd", "/bcd"), 4),
        arguments(
            DumpRule.LINK_CHAIN,
            a + DumpDefects.link("/b", "/cde") + DumpDefects.link("/cde", "/a"),
            4),
        arguments(
            DumpRule.LINK_XATTRS, a + "/b 0 @100644 3 0 0 0 0.0 /a - - user.x=1 user.y=\n", 2),
        arguments(DumpRule.XATTR_PART, xattr("user.x=" + "y".repeat(65_529)), 65_536),
        arguments(DumpRule.XATTR_EQUALS, xattr("user.x"), 6),
        arguments(DumpRule.KEY_LENGTH, xattr("user." + "k".repeat(251) + "="), 256));
  }

  private static String five(String fields) {
    return "/f 5 100644 1 0 0 0 0.0 " + fields + "\n";
  }

  private static String xattr(String xattrs) {
    return "/f 0 100644 1 0 0 0 0.0 - - - " + xattrs + "\n";
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void lengthsAreTold(DumpRule rule, String lines, long length) {
    Violation first = DumpReaderTest.rejected(DumpDefect.ROOT + lines, false);
    assertThat(first.rule()).isEqualTo(rule);
    assertThat(first.found()).isEqualTo(length);
  }

  /** A link's line is looked at when it is read, not only when all lines are there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/b 0 @100644 2 0 0 0 §.0 /a - -",
        "/b 0 @100644 2 0 0 0 0.0 /a §\\q -",
        "/b 0 @100644 2 0 0 0 0.0 /a - - §user.x",
      })
  void linksAreReadInTheirPlace(String link) {
    String text = DumpDefect.ROOT + "/a 0 100644 2 0 0 0 0.0 - - -\n" + link + "\n/c §\n";
    Violation first = DumpReaderTest.rejected(text.replace("§", ""), false);
    assertThat(first.offset()).isEqualTo(text.indexOf('§'));
  }

  @Test
  void longestLineIsOne() {
    String line = "/" + "y".repeat((1 << 20) - 1) + "\n";
    assertThat(DumpReaderTest.rejected(DumpDefect.ROOT + line, false).rule())
        .isEqualTo(DumpRule.FIELD_COUNT);
  }

  @Test
  void largestModeHasNoType() {
    assertThat(DumpReaderTest.rejected(DumpDefect.ROOT + "/a 0 177777" + PLAIN, false).rule())
        .isEqualTo(DumpRule.MODE_TYPE);
  }

  @Test
  void firstAndLastLetterOfADigestAreLarge() {
    for (String digits : List.of("0A", "0F")) {
      String text = five("p - " + digits + DumpDefects.DIGEST.substring(2));
      assertThat(DumpReaderTest.rejected(DumpDefect.ROOT + text, false).rule())
          .isEqualTo(DumpRule.DIGEST_CASE);
    }
  }

  @Test
  void everyRefusingRuleHasADefect() {
    Set<DumpRule> refusing =
        Arrays.stream(DumpRule.values())
            .filter(Profile.STRICT::refuses)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DumpRule.class)));
    DumpDefects.all().forEach(defect -> refusing.remove(defect.rule()));
    assertThat(refusing).isEmpty();
  }

  @Test
  void onlyWhatRefusesIsTolerated() {
    for (DumpRule rule : DumpRule.values()) {
      assertThat(!rule.isToleratedByC() || Profile.STRICT.refuses(rule)).as(rule.id()).isTrue();
    }
  }
}
