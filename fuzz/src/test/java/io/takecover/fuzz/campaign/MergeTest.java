package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fuzz.triage.CrashStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges that really run the fuzzer; the folders have a blank in their names. */
class MergeTest {
  @TempDir private Path folder;
  private Places places;

  @BeforeEach
  void setUp() {
    Path below = folder.resolve("a b");
    Path corpus = Places.around(Path.of("")).corpus();
    places = new Places(corpus, below.resolve("work"), below.resolve("crashes"));
  }

  @Test
  void fewInputsCoverWhatAllOfThemCovered() throws Exception {
    List<String> images = List.of("empty-root", "one-file", "each-type", "small-system");
    for (String name : images) {
      byte[] image = Files.readAllBytes(places.corpus().resolve("native/valid/" + name + ".img"));
      add(Targets.NATIVE_READ, name, image);
      add(Targets.NATIVE_READ, name + "-again", image);
    }
    List<Path> inputs = Places.filesIn(places.workingCorpus(Targets.NATIVE_READ));
    Map<Path, BitSet> covered = Coverage.of(Targets.NATIVE_READ, inputs, places);
    BitSet before = union(covered);

    Merge.Result result = merged(Targets.NATIVE_READ);

    List<Path> now = Places.filesIn(places.workingCorpus(Targets.NATIVE_READ));
    assertThat(result.before()).isEqualTo(8);
    assertThat(result.kept()).isEqualTo(now);
    assertThat(result.findings()).isEmpty();
    assertThat(now).hasSizeBetween(1, images.size()).isSubsetOf(inputs);
    assertThat(names(now)).contains("small-system").noneMatch(name -> name.endsWith("-again"));
    covered.keySet().retainAll(now);
    assertThat(union(covered)).isEqualTo(before);
    assertThat(places.mergeControl(Targets.NATIVE_READ)).doesNotExist();
  }

  @Test
  void whatFailsIsFiledAndNotKept() throws Exception {
    for (String input : List.of("a", "gas", "gasket", "z")) {
      add(Targets.CANARY, input, input.getBytes(StandardCharsets.US_ASCII));
    }
    Merge.Result result = merged(Targets.CANARY);
    assertThat(result.findings()).hasSize(2).allMatch(line -> line.contains("crash "));
    assertThat(names(result.kept())).hasSize(1).doesNotContain("gas", "gasket");
    assertThat(new CrashStore(places.crashes()).list())
        .singleElement()
        .satisfies(crash -> assertThat(crash.claim()).isEqualTo("canary"));
    assertThat(Places.filesIn(places.artifacts(Targets.CANARY))).isEmpty();
  }

  @Test
  void killedWhileItDeletesItHasAllThatItKeeps() throws IOException {
    Set<Path> kept = Set.of(Path.of("b"), Path.of("d"));
    List<Path> inputs = List.of(Path.of("a"), Path.of("b"), Path.of("c"), Path.of("d"));
    for (int deletions = 0; deletions <= 2; deletions++) {
      int most = deletions;
      List<Path> gone = new ArrayList<>();
      Merge.Removal removal =
          file -> {
            if (gone.size() == most) {
              throw new IOException("killed");
            }
            gone.add(file);
          };
      if (most < 2) {
        assertThatThrownBy(() -> Merge.keepOnly(kept, inputs, removal)).hasMessage("killed");
      } else {
        Merge.keepOnly(kept, inputs, removal);
      }
      assertThat(gone).hasSize(most).doesNotContainAnyElementsOf(kept);
    }
  }

  @Test
  void noInputsAreNoWork() throws Exception {
    Merge.Result result = merged(Targets.DUMP);
    assertThat(result).isEqualTo(new Merge.Result(Targets.DUMP, 0, List.of(), List.of()));
  }

  private Merge.Result merged(Targets target) throws Exception {
    try (Crew crew = new Crew(1)) {
      return Merge.alone(List.of(target), places, crew, text -> {}).orElseThrow().get(0);
    }
  }

  private void add(Targets target, String name, byte[] input) throws IOException {
    Files.createDirectories(places.workingCorpus(target));
    Files.write(places.workingCorpus(target).resolve(name), input);
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  private static BitSet union(Map<Path, BitSet> covered) {
    BitSet union = new BitSet();
    covered.values().forEach(union::or);
    return union;
  }
}
