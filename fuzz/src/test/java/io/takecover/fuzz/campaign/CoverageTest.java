package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement that really runs the fuzzer; the folders have a blank in their names. */
class CoverageTest {
  @TempDir private Path folder;

  /** The fuzzer ends at such an input, and is started again behind it. */
  @Test
  void whatFailsUnderTheFuzzerOnlyDoesNotStopTheMeasurement() throws Exception {
    Path below = folder.resolve("a b");
    Places places =
        new Places(below.resolve("corpus"), below.resolve("work"), below.resolve("crashes"));
    for (String input : List.of("a", "gas", "z")) {
      Path file = places.workingCorpus(Targets.CANARY).resolve(input);
      Files.createDirectories(file.getParent());
      Files.write(file, input.getBytes(StandardCharsets.US_ASCII));
    }
    List<Path> inputs = Places.filesIn(places.workingCorpus(Targets.CANARY));
    Map<Path, BitSet> covered = Coverage.of(Targets.CANARY, inputs, places);
    assertThat(names(covered.keySet().stream().toList())).containsExactly("a", "z");
    assertThat(names(Places.filesIn(places.artifacts(Targets.CANARY))))
        .singleElement()
        .asString()
        .startsWith("crash-");
    assertThat(places.mergeControl(Targets.CANARY)).doesNotExist();
  }

  @Test
  void edgesAreFeaturesWithoutTheirCounts() {
    BitSet features = new BitSet();
    for (int feature : List.of(0, 7, 8, 17, 23)) {
      features.set(feature);
    }
    assertThat(Coverage.edges(features).stream()).containsExactly(0, 1, 2);
  }

  private static List<String> names(List<Path> files) {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add(file.getFileName().toString()));
    return names;
  }
}
