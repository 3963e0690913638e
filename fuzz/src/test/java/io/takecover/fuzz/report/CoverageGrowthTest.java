package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.takecover.fuzz.bench.Evidence;
import io.takecover.fuzz.campaign.GrowthRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bands are the quartiles of what the runs had covered by then. */
class CoverageGrowthTest {
  @TempDir Path folder;

  /** Covers so many edges after a second, and ten times as many after nine. */
  private static GrowthRun run(long chance, int edges, int findings) {
    List<GrowthRun.Step> steps =
        List.of(new GrowthRun.Step(1, 20, edges), new GrowthRun.Step(9, 60, 10 * edges));
    return new GrowthRun("T", chance, 10, 100, findings, steps);
  }

  private static CoverageGrowth growth() throws Exception {
    CoverageGrowth growth = CoverageGrowth.open(null, 10);
    for (int chance = 1; chance <= 3; chance++) {
      growth.add(run(chance, 10 * chance, chance == 3 ? 1 : 0));
    }
    return growth;
  }

  @Test
  void bandsAreQuartiles() throws Exception {
    JsonNode bands = growth().data().path("series").path(0).path("bands");
    assertThat(bands.path(0).toString()).isEqualTo("[0.5,0.0,0.0,0.0]");
    assertThat(bands.path(bands.size() - 1).toString()).isEqualTo("[10.0,100.0,200.0,300.0]");
    boolean isFlat = false;
    for (JsonNode band : bands) {
      double at = band.path(0).asDouble();
      if (at >= 1 && at < 9) {
        isFlat = true;
        assertThat(band.path(2).asDouble()).isEqualTo(20);
      }
    }
    assertThat(isFlat).isTrue();
  }

  @Test
  void bandsByExecutionsEndWhereTheShortestRunDid() throws Exception {
    CoverageGrowth growth = growth();
    growth.add(new GrowthRun("T", 4, 10, 50, 0, run(4, 40, 0).steps()));
    JsonNode bands = growth.data().path("series").path(0).path("bandsByExecutions");
    assertThat(bands.path(0).toString()).isEqualTo("[1.0,0.0,0.0,0.0]");
    assertThat(bands.path(bands.size() - 1).toString()).isEqualTo("[50.0,12.5,25.0,37.5]");
  }

  @Test
  void aRunThatFailedIsACounterexample() throws Exception {
    JsonNode measured = growth().data().path("measurements").path(0);
    assertThat(measured.path("trials").asInt()).isEqualTo(3);
    assertThat(measured.path("counterexamples").asInt()).isEqualTo(1);
    assertThat(measured.path("figures").path("median edges").asDouble()).isEqualTo(200);
  }

  @Test
  void whatWasKeptIsNotRunAgainUnlessItTookAnotherTime() throws Exception {
    Path file = folder.resolve("growth.json");
    Evidence.now("t", "c", growth().data()).write(file);
    assertThat(CoverageGrowth.open(file, 10).run("T", 2)).contains(run(2, 20, 0));
    assertThat(CoverageGrowth.open(file, 10).run("T", 4)).isEmpty();
    assertThat(CoverageGrowth.open(file, 11).run("T", 2)).isEmpty();
    assertThat(CoverageGrowth.open(file, 10).data().path("series"))
        .isEqualTo(growth().data().path("series"));
  }

  @Test
  void theChartHasABandAndALineForEachTarget() throws Exception {
    String chart = GrowthSection.of(growth().data());
    assertThat(chart).contains("class=\"band s0\"", "class=\"line s0\"");
    assertThat(chart).contains("T: 200 edges after 10 seconds, quartiles 100 and 300");
  }
}
