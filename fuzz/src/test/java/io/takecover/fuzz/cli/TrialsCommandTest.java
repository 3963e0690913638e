package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@code bench trials}. */
class TrialsCommandTest {
  @TempDir Path folder;

  @Test
  void aFaultIsFoundAndNotLookedForAgain() throws Exception {
    Path out = folder.resolve("trials.json");
    Cli first = trials("--fault", "V3_BISECTION", "--trials", "1", "--out", out);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.outLines().get(0)).startsWith("V3_BISECTION fields 001: out-of-bounds, ");
    assertThat(first.outLines().get(1))
        .startsWith("fields: 1 of 1 faults found in half of the trials, 1 of 1 trials;");
    JsonNode stored = new ObjectMapper().readTree(out.toFile());
    assertThat(stored.path("command").asText())
        .isEqualTo("fuzz/takecover bench trials --trials 1 --seconds 60 --out " + out);
    assertThat(stored.at("/data/rows/0/cap").asInt()).isEqualTo(60);
    Cli again = trials("--fault", "V3_BISECTION", "--trials", "1", "--out", out);
    assertThat(again.outLines()).isEqualTo(first.outLines());
  }

  @Test
  void whatIsNotFoundIsAFinding() {
    Cli cli = trials("--fault", "LIB_RECURSION", "--trials", "1", "--seconds", "1");
    assertThat(cli.exit()).isEqualTo(Exit.FINDINGS);
    // Of the second, what passed before the first input is not counted.
    assertThat(cli.outLines().get(0))
        .matches("LIB_RECURSION fields 001: not found, (0|1)\\.\\d\\d s, \\d+ executions");
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(trials("--trials", "0").err()).contains("--trials is at least 1");
    assertThat(trials("--seconds", "0").exit()).isEqualTo(Exit.USAGE);
    Cli way = trials("--configuration", "luck");
    assertThat(way.exit()).isEqualTo(Exit.USAGE);
    assertThat(way.err()).contains("--configuration is one of bytes, dictionary, valid");
  }

  private static Cli trials(Object... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "bench";
    arguments[1] = "trials";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Cli.run(arguments);
  }
}
