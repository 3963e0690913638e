package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code takecover corpus stats}, which really runs the fuzzer. */
class CorpusStatsTest {
  @TempDir Path folder;

  @Test
  void whatEntriesAreWorth() throws IOException {
    seed("native/valid/empty-root.img");
    seed("native/valid/small-system.img");
    seed("native/malformed/digest-len-1.img");
    Path gathered = Files.createDirectories(folder.resolve("work/corpus/NativeReadFuzzer"));
    Files.copy(image("native/valid/small-system.img"), gathered.resolve("again"));
    Files.copy(image("native/malformed/dirent-name-with-slash.img"), gathered.resolve("news"));

    Cli cli = stats("--json");
    assertThat(cli.exit()).isZero();
    assertThat(cli.outLines()).hasSize(2);
    JsonNode committed = new ObjectMapper().readTree(cli.outLines().get(0));
    assertThat(committed.get("part").asText()).isEqualTo("committed");
    assertThat(committed.get("rules").asInt()).isGreaterThanOrEqualTo(1);
    Map<String, JsonNode> seeds = byName(committed);
    assertThat(seeds).containsOnlyKeys("empty-root.img", "small-system.img", "digest-len-1.img");
    assertThat(seeds.get("digest-len-1.img").get("shows").asText())
        .isEqualTo("N-068 inode.digest.len");
    assertThat(seeds.get("digest-len-1.img").get("dead").asBoolean()).isFalse();
    assertThat(seeds.get("small-system.img").get("dead").asBoolean()).isFalse();
    assertThat(seeds.get("small-system.img").get("alone").asInt()).isGreaterThan(10);
    assertThat(committed.get("edges").asInt())
        .isGreaterThan(seeds.get("small-system.img").get("edges").asInt());
    assertThat(committed.get("features").asInt()).isGreaterThan(committed.get("edges").asInt());

    JsonNode working = new ObjectMapper().readTree(cli.outLines().get(1));
    Map<String, JsonNode> added = byName(working);
    assertThat(added.get("again").get("dead").asBoolean()).isTrue();
    assertThat(added.get("again").get("alone").asInt()).isZero();
    assertThat(added.get("news").get("dead").asBoolean()).isFalse();
    assertThat(working.get("bytes").asLong())
        .isEqualTo(Files.size(gathered.resolve("again")) + Files.size(gathered.resolve("news")));
  }

  @Test
  void noInputsAreNoWork() throws IOException {
    Files.createDirectories(folder.resolve("corpus"));
    assertThat(stats().outLines())
        .containsExactly(
            "NativeReadFuzzer  committed     0 entries,         0 bytes,     0 edges,      0 features,"
                + "   0 rules, 0 dead",
            "NativeReadFuzzer  working       0 entries,         0 bytes,     0 edges,      0 features,"
                + "   0 rules, 0 dead");
  }

  @Test
  void wrongUsage() {
    assertThat(Cli.run("corpus", "stats", "--target", "Nobody").exit()).isEqualTo(2);
  }

  private Cli stats(String... more) {
    List<Object> words = new ArrayList<>(List.of("corpus", "stats"));
    words.addAll(List.of("--target", "NativeReadFuzzer", "--seeds", folder.resolve("corpus")));
    words.addAll(List.of("--work", folder.resolve("work")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  private static Map<String, JsonNode> byName(JsonNode line) {
    Map<String, JsonNode> entries = new HashMap<>();
    for (JsonNode entry : line.get("entries")) {
      entries.put(Path.of(entry.get("file").asText()).getFileName().toString(), entry);
    }
    return entries;
  }

  private static Path image(String file) {
    return ProjectFolder.corpus().resolve(file);
  }

  private void seed(String file) throws IOException {
    Path to = folder.resolve("corpus").resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(image(file), to);
  }
}
