package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash from its import to its end, on a build with one planted fault. */
class TriageTest {
  private static final Path CORPUS = Places.around(Path.of("")).corpus();

  @TempDir private Path folder;
  private Path corpus;

  @BeforeEach
  void copyCorpus() throws IOException {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.copy(CORPUS.resolve("vectors.json"), corpus.resolve("vectors.json"));
    for (String valid : List.of("native/valid", "erofs/valid", "dump/valid")) {
      Files.createDirectories(corpus.resolve(valid));
      try (Stream<Path> files = Files.list(CORPUS.resolve(valid))) {
        for (Path file : files.toList()) {
          Files.copy(file, corpus.resolve(valid).resolve(file.getFileName()));
        }
      }
    }
  }

  @Test
  void aMalformedImageBecomesAVectorWhenTheFaultIsMended() throws Exception {
    String key = importOne("directory-links");
    Cli list = triage("list", "--json");
    assertThat(list.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(new ObjectMapper().readTree(list.out()).get("key").asText()).isEqualTo(key);

    Cli minimised = triage("minimise", "--build", classes(), key);
    assertThat(minimised.exit()).isEqualTo(Exit.DONE);
    assertThat(minimised.out()).contains("this is native/valid/", "].st_nlink=77 (was ");

    Cli show = triage("show", key);
    assertThat(show.exit()).isEqualTo(Exit.DONE);
    assertThat(show.out())
        .contains("tree-invariants, directory-nlink", "HIGH, accepted-but-wrong", "^^", "st_nlink");
    assertThat(show.out()).contains("--target NativeReadFuzzer --replay");

    Cli again = triage("import", "--build", classes(), "--timeout", "5");
    assertThat(again.out()).contains("1 inputs, 1 crashes: joined 1");
    Cli mended = triage("import");
    assertThat(mended.exit()).isEqualTo(Exit.DONE);
    assertThat(mended.out()).contains("1 inputs, 0 crashes: passes 1");

    Cli open = close(key, "--build", classes());
    assertThat(open.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(open.err()).contains("still fails");
    Cli closed = close(key);
    assertThat(closed.exit()).as(closed.err()).isEqualTo(Exit.DONE);
    assertThat(closed.out()).startsWith("native/malformed/a-new-defect: reject, N-");
    assertThat(Corpus.open(corpus).byId()).containsKey("native/malformed/a-new-defect");
    assertThat(triage("list").exit()).isEqualTo(Exit.DONE);
    assertThat(triage("list").out()).isEqualTo("no crash is open\n");
  }

  @Test
  void anImageThatTheCorpusHasIsNotAddedAgain() throws Exception {
    String key = importOne("dot-name");
    triage("minimise", "--build", classes(), key);
    Cli closed = close(key);
    assertThat(closed.out()).startsWith("native/malformed/").contains("it was there already");
    assertThat(Corpus.open(corpus).vectors()).isEqualTo(Corpus.open(CORPUS).vectors());
    assertThat(triage("list").exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void aTextIsKeptAsItIs() throws Exception {
    String key = importOne("dump-reader-owner");
    Cli minimised = triage("minimise", "--build", classes(), key);
    assertThat(minimised.out()).contains("this is dump/valid/", " uid=20993 (was ");
    assertThat(close(key).exit()).isEqualTo(Exit.DONE);
    ClosedInputs closed = new ClosedInputs(corpus);
    assertThat(closed.list())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.target()).isEqualTo("DumpReadFuzzer");
              assertThat(one.key()).isEqualTo(key);
              assertThat(closed.file(one)).content().contains(" 20993 ");
            });
  }

  @Test
  void bytesThatTheFailureDoesNotNeedAreCutOut() throws Exception {
    String key = importOne("dump-reader-owner");
    Path input = folder.resolve("crashes/" + key + "/input.img");
    long before = Files.size(input);
    Cli cut = triage("minimise", "--by", "bytes", "--build", classes(), key);
    assertThat(cut.exit()).as(cut.err()).isEqualTo(Exit.DONE);
    assertThat(Files.size(input)).isLessThan(before);
    assertThat(input).content().contains("20993");
    Cli again = triage("import", "--build", classes(), "--timeout", "5");
    assertThat(again.out()).contains("1 inputs, 1 crashes: joined 1", key);
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(triage("show", "nothing").exit()).isEqualTo(Exit.USAGE);
    assertThat(triage("list", "--format", "poem").err()).contains("--format is one of text, json");
    assertThat(triage("import", "--timeout", "0").exit()).isEqualTo(Exit.USAGE);
    assertThat(triage("import", folder.resolve("missing").toString()).exit()).isEqualTo(Exit.USAGE);
    assertThat(triage("import", "--build", folder.resolve("missing").toString()).exit())
        .isEqualTo(Exit.USAGE);
    assertThat(triage("minimise", "--by", "magic").err()).contains("--by is one of both");
  }

  @Test
  void theListIsWrittenInEveryForm() throws Exception {
    String key = importOne("slash-name");
    for (String form : List.of("text", "json", "sarif", "junit", "html")) {
      Path out = folder.resolve("list." + form);
      assertThat(triage("list", "--format", form, "-o", out.toString()).exit())
          .isEqualTo(Exit.FINDINGS);
      assertThat(out).content().contains(key);
    }
  }

  private String importOne(String fault) throws IOException {
    Path planted = folder.resolve("planted");
    Cli plant = Cli.run("bench", "plant", planted, "--fault", fault, "--inputs", "3");
    assertThat(plant.exit()).as(plant.err()).isEqualTo(Exit.DONE);
    Cli imported = triage("import", "--build", classes(), "--timeout", "5", planted + "/inputs");
    assertThat(imported.exit()).as(imported.err()).isEqualTo(Exit.FINDINGS);
    assertThat(imported.out()).contains("3 inputs, 1 crashes: new 1 joined 2");
    try (Stream<Path> keys = Files.list(folder.resolve("crashes"))) {
      return keys.findFirst().orElseThrow().getFileName().toString();
    }
  }

  private Cli close(String key, String... more) {
    String[] words = {"close", key, "--name", "a-new-defect", "--note", "a note"};
    return triage(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
  }

  private String classes() {
    return folder.resolve("planted/classes").toString();
  }

  private Cli triage(String... words) {
    Stream<String> places =
        switch (words[0]) {
          case "import", "list", "show", "minimise", "close" ->
              Stream.of(
                  "--crashes",
                  folder.resolve("crashes").toString(),
                  "--corpus",
                  corpus.toString(),
                  "--work",
                  folder.resolve("work").toString());
          default -> Stream.of();
        };
    Object[] all =
        Stream.of(Stream.of("triage"), Stream.of(words), places).flatMap(s -> s).toArray();
    return Cli.run(all);
  }
}
