package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.cli.Console;
import io.takecover.fuzz.cli.Exit;
import io.takecover.fuzz.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns over one folder of working corpora. */
class SharedCorpusTest {
  private static final String TARGET = "NativeEditFuzzer";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What is gathered would be among the committed images, and be pruned with them. */
  @Test
  void committedImagesAreNoWorkingCorpus() throws Exception {
    Files.writeString(folder.resolve("vectors.json"), "{}");
    for (String command : List.of("fuzz", "corpus merge")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of("--corpus", folder.toString(), "--work", work("a")));
      assertThat(run(words)).as(command).isEqualTo(Exit.USAGE);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("--seeds"));
    assertThat(folder.resolve("a")).doesNotExist();
  }

  /** One runs in another process, for a lock says nothing within one. */
  @Test
  void nothingIsTakenAwayWhileAnotherCampaignRuns() throws Exception {
    Path gathered = folder.resolve("gathered").resolve(TARGET);
    CampaignProcess other =
        CampaignProcess.start(folder.resolve("said"), fuzz("a", "--seconds", "300"));
    try {
      other.await("an input", () -> Places.filesIn(gathered).size() > 50);
      List<String> words = fuzz("b", "--seconds", "1", "--prune", "--json");
      assertThat(run(words)).as(this::said).isEqualTo(Exit.DONE);
      assertThat(said()).contains("others are at work over");
      JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
      assertThat(report).isEqualTo(new ObjectMapper().readTree(kept("b/report.json").toFile()));
      assertThat(report.at("/targets/0/target").asText()).isEqualTo(TARGET);
      assertThat(report.at("/targets/0/processes").asInt()).isEqualTo(1);
      // It has read what the other found.
      assertThat(report.at("/targets/0/corpus").asInt()).isGreaterThan(50);
      assertThat(kept("b/report.txt")).content().contains(TARGET, "rules fired");

      List<String> merge = new ArrayList<>(List.of("corpus", "merge", "--target", TARGET));
      merge.addAll(List.of("--corpus", folder.resolve("gathered").toString()));
      merge.addAll(List.of("--work", work("b"), "--crashes", work("crashes")));
      assertThat(run(merge)).isEqualTo(Exit.USAGE);
      assertThat(said()).contains("another campaign is at work over");
    } finally {
      other.kill();
    }
    int before = Places.filesIn(gathered).size();
    assertThat(run(fuzz("a", "--seconds", "1", "--prune"))).as(this::said).isEqualTo(Exit.DONE);
    assertThat(Places.filesIn(gathered)).isNotEmpty().hasSizeLessThan(before);
  }

  private List<String> fuzz(String work, String... options) {
    List<String> all = new ArrayList<>(List.of("fuzz", "--target", TARGET, "--jobs", "1"));
    all.addAll(List.of("--corpus", folder.resolve("gathered").toString()));
    all.addAll(List.of("--work", work(work), "--crashes", work("crashes")));
    all.addAll(List.of(options));
    return all;
  }

  private Path kept(String name) {
    return folder.resolve(name);
  }

  private String work(String name) {
    return folder.resolve(name).toString();
  }

  private int run(List<String> arguments) {
    Console console = Console.of(InputStream.nullInputStream(), out, err);
    return Main.run(arguments.toArray(String[]::new), console);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
