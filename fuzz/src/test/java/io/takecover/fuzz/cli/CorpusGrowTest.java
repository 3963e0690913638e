package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.Proposal;
import io.takecover.fuzz.corpus.Proposals;
import io.takecover.fuzz.triage.CrashStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code takecover corpus grow}, and what it proposes. */
class CorpusGrowTest {
  @TempDir Path folder;
  private Path corpus;
  private Path work;

  @BeforeEach
  void copy() throws IOException {
    corpus = ProjectFolder.copyCorpus(folder.resolve("corpus"));
    work = folder.resolve("work");
  }

  @Test
  void wrongUsage() {
    assertThat(grow("--target", "Nobody").exit()).isEqualTo(2);
    assertThat(grow("--from", folder.resolve("none").toString()).err()).contains("is not a folder");
    assertThat(grow("--trials", "-1").exit()).isEqualTo(2);
    assertThat(Cli.run("corpus", "merge", "--seeds", folder.resolve("none")).err())
        .contains("is not a folder");
    assertThat(Cli.run("corpus", "grow", "--help").out()).contains("0  done", "--target");
  }

  @Test
  void campaignAtWork() throws IOException {
    Files.createDirectories(work);
    StandardOpenOption[] options = {StandardOpenOption.CREATE, StandardOpenOption.WRITE};
    try (FileChannel channel = FileChannel.open(work.resolve("lock"), options);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      Cli cli = grow("--target", "DumpFuzzer");
      assertThat(cli.err()).contains("another campaign is at work");
      assertThat(cli.exit()).isEqualTo(2);
    }
  }

  @Test
  void aNewVerdictIsProposedAndTheCommandAddsIt() throws Exception {
    Path gathered = Files.createDirectories(folder.resolve("gathered/NativeReadFuzzer"));
    byte[] image = Files.readAllBytes(corpus.resolve("native/malformed/digest-len-1.img"));
    image[136] = 5; // the owner of the root: no defect
    Files.write(gathered.resolve("odd"), image);
    Files.write(gathered.resolve("long"), new byte[9000]);
    Files.copy(corpus.resolve("native/malformed/uid-max.img"), gathered.resolve("known"));
    forget("N-068", "inode.digest.len");
    Path into = folder.resolve("into");

    Cli cli =
        grow(
            "--target",
            "NativeReadFuzzer",
            "--from",
            gathered.getParent().toString(),
            "--into",
            into.toString());

    assertThat(cli.err()).isEmpty();
    assertThat(cli.exit()).isZero();
    assertThat(cli.outLines()).hasSize(3);
    assertThat(cli.outLines().get(0)).startsWith("NativeReadFuzzer  inputs: 2 -> 1, bytes: ");
    assertThat(cli.outLines().get(1))
        .isEqualTo("NativeReadFuzzer: 1 inputs are longer than 8192 bytes, and are left out");
    Path kept = into.resolve("NativeReadFuzzer/n-068-inode-digest-len");
    assertThat(kept).exists();
    assertThat(gathered.resolve("odd")).exists();
    String proposal = cli.outLines().get(2);
    assertThat(proposal)
        .contains("reject, N-068 at 308 (inode.digest.len), " + kept + ": ")
        .contains(" --edit 'inode[1].digest.len=1' ")
        .doesNotContain("inode[0].st_uid");
    String command = proposal.substring(proposal.indexOf("fuzz/takecover "));
    List<String> words = new ArrayList<>(ShellWords.of(command));
    words.addAll(List.of("--corpus", corpus.toString()));
    Cli added = Cli.run(words.subList(1, words.size()).toArray());
    assertThat(added.out()).endsWith(": reject, N-068 at 308 (inode.digest.len)\n");
    assertThat(Cli.run("corpus", "check", "--corpus", corpus).exit()).isZero();
    assertThat(Proposals.of(Corpus.open(corpus), List.of(kept))).isEmpty();
  }

  /** By the old name of the command. */
  @Test
  void aCrashIsOneAndFiled() throws IOException {
    Path gathered = Files.createDirectories(work.resolve("corpus/CanaryFuzzer"));
    for (String input : List.of("a", "gas", "gasket", "z")) {
      Files.writeString(gathered.resolve(input), input);
    }
    Cli cli =
        Cli.run(
            "corpus",
            "merge",
            "--seeds",
            corpus,
            "--work",
            work,
            "--crashes",
            folder.resolve("crashes"),
            "--target",
            "CanaryFuzzer");
    assertThat(cli.outLines().get(0)).isEqualTo("CanaryFuzzer      inputs: 4 -> 1, bytes: 11 -> 1");
    assertThat(cli.outLines())
        .filteredOn(line -> line.contains("CanaryFuzzer: new crash"))
        .hasSize(1);
    assertThat(new CrashStore(folder.resolve("crashes")).list())
        .singleElement()
        .satisfies(crash -> assertThat(crash.claim()).isEqualTo("canary"));
    assertThat(cli.exit()).isEqualTo(1);
  }

  /**
   * Every malformed native image of the project is found again from its verdict, if nobody else has
   * it.
   */
  @Test
  void everyVerdictCanBeProposed() throws Exception {
    Map<String, Path> first = new HashMap<>();
    for (JsonNode vector : vectors()) {
      boolean isNative = vector.get("format").asText().equals("native");
      if (isNative && vector.has("rule") && vector.get("profile").asText().equals("strict")) {
        String verdict = vector.get("rule").asText() + " " + vector.get("field").asText();
        first.putIfAbsent(verdict, ProjectFolder.corpus().resolve(vector.get("file").asText()));
      }
    }
    forgetAll();
    List<Proposal> proposals = Proposals.of(Corpus.open(corpus), List.copyOf(first.values()));
    assertThat(proposals).hasSameSizeAs(first.keySet());
    assertThat(proposals).extracting(Proposal::name).doesNotHaveDuplicates();
    for (Proposal proposal : proposals) {
      if (proposal.isShort()) {
        List<String> words = new ArrayList<>(ShellWords.of(proposal.command()));
        words.addAll(List.of("--corpus", corpus.toString()));
        Cli cli = Cli.run(words.toArray());
        String rule = proposal.judgement().violation().rule().id();
        assertThat(cli.out()).as(cli.err()).contains(": reject, " + rule + " at ");
      }
    }
    assertThat(proposals.stream().filter(Proposal::isShort).count())
        .isGreaterThan(first.size() * 9L / 10);
  }

  private Cli grow(String... options) {
    List<Object> words = new ArrayList<>(List.of("corpus", "grow", "--seeds", corpus));
    words.addAll(List.of("--work", work, "--crashes", folder.resolve("crashes")));
    words.addAll(List.of(options));
    return Cli.run(words.toArray());
  }

  private ArrayNode vectors() throws IOException {
    return (ArrayNode) new ObjectMapper().readTree(list().toFile()).get("vectors");
  }

  private Path list() {
    return corpus.resolve("vectors.json");
  }

  /** Takes out of the copy all images with a verdict. */
  private void forget(String rule, String field) throws IOException {
    keep(v -> !rule.equals(v.path("rule").asText()) || !field.equals(v.path("field").asText()));
  }

  private void forgetAll() throws IOException {
    keep(vector -> vector.get("file").asText().startsWith("native/valid/"));
  }

  private void keep(java.util.function.Predicate<JsonNode> wanted) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(list().toFile());
    for (Iterator<JsonNode> all = root.get("vectors").elements(); all.hasNext(); ) {
      JsonNode vector = all.next();
      if (!wanted.test(vector)) {
        Files.deleteIfExists(corpus.resolve(vector.get("file").asText()));
        all.remove();
      }
    }
    json.writeValue(list().toFile(), root);
  }
}
