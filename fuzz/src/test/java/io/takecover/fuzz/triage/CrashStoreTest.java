package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import io.takecover.fuzz.targets.CanaryFuzzer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashStoreTest {
  @TempDir private Path folder;
  private CrashStore store;

  @BeforeEach
  void open() {
    store = new CrashStore(folder.resolve("crashes"));
  }

  @Test
  void aNewCrashIsAFolder() throws Exception {
    CrashStore.Filed filed = add("gas!", "planted");
    assertThat(filed.isNew()).isTrue();
    Path place = folder.resolve("crashes").resolve(filed.crash().key());
    try (var files = Files.list(place)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("input.img", "crash.json", "stack.txt", "inputs", "README");
    }
    assertThat(place.resolve("input.img")).hasContent("gas!");
    assertThat(place.resolve("stack.txt")).content().contains("claim.canary.planted");
    assertThat(place.resolve("README")).content().contains("triage show " + filed.crash().key());
    assertThat(store.list()).containsExactly(filed.crash());
    assertThat(store.input(filed.crash())).isEqualTo(place.resolve("input.img"));
  }

  @Test
  void aKnownCrashIsJoinedAndKeepsTheSmallestInput() throws Exception {
    Crash first = add("gas!", "planted").crash();
    CrashStore.Filed larger = add("gas!!!", "planted");
    assertThat(larger.isNew()).isFalse();
    assertThat(larger.crash().count()).isEqualTo(2);
    assertThat(store.input(first)).hasContent("gas!");
    CrashStore.Filed smaller = add("gas", "planted");
    assertThat(smaller.crash().bytes()).isEqualTo(3);
    assertThat(smaller.crash().sha256()).isNotEqualTo(first.sha256());
    assertThat(store.input(first)).hasContent("gas");
    assertThat(store.list()).containsExactly(smaller.crash());
  }

  @Test
  void anotherRuleIsAnotherCrash() throws Exception {
    add("gas", "planted");
    add("gas", "other");
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void aCrashThatFailsInAnotherWayByNowJoinsThatOne() throws Exception {
    Crash old = add("gas", "old").crash();
    add("gas 2", "old");
    Crash now = add("gas", "now").crash();
    add("gas 3", "now");
    store.absorb(old, now.key());
    assertThat(store.list())
        .singleElement()
        .satisfies(
            crash -> {
              assertThat(crash.key()).isEqualTo(now.key());
              assertThat(crash.count()).isEqualTo(3);
            });
  }

  @Test
  void noFolderNoCrashes() throws Exception {
    assertThat(store.list()).isEmpty();
  }

  @Test
  void anOpenCrashStaysOpenUntilItsInputPasses() throws Exception {
    Crash open = add("gas", "planted").crash();
    assertThat(OpenCrash.in(store))
        .singleElement()
        .satisfies(
            crash -> {
              assertThat(crash.stillFails()).isTrue();
              assertThat(crash.sentence())
                  .contains(open.key(), "still fails", "claim.canary.planted");
            });
    Files.writeString(store.input(open), "fresh air");
    List<OpenCrash> repaired = OpenCrash.in(store);
    assertThat(repaired)
        .singleElement()
        .satisfies(
            crash -> {
              assertThat(crash.stillFails()).isFalse();
              assertThat(crash.sentence()).contains(open.key(), "fails no more", "close it");
            });
  }

  @Test
  void aCrashOfATargetThatIsGoneStaysOpen() throws Exception {
    Crash crash = add("gas", "planted").crash();
    Path record = store.input(crash).resolveSibling("crash.json");
    Files.writeString(record, Files.readString(record).replace("CanaryFuzzer", "GoneFuzzer"));
    assertThat(OpenCrash.in(store)).singleElement().matches(OpenCrash::stillFails);
  }

  private CrashStore.Filed add(String input, String rule) throws Exception {
    Failure failure = Failure.of(new ClaimFailure(Claim.CANARY, rule, "test"));
    Replayer.Result result = new Replayer.Result(failure, 1_000_000, 1);
    byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
    return store.add(CanaryFuzzer.class, bytes, result);
  }
}
