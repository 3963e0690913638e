package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.dump.DumpRemark;
import io.takecover.dump.DumpRule;
import io.takecover.erofs.ErofsRemark;
import io.takecover.nativefmt.NativeRemark;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code RULES.md} says what the enums say; {@code -Drules.write=true} makes it say so. */
class RulesDocumentTest {
  private static final Path DOCUMENT = Path.of("RULES.md");

  /**
   * Rows of the native specification from N-001 to N-113, with the numbers that were never given,
   * of that of EROFS from E-001 to E-521, and of that of dumps from D-001 to D-093.
   */
  private static final SortedSet<String> ROWS =
      Stream.of(
              numbers('N', 1, 17),
              numbers('N', 20, 36),
              numbers('N', 40, 73),
              numbers('N', 80, 81),
              numbers('N', 90, 99),
              numbers('N', 110, 113),
              numbers('E', 1, 6),
              numbers('E', 10, 26),
              numbers('E', 100, 118),
              numbers('E', 200, 214),
              numbers('E', 300, 312),
              numbers('E', 400, 414),
              numbers('E', 430, 431),
              numbers('E', 500, 507),
              numbers('E', 510, 512),
              numbers('E', 520, 521),
              numbers('D', 1, 11),
              numbers('D', 20, 28),
              numbers('D', 30, 36),
              numbers('D', 40, 58),
              numbers('D', 60, 64),
              numbers('D', 70, 87),
              numbers('D', 90, 93),
              Stream.of("E-600", "E-690", "E-771"),
              Stream.of("N-0591", "N-0690", "N-0691", "N-0692", "N-0693", "N-0990", "N-0991"),
              Stream.of("N-1201"))
          .flatMap(rows -> rows)
          .collect(Collectors.toCollection(TreeSet::new));

  @Test
  void saysWhatTheEnumsSay() throws IOException {
    if (Boolean.getBoolean("rules.write")) {
      Files.writeString(DOCUMENT, render());
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(render());
  }

  @Test
  void everyRowOfTheSpecificationIsARuleOrARemark() {
    SortedSet<String> known = new TreeSet<>();
    Rule.catalogue().forEach(rule -> known.add(rule.id()));
    known.addAll(remarks().keySet());
    assertThat(known).containsAll(ROWS);
  }

  @Test
  void noRemarkHasTheIdOfARule() {
    int rows = NativeRemark.values().length + ErofsRemark.values().length;
    assertThat(remarks()).hasSize(rows + DumpRemark.values().length);
    for (String id : remarks().keySet()) {
      assertThat(Rule.find(id)).as(id).isEmpty();
    }
    assertThat(NativeRemark.find("n-001")).contains(NativeRemark.LITTLE_ENDIAN);
    assertThat(DumpRemark.find("d-090")).contains(DumpRemark.STRICT_LAST_LINE);
    assertThat(DumpRemark.find("D-001")).isEmpty();
  }

  private static SortedMap<String, String> remarks() {
    SortedMap<String, String> remarks = new TreeMap<>();
    Stream.of(NativeRemark.values()).forEach(row -> remarks.put(row.id(), row.reason()));
    Stream.of(ErofsRemark.values()).forEach(row -> remarks.put(row.id(), row.reason()));
    Stream.of(DumpRemark.values()).forEach(row -> remarks.put(row.id(), row.reason()));
    return remarks;
  }

  private static Stream<String> numbers(char letter, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> String.format("%c-%03d", letter, number));
  }

  private static String render() {
    StringBuilder text = new StringBuilder();
    text.append(
            "# The rules\n\nGenerated from the enums by `RulesDocumentTest`; to write it again:")
        .append(" `mvn -pl parser test -Dtest=RulesDocumentTest -Drules.write=true`.\n\n")
        .append("A breach of a NOTE is only reported, one of a NONCANONICAL rule is refused by")
        .append(" `--canonical` alone,\nand `--lenient-v3` reports those marked v3.")
        .append(" Rules with a D bind dumps: `mk --lenient-c` reports those marked C,\n")
        .append("in those cases in which the C parser accepts the text. Rules with a W bind trees")
        .append(" that are to be\nwritten or printed; no image can break them.\n\n")
        .append("| id | rule | kind | CWE | what must hold |\n|---|---|---|---|---|\n");
    List<Rule> rules = Rule.catalogue().stream().sorted(Comparator.comparing(Rule::id)).toList();
    for (Rule rule : rules) {
      boolean v3 = Profile.STRICT.refuses(rule) && !Profile.LENIENT_V3.refuses(rule);
      text.append("| ").append(rule.id()).append(" | `").append(rule.name()).append("` | ");
      text.append(rule.kind()).append(v3 ? " (v3)" : "");
      boolean tolerated = rule instanceof DumpRule dumpRule && dumpRule.isToleratedByC();
      text.append(tolerated ? " (C)" : "");
      text.append(rule.bindsWriting() ? " (W)" : "").append(" | ");
      text.append(rule.cwe().number() == 0 ? "-" : rule.cwe().number()).append(" | ");
      text.append(rule.title()).append(" |\n");
    }
    text.append(
        "\n## Rows that no image or text can break\n\n| id | why there is no rule |\n|---|---|\n");
    remarks().forEach((id, reason) -> text.append("| " + id + " | " + reason + " |\n"));
    return text.toString();
  }
}
