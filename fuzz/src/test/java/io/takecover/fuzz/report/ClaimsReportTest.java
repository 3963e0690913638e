package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts follow from what is stored, and from nothing else. */
class ClaimsReportTest {
  @TempDir Path folder;

  @BeforeEach
  void copyEvidence() throws IOException {
    try (Stream<Path> files = Files.list(ProjectFolder.root().resolve("fuzz/evidence"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void theCatalogueHasFortyClaimsOfDifferentIds() throws IOException {
    List<String> ids = PublicClaim.catalogue().stream().map(PublicClaim::id).toList();
    assertThat(ids).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates().isSorted();
    assertThat(PublicClaim.catalogue())
        .allSatisfy(
            claim ->
                assertThat(claim.evidence()).isNotEmpty().allMatch(each -> each.contains("#")));
  }

  @Test
  void whatIsStoredSupportsAClaim() throws IOException {
    JsonNode claim = claim("C-07");
    assertThat(claim.path("verdict").asText()).isEqualTo("supported");
    assertThat(claim.path("measured").path(0).path("trials").asLong()).isPositive();
  }

  @Test
  void withoutItsFileAClaimIsNotDecided() throws IOException {
    Files.delete(folder.resolve("claims.json"));
    JsonNode claim = claim("C-07");
    assertThat(claim.path("verdict").asText()).isEqualTo("not decided");
    assertThat(claim.path("command").asText()).contains("bench claims");
    assertThat(claim("C-04").path("measured")).isNotEmpty();
  }

  @Test
  void oneCounterexampleContradicts() throws IOException {
    edit(measured -> measured.put("counterexamples", 1));
    assertThat(claim("C-07").path("verdict").asText()).isEqualTo("contradicted");
  }

  @Test
  void whatWasNeverTriedIsNotDecided() throws IOException {
    edit(measured -> measured.put("trials", 0).put("counterexamples", 0));
    assertThat(claim("C-07").path("verdict").asText()).isEqualTo("not decided");
  }

  @Test
  void allThatIsWantedMustBeThere() {
    Measurement good = new Measurement("a", 3, 0, "trials", Map.of());
    Measurement bad = new Measurement("a", 3, 1, "trials", Map.of());
    assertThat(Standing.of(List.of(good), 1)).isEqualTo(Standing.SUPPORTED);
    assertThat(Standing.of(List.of(good), 2)).isEqualTo(Standing.NOT_DECIDED);
    assertThat(Standing.of(List.of(bad), 2)).isEqualTo(Standing.CONTRADICTED);
    assertThatThrownBy(() -> new Measurement("a", 1, 2, "trials", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyStoredResultNamesItsCommandAndDate() throws IOException {
    assertThat(report().path("evidence"))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(file.path("command").asText()).startsWith("fuzz/takecover ");
              assertThat(file.path("date").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            });
  }

  @Test
  void aTableOfAblationsIsDrawn() throws IOException {
    Files.deleteIfExists(folder.resolve("ablation.json"));
    assertThat(HtmlReport.of(report())).contains("<code>ablation.json</code>; it is made by");
    Files.writeString(
        folder.resolve("ablation.json"),
        """
        {"tool":"t","date":"2026-01-01T00:00:00Z","command":"fuzz/takecover bench ablate",
         "data":{"rows":[{"rule":"N-041","name":"X_RULE","kind":"MALFORMED","vectors":["a","b"],
          "outcomes":{"N-041 X_RULE":1,"accepted":1},"detectors":{"rewrites":1,"":1},
          "fuzz":{"target":"T","trials":3,"found":3,"seconds":1.5,"executions":9,"detector":"d"}}]}}
        """);
    assertThat(HtmlReport.of(report())).contains("N-041 X_RULE, rewrites: 1 of 2");
    assertThat(claim("C-50").path("verdict").asText()).isEqualTo("supported");
  }

  @Test
  void theCounterfactualAsksForItsTrials() throws IOException {
    Files.deleteIfExists(folder.resolve("trials.json"));
    assertThat(HtmlReport.of(report())).contains("<code>trials.json</code>; it is made by");
    assertThat(claim("C-11").path("verdict").asText()).isEqualTo("not decided");
  }

  @Test
  void everyPictureHasATitleAndADescription() throws IOException {
    String page = HtmlReport.of(report());
    List<String> pictures = new ArrayList<>(List.of(page.split("<svg", -1)));
    pictures.remove(0);
    assertThat(pictures)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(svg -> assertThat(svg).contains("role=\"img\"", "<title", "<desc", "</svg>"));
    assertThat(page).doesNotContain("<script", "src=", "url(");
  }

  @Test
  void theTextHasAllClaims() throws IOException {
    String text = MarkdownText.of(report());
    for (PublicClaim claim : PublicClaim.catalogue()) {
      assertThat(text).contains("| " + claim.id() + " |");
    }
  }

  private JsonNode report() throws IOException {
    return ClaimsReport.of(EvidenceFolder.open(folder));
  }

  private JsonNode claim(String id) throws IOException {
    for (JsonNode claim : report().path("claims")) {
      if (claim.path("id").asText().equals(id)) {
        return claim;
      }
    }
    throw new AssertionError("no claim " + id);
  }

  /** Changes what is stored of C-07. */
  private void edit(Consumer<ObjectNode> change) throws IOException {
    Path file = folder.resolve("claims.json");
    JsonNode evidence = new ObjectMapper().readTree(file.toFile());
    for (JsonNode measured : evidence.path("data").path("measurements")) {
      if (measured.path("key").asText().equals("C-07")) {
        change.accept((ObjectNode) measured);
      }
    }
    Files.writeString(file, evidence.toString());
  }
}
