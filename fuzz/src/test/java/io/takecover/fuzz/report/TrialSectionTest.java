package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.EvidenceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialSectionTest {
  /** Of the search, found in each way; of the overflow, by fields only, in two of three trials. */
  static final String TRIALS =
      """
      {"tool": "t", "date": "2026-01-01T00:00:00Z", "command": "fuzz/takecover bench trials",
       "data": {"rows": [
      {"fault":"V3_BISECTION","configuration":"VALID","chance":1,"detector":"out-of-bounds",
       "seconds":2.0,"executions":9,"cap":60},
      {"fault":"V3_BISECTION","configuration":"FIELDS","chance":1,"detector":"out-of-bounds",
       "seconds":0.5,"executions":9,"cap":60},
      {"fault":"V2_DIRENT_PRODUCT","configuration":"VALID","chance":1,"detector":null,
       "seconds":60.0,"executions":9,"cap":60},
      {"fault":"V2_DIRENT_PRODUCT","configuration":"FIELDS","chance":1,"detector":"out-of-bounds",
       "seconds":4.0,"executions":9,"cap":60},
      {"fault":"V2_DIRENT_PRODUCT","configuration":"FIELDS","chance":2,"detector":"out-of-bounds",
       "seconds":6.0,"executions":9,"cap":60},
      {"fault":"V2_DIRENT_PRODUCT","configuration":"FIELDS","chance":3,"detector":null,
       "seconds":60.0,"executions":9,"cap":60},
      {"fault":"LIB_RECURSION","configuration":"FIELDS","chance":1,"detector":null,
       "seconds":60.0,"executions":9,"cap":60}]}}
      """;

  private final JsonNode rows;

  TrialSectionTest() throws IOException {
    rows = new ObjectMapper().readTree(TRIALS).path("data").path(EvidenceRows.ROWS);
  }

  @Test
  void waysAreComparedOnTheFaultsThatAllOfThemWereTriedOn() {
    String html = TrialSection.of(rows).html();
    assertThat(html).contains("id=\"survival\"", "<desc", "valid: 1 of 2; fields: 3 of 4, 5.00 s");
    assertThat(html)
        .contains(
            "<th scope=\"row\">valid</th><td class=\"n\">2</td><td class=\"n\">1</td>",
            "<th scope=\"row\">fields</th><td class=\"n\">2</td><td class=\"n\">2</td>");
  }

  @Test
  void aMedianIsGivenWhereMoreThanHalfWereFound() {
    assertThat(TrialSection.of(rows).html())
        .contains(">BH-024 V2_DIRENT_PRODUCT</th><td class=\"n\">0 of 1</td>")
        .contains("<td class=\"n\">2 of 3, 6.00 s</td>")
        .contains(">BH-090 LIB_RECURSION</th>");
  }

  @Test
  void theCounterfactualIsOfThePostedReadersOnly() {
    assertThat(TrialSection.of(rows).reviewed())
        .contains("V3_BISECTION", "V2_DIRENT_PRODUCT")
        .doesNotContain("LIB_RECURSION");
  }

  @Test
  void claimsAreMeasuredByTheTrialsThatTheySpeakOf(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("trials.json"), TRIALS);
    EvidenceFolder evidence = EvidenceFolder.open(folder);
    Measurement faults = evidence.measurement("trials#faults").orElseThrow();
    assertThat(faults.trials()).isEqualTo(3);
    assertThat(faults.counterexamples()).isEqualTo(1);
    Measurement review = evidence.measurement("trials#review").orElseThrow();
    assertThat(review.trials()).isEqualTo(3);
    assertThat(review.counterexamples()).isEqualTo(1);
    assertThat(evidence.measurement("trials#historic").orElseThrow().trials()).isEqualTo(2);
    assertThat(evidence.measurement("trials#else")).isEmpty();
  }
}
