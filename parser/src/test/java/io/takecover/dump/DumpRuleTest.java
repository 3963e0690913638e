package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule refuses what breaks it, and says where. */
class DumpRuleTest {
  /** What a file of five bytes has before its digest. */
  private static final String FIVE = "5 100644 1 0 0 0 0.0 p - ";

  static List<DumpDefect> defects() {
    return DumpDefects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsRefused(DumpDefect defect) {
    Violation first = refused(defect);
    assertThat(first.offset()).isEqualTo(defect.offset());
  }

  /** What a text is refused for, which is the defect's rule. */
  private static Violation refused(DumpDefect defect) {
    DumpVerdict verdict = Composefs.readDump(defect.bytes(), Limits.DEFAULT, false);
    assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
    Violation first = ((DumpVerdict.Rejected) verdict).first();
    assertThat(first.rule()).isEqualTo(defect.rule());
    return first;
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
    String long20 = "/" + "y".repeat(1 << 20) + "\n";
    String abc = "/abc 0 100644" + PLAIN;
    String chain = DumpDefects.link("/b", "/cde") + DumpDefects.link("/cde", "/a");
    String two = "/b 0 @100644 3 0 0 0 0.0 /a - - user.x=1 user.y=\n";
    String key = "user." + "k".repeat(251) + "=";
    return Stream.of(
        arguments(DumpDefect.file(DumpRule.DIGEST_SHORT, FIVE + "abcd"), 4),
        arguments(DumpDefect.file(DumpRule.DIGEST_LENGTH, FIVE + DumpDefects.DIGEST + "00"), 66),
        arguments(DumpDefect.under(DumpRule.LINE_LENGTH, long20), 1 + (1 << 20)),
        arguments(DumpDefect.under(DumpRule.LAST_LINE, "/a 0 100644" + PLAIN.stripTrailing()), 29),
        arguments(DumpDefect.under(DumpRule.DUPLICATE, abc + abc), 4),
        arguments(DumpDefect.under(DumpRule.LINK_MISSING, DumpDefects.link("/b", "/abcd")), 5),
        arguments(DumpDefect.under(DumpRule.LINK_CYCLE, DumpDefects.link("/bcd", "/bcd")), 4),
        arguments(DumpDefect.under(DumpRule.LINK_CHAIN, a + chain), 4),
        arguments(DumpDefect.under(DumpRule.LINK_XATTRS, a + two), 2),
        arguments(DumpDefect.xattr(DumpRule.XATTR_PART, "user.x=" + "y".repeat(65_529)), 65_536),
        arguments(DumpDefect.xattr(DumpRule.XATTR_EQUALS, "user.x"), 6),
        arguments(DumpDefect.xattr(DumpRule.KEY_LENGTH, key), 256));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void lengthsAreTold(DumpDefect defect, long length) {
    assertThat(refused(defect).found()).isEqualTo(length);
  }

  /** A link's line is looked at when it is read, not only when all lines are there. */
  @ParameterizedTest
  @CsvSource({
    "SECONDS, /b 0 @100644 2 0 0 0 §.0 /a - -",
    "ESCAPE, /b 0 @100644 2 0 0 0 0.0 /a §\\q -",
    "XATTR_EQUALS, /b 0 @100644 2 0 0 0 0.0 /a - - §user.x",
  })
  void linksAreReadInTheirPlace(DumpRule rule, String link) {
    String a = "/a 0 100644 2 0 0 0 0.0 - - -\n";
    DumpDefect defect = DumpDefect.under(rule, a + link + "\n/c \n");
    assertThat(refused(defect).offset()).isEqualTo(defect.offset());
  }

  @Test
  void longestLineIsOne() {
    refused(DumpDefect.under(DumpRule.FIELD_COUNT, "/" + "y".repeat((1 << 20) - 1) + "\n"));
  }

  @Test
  void largestModeHasNoType() {
    refused(DumpDefect.under(DumpRule.MODE_TYPE, "/a 0 177777" + PLAIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0A", "0F"})
  void firstAndLastLetterOfADigestAreLarge(String digits) {
    String digest = digits + DumpDefects.DIGEST.substring(2);
    refused(DumpDefect.file(DumpRule.DIGEST_CASE, FIVE + digest));
  }

  /** Each byte that stands beside digits in the order of bytes, at each place. */
  @ParameterizedTest
  @ValueSource(strings = {"/", ":", "`", "g", "@", "G", "!", "~"})
  void whatIsNoDigitOfADigest(String odd) {
    for (int at = 0; at < 64; at++) {
      String before = DumpDefects.DIGEST.substring(0, at);
      String behind = DumpDefects.DIGEST.substring(at + 1);
      DumpDefect defect =
          DumpDefect.file(DumpRule.DIGEST_SHORT, FIVE + before + "\u00a7" + odd + behind);
      Violation violation = refused(defect);
      assertThat(violation.offset()).isEqualTo(defect.offset());
      assertThat(violation.found()).isEqualTo(odd.charAt(0));
    }
  }

  @Test
  void everyDigitOfADigest() {
    String digits = "0123456789abcdeffedcba98765432100f1e2d3c4b5a69788796a5b4c3d2e1f0";
    String text = DumpDefect.ROOT + "/a 5 100644 1 0 0 0 0.0 p - " + digits + "\n";
    DumpVerdict verdict = Composefs.readDump(DumpDefect.bytes(text), Limits.DEFAULT, false);
    Image image = ((DumpVerdict.Accepted) verdict).image();
    assertThat(image.bytes().copy(image.digestAt(1), 32))
        .isEqualTo(HexFormat.of().parseHex(digits));
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
