package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fuzz.targets.EmptyFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final List<Class<?>> TARGETS = List.of(EmptyFuzzer.class, Misbehaving.class);

  @TempDir private Path folder;
  private CrashStore store;
  private Path state;

  @BeforeEach
  void open() {
    store = new CrashStore(folder.resolve("crashes"));
    state = folder.resolve("work/import.jsonl");
  }

  @Test
  void whatFailsIsFiledAndWhatDoesNotIsTold() throws Exception {
    write("crash-1", "throw");
    write("crash-2", "throw again");
    write("crash-3", "throw");
    write("hang-1", "hang");
    write("oom-1", "eat");
    write("recur-1", "recur");
    write("exit-1", "halt");
    write("timeout-1", "fine");
    Map<String, Finding> found = byName(run(1, finding -> {}));
    assertThat(found.get("crash-1").outcome()).isEqualTo(Finding.Outcome.NEW);
    assertThat(found.get("crash-1").target()).isEqualTo("Misbehaving");
    assertThat(found.get("crash-2").outcome()).isEqualTo(Finding.Outcome.JOINED);
    assertThat(found.get("crash-2").key()).isEqualTo(found.get("crash-1").key());
    assertThat(found.get("crash-3").outcome()).isEqualTo(Finding.Outcome.SKIPPED);
    assertThat(found.get("timeout-1").outcome()).isEqualTo(Finding.Outcome.PASSES);
    assertThat(found.get("timeout-1").reason()).contains("said to be a timeout", "2 targets");
    assertThat(store.list())
        .extracting(crash -> crash.kind().label() + " " + crash.count())
        .containsExactlyInAnyOrder(
            "crash 2", "timeout 1", "out-of-memory 1", "stack-overflow 1", "exit 1");
    assertThat(state).doesNotExist();
  }

  @Test
  void whatFailsOnlyOnceIsNoCrash() throws Exception {
    write("crash-1", "throw once");
    Finding finding = run(1, any -> {}).get(0);
    assertThat(finding.outcome()).isEqualTo(Finding.Outcome.FLAKY);
    assertThat(finding.reason()).contains("once");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void whatWasSettledBeforeAnInterruptionIsNotRunAgain() throws Exception {
    write("a", "throw");
    write("b", "fine");
    write("c", "recur");
    Consumer<Finding> interruption =
        finding -> {
          if (finding.outcome() == Finding.Outcome.PASSES) {
            throw new IllegalStateException("as if killed");
          }
        };
    assertThatThrownBy(() -> run(1, interruption)).hasMessageContaining("import");
    assertThat(Files.readAllLines(state)).hasSize(3);
    // Had it been run again, it would join its own crash.
    Map<String, Finding> found = byName(run(1, finding -> {}));
    assertThat(found.get("a").outcome()).isEqualTo(Finding.Outcome.NEW);
    assertThat(found.get("c").outcome()).isEqualTo(Finding.Outcome.NEW);
    assertThat(store.list()).hasSize(2).allMatch(crash -> crash.count() == 1);
  }

  @Test
  void twiceTheSameImportCountsOnce() throws Exception {
    write("a", "throw");
    run(1, finding -> {});
    assertThat(run(1, finding -> {}).get(0).outcome()).isEqualTo(Finding.Outcome.JOINED);
    assertThat(store.list()).singleElement().matches(crash -> crash.count() == 1);
  }

  @Test
  void severalAtATimeFindWhatOneFinds() throws Exception {
    for (int i = 0; i < 12; i++) {
      write("f" + i, List.of("throw", "recur", "fine" + i, "throw again").get(i % 4));
    }
    List<Finding> found = run(3, finding -> {});
    assertThat(found).hasSize(12);
    assertThat(found.stream().filter(f -> f.outcome() == Finding.Outcome.NEW)).hasSize(2);
    assertThat(found.stream().filter(f -> f.outcome() == Finding.Outcome.PASSES)).hasSize(3);
    assertThat(found.stream().filter(f -> f.outcome() == Finding.Outcome.SKIPPED)).hasSize(6);
  }

  @Test
  void aRecordIsOfOneBuildOnlyAndATornLineIsNotThere() throws Exception {
    Finding one =
        new Finding("f", "00", Finding.Outcome.PASSES, null, null, null, "comes to an end");
    try (ImportRecord record = new ImportRecord(state, "build")) {
      record.settle(one);
    }
    Files.writeString(state, Files.readString(state) + "{\"file\":\"g\",\"sha2");
    try (ImportRecord record = new ImportRecord(state, "build")) {
      assertThat(record.size()).isEqualTo(1);
      assertThat(record.settled("00")).isEqualTo(one);
    }
    try (ImportRecord record = new ImportRecord(state, "other build")) {
      assertThat(record.size()).isZero();
    }
  }

  private List<Finding> run(int jobs, Consumer<Finding> progress)
      throws IOException, InterruptedException {
    ReplayLimits limits =
        new ReplayLimits(2, ReplayLimits.HEAP_MEGABYTES, ReplayLimits.STACK_KILOBYTES, List.of());
    return Import.run(
        Reproducer.in(folder.resolve("in")), TARGETS, limits, store, jobs, state, progress);
  }

  private static Map<String, Finding> byName(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.toMap(f -> Path.of(f.file()).getFileName().toString(), f -> f));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in").resolve(name), text);
  }
}
