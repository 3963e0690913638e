package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.cli.Console;
import io.takecover.fuzz.cli.Exit;
import io.takecover.fuzz.cli.Main;
import io.takecover.fuzz.triage.CrashStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that is killed in the middle loses nothing, and leaves nobody behind. */
class KillTest {
  /** {@code -Dfuzz.kills=20} for more patience. */
  private static final int KILLS = Integer.getInteger("fuzz.kills", 2);

  private static final int MOST_MILLIS = 4_000;

  @TempDir private Path folder;

  @Test
  void killedInTheMiddleAndStartedAgain() throws Exception {
    CampaignProcess campaign = start("--target", "CanaryFuzzer", "--seconds", "300");
    int children;
    try {
      // The first finding may come before the first input is kept.
      campaign.await(
          "a finding and an input",
          () ->
              !Places.filesIn(folder.resolve("work/artifacts")).isEmpty()
                  && !Places.filesIn(folder.resolve("work/corpus/CanaryFuzzer")).isEmpty());
    } finally {
      children = campaign.kill();
    }
    assertThat(children).isEqualTo(Settings.DEFAULT_JOBS);
    assertThat(new CrashStore(folder.resolve("crashes")).list()).isEmpty();
    int corpus = Places.filesIn(folder.resolve("work/corpus/CanaryFuzzer")).size();
    assertThat(corpus).isPositive();

    assertThat(run("--target", "NativeEditFuzzer", "--seconds", "1", "--jobs", "1"))
        .isEqualTo(Exit.FINDINGS);
    assertThat(new CrashStore(folder.resolve("crashes")).list())
        .singleElement()
        .satisfies(crash -> assertThat(crash.target()).isEqualTo("CanaryFuzzer"));
  }

  /**
   * Kills at any moment: every other one from the start on, while what was left is taken in; the
   * others while fuzzers run. All that was covered by then is covered by what is left when the
   * campaign has had its time.
   */
  @Test
  void nothingIsLostUnderRandomKills() throws Exception {
    Random random = new Random();
    List<Integer> moments = new ArrayList<>();
    double spent = 0;
    long execs = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      moments.add(random.nextInt(MOST_MILLIS));
      Path log = folder.resolve("work/logs/NativeEditFuzzer.log");
      Files.deleteIfExists(log);
      CampaignProcess campaign =
          start("--target", "CanaryFuzzer,NativeEditFuzzer", "--hours", "8", "--jobs", "3");
      try {
        if (kill % 2 == 0) {
          campaign.await("a fuzzer", () -> Files.exists(log) && text(log).contains("INITED"));
        }
        campaign.leave(moments.get(kill));
      } finally {
        campaign.kill();
      }
      save();
      try (Journal journal = Journal.open(stats(), false, Clock.systemUTC())) {
        assertThat(journal.isResumed()).isTrue();
        assertThat(journal.spent()).isGreaterThanOrEqualTo(spent);
        spent = journal.entries().stream().mapToDouble(Journal.Entry::spent).max().orElse(0);
        long done = journal.past(Targets.NATIVE_EDIT).progress().execs();
        assertThat(done).isGreaterThanOrEqualTo(execs);
        execs = done;
      }
      assertToldFindingsAreThere();
    }
    assertThat(spent).as("seconds, killed after %s ms".formatted(moments)).isPositive();

    // The time is over by now, so it only takes in, makes small, and ends.
    assertThat(run("--target", "CanaryFuzzer,NativeEditFuzzer", "--hours", "0.0002", "--jobs", "2"))
        .isEqualTo(Exit.FINDINGS);
    assertThat(new CrashStore(folder.resolve("crashes")).list())
        .singleElement()
        .satisfies(crash -> assertThat(crash.target()).isEqualTo("CanaryFuzzer"));
    assertThat(Places.filesIn(folder.resolve("work/artifacts"))).isEmpty();
    Path unreproduced = folder.resolve("work/unreproduced/NativeEditFuzzer");
    assertThat(Places.filesIn(unreproduced)).as("inputs that were only being run").isEmpty();
    assertNothingIsUncovered();
  }

  private void save() throws IOException {
    for (String copy : List.of("warm", "saved")) {
      Files.createDirectories(folder.resolve(copy));
      for (Path input : Places.filesIn(edits())) {
        Path to = folder.resolve(copy).resolve(input.getFileName());
        Files.copy(input, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** What a fuzzer said that it wrote is there, or has been filed. */
  private void assertToldFindingsAreThere() throws IOException {
    boolean isFiled = !new CrashStore(folder.resolve("crashes")).list().isEmpty();
    for (Path log : Places.filesIn(folder.resolve("work/logs"))) {
      for (String line : text(log).lines().toList()) {
        int at = line.indexOf("Test unit written to ");
        if (at >= 0) {
          Path artifact = Path.of(line.substring(at + "Test unit written to ".length()));
          assertThat(isFiled || Files.exists(artifact)).as(line).isTrue();
        }
      }
    }
  }

  private static String text(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  /** Measured twice, for the first inputs also cover what happens once in a process. */
  private void assertNothingIsUncovered() throws Exception {
    List<Path> saved = Places.filesIn(folder.resolve("saved"));
    List<Path> left = Places.filesIn(edits());
    assertThat(left).isNotEmpty().hasSizeLessThanOrEqualTo(saved.size());
    List<Path> inputs = new ArrayList<>(Places.filesIn(folder.resolve("warm")));
    inputs.addAll(saved);
    inputs.addAll(left);
    Places apart = new Places(folder, folder.resolve("apart"), folder.resolve("none"));
    Map<Path, BitSet> covered = Coverage.of(Targets.NATIVE_EDIT, inputs, apart);
    BitSet lost = union(covered, saved);
    assertThat(lost.cardinality()).isPositive();
    lost.andNot(union(covered, left));
    assertThat(lost.cardinality()).as("features that nothing covers any more").isZero();
  }

  private static BitSet union(Map<Path, BitSet> covered, List<Path> inputs) {
    BitSet union = new BitSet();
    inputs.forEach(input -> union.or(covered.get(input)));
    return union;
  }

  private Path edits() {
    return folder.resolve("work/corpus/NativeEditFuzzer");
  }

  private Path stats() {
    return folder.resolve("work/stats.jsonl");
  }

  private CampaignProcess start(String... options) throws IOException {
    return CampaignProcess.start(folder.resolve("said"), arguments(options));
  }

  private int run(String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = Console.of(InputStream.nullInputStream(), out, out);
    return Main.run(arguments(options).toArray(String[]::new), console);
  }

  private List<String> arguments(String... options) {
    List<String> all = new ArrayList<>(List.of("fuzz"));
    all.addAll(List.of("--work", folder.resolve("work").toString()));
    all.addAll(List.of("--crashes", folder.resolve("crashes").toString()));
    all.addAll(List.of(options));
    return all;
  }
}
