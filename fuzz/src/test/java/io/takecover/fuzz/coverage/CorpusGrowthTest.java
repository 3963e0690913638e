package io.takecover.fuzz.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.campaign.Coverage;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Growth that really runs the fuzzer; the folders have a blank in their names. */
class CorpusGrowthTest {
  private static final CorpusGrowth.Options USUAL = new CorpusGrowth.Options(List.of(), null, 100);

  @TempDir private Path folder;
  private Places places;

  @BeforeEach
  void setUp() {
    Path below = folder.resolve("a b");
    places = new Places(below.resolve("corpus"), below.resolve("work"), below.resolve("crashes"));
  }

  @Test
  void fewSmallNamedInputsCoverWhatAllOfThemCovered() throws Exception {
    Path seeds = places.corpus().resolve("native/valid");
    FileUtils.copyDirectory(
        ProjectFolder.corpus().resolve("native/valid").toFile(), seeds.toFile());
    Path originals = Files.createDirectories(folder.resolve("originals"));
    byte[] digest = image("native/malformed/digest-len-1.img");
    byte[] longer = Arrays.copyOf(digest, digest.length + 400);
    List<byte[]> images = List.of(longer, image("native/malformed/dirent-name-slash.img"));
    for (int i = 0; i < images.size(); i++) {
      Files.write(originals.resolve("original-" + i), images.get(i));
      add(Targets.NATIVE_READ, "a" + i, images.get(i));
      add(Targets.NATIVE_READ, "b" + i, images.get(i));
    }
    add(Targets.NATIVE_READ, "seed", image("native/valid/one-file.img"));

    CorpusGrowth.Result result = grow(Targets.NATIVE_READ);

    List<Path> now = Places.filesIn(places.workingCorpus(Targets.NATIVE_READ));
    assertThat(result.findings()).isEmpty();
    assertThat(result.inputs()).isEqualTo(5);
    assertThat(result.kept()).containsExactlyInAnyOrderElementsOf(now);
    assertThat(names(now)).containsExactly("n-047-dirent-name", "n-068-inode-digest-len");
    assertThat(Files.size(now.get(1))).isLessThan(longer.length);
    assertThat(Outcome.of(Targets.NATIVE_READ, Files.readAllBytes(now.get(1))).shown())
        .isEqualTo("N-068 inode.digest.len");
    List<Path> kept = Places.filesIn(seeds);
    kept.addAll(now);
    List<Path> before = Places.filesIn(originals);
    List<Path> all = new ArrayList<>(kept);
    all.addAll(before);
    Map<Path, BitSet> covered = Coverage.of(Targets.NATIVE_READ, all, places);
    BitSet missed = Worth.union(before, covered);
    missed.andNot(Worth.union(kept, covered));
    assertThat(missed.cardinality()).isZero();
  }

  @Test
  void noInputsAreNoWork() throws Exception {
    CorpusGrowth.Result result = grow(Targets.DUMP);
    assertThat(result.inputs()).isZero();
    assertThat(result.kept()).isEmpty();
    assertThat(result.findings()).isEmpty();
  }

  /** The second time finds what the first left when it was killed behind its first step. */
  @Test
  void replacingMakesOrderAfterAKill() throws IOException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path left = Files.createDirectories(corpus.resolve(".grown-1"));
    Files.writeString(left.resolve("x"), "x");
    Files.writeString(corpus.resolve("old"), "o");
    assertThat(names(Places.filesIn(corpus))).containsExactlyInAnyOrder("x", "old");
    NamedInputs.replace(corpus, Map.of("old", new byte[] {1}, "x", new byte[] {2}));
    assertThat(Files.readAllBytes(corpus.resolve("old"))).containsExactly(1);
    assertThat(Files.readAllBytes(corpus.resolve("x"))).containsExactly(2);
    try (var inside = Files.list(corpus)) {
      assertThat(inside).hasSize(2);
    }
  }

  private CorpusGrowth.Result grow(Targets target) throws IOException, InterruptedException {
    return CorpusGrowth.of(target, places, USUAL, text -> {});
  }

  private void add(Targets target, String name, byte[] input) throws IOException {
    Files.createDirectories(places.workingCorpus(target));
    Files.write(places.workingCorpus(target).resolve(name), input);
  }

  private static byte[] image(String file) throws IOException {
    return Files.readAllBytes(ProjectFolder.corpus().resolve(file));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
