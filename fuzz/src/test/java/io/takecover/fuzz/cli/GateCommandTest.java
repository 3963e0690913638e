package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.specimen.Reader;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code bench gate}. */
class GateCommandTest {
  private static final int CHECKS = 300;

  @TempDir Path folder;

  @Test
  void noneEscapes() {
    Cli cli = Cli.run("bench", "gate", "--checks", CHECKS);
    assertThat(cli.exit()).isZero();
    assertThat(cli.err()).isEmpty();
    List<String> readers =
        Arrays.stream(Reader.values()).map(r -> r.label() + ": 0 escapes").toList();
    assertThat(cli.outLines()).containsAll(readers);
    List<String> off = cli.outLines();
    off = off.subList(off.indexOf("need no crafted image:") + 1, off.size());
    assertThat(off)
        .containsExactlyElementsOf(
            SpecimenFault.needsNoCraftedImage().stream()
                .map(f -> "  " + f.id() + " " + f.name() + ": " + f.sentence())
                .toList());
  }

  @Test
  void escapesAreFindings() throws IOException {
    Cli cli = Cli.run("bench", "gate", "--checks", CHECKS, "--all-faults", "--json");
    assertThat(cli.exit()).isEqualTo(1);
    JsonNode data = new ObjectMapper().readTree(cli.out()).get("data");
    assertThat(data.at("/escapes/native-v3").asLong()).isPositive();
    assertThat(data.at("/escapes/native-v2").asLong()).isZero();
    assertThat(data.get("needsNoCraftedImage")).isEmpty();
    long sum = 0;
    for (JsonNode count : data.get("escapes")) {
      sum += count.asLong();
    }
    assertThat(data.at("/measurements/0/counterexamples").asLong()).isEqualTo(sum);
  }

  @Test
  void oneObjectAndTheSameInAFile() throws IOException {
    Path out = folder.resolve("gate.json");
    Cli cli = Cli.run("bench", "gate", "--checks", CHECKS, "--seed", 7, "--json", "--out", out);
    assertThat(cli.exit()).isZero();
    assertThat(cli.outLines()).hasSize(1);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode told = mapper.readTree(cli.out());
    assertThat(mapper.readTree(out.toFile())).isEqualTo(told);
    assertThat(told.get("command").asText())
        .isEqualTo("fuzz/takecover bench gate --checks 300 --seed 7");
    JsonNode data = told.get("data");
    assertThat(data.get("seed").asLong()).isEqualTo(7);
    assertThat(data.get("checks").asLong()).isGreaterThanOrEqualTo(CHECKS);
    assertThat(data.get("bound").asDouble()).isEqualTo(3.0 / data.get("checks").asLong());
    assertThat(data.get("faults")).hasSameSizeAs(SpecimenFault.values());
    for (JsonNode fault : data.get("faults")) {
      assertThat(fault.get("triggered").asLong())
          .isLessThanOrEqualTo(fault.get("reached").asLong());
      assertThat(fault.get("detected").asLong())
          .isLessThanOrEqualTo(fault.get("triggered").asLong());
    }
  }

  @Test
  void theSameSeedMakesTheSameImages() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode one = mapper.readTree(Cli.run("bench", "gate", "--checks", CHECKS, "--json").out());
    JsonNode other = mapper.readTree(Cli.run("bench", "gate", "--checks", CHECKS, "--json").out());
    for (String part : List.of("images", "accepted", "checks", "escapes", "faults")) {
      assertThat(one.get("data").get(part)).isEqualTo(other.get("data").get(part));
    }
  }

  @Test
  void progressOnATerminalUnlessQuiet() {
    assertThat(onTerminal("--seed=3").err()).contains(" of 16,000 checks");
    assertThat(onTerminal("--quiet").err()).isEmpty();
  }

  private static Cli onTerminal(String option) {
    return Cli.onTerminal(false, true, Map.of(), "bench", "gate", "--checks", 16_000, option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--checks=0", "--checks=-1", "--checks=x", "--seed=x", "--nothing=1"})
  void wrongUse(String option) {
    Cli cli = Cli.run("bench", "gate", option);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(option.substring(0, option.indexOf('=')));
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Cli cli = Cli.run("bench", "gate", "--checks", CHECKS, "--out", file.resolve("gate.json"));
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
  }
}
