package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.cli.Console;
import io.takecover.fuzz.cli.Exit;
import io.takecover.fuzz.cli.Main;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves the alarm: a planted failure travels from the fuzzer to the crash folder and to the exit
 * code.
 */
class CanaryTest {
  private static final String SECONDS = "3";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void usageIsRefused() {
    assertThat(takecover("--target", "Nobody")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--hours", "0")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--hours", "NaN")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--hours", "1e9")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--fresh")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--jobs", "0")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--seconds", "-1")).isEqualTo(Exit.USAGE);
    assertThat(takecover("--seeds", folder.resolve("none").toString())).isEqualTo(Exit.USAGE);
    assertThat(takecover("--replay", folder.toString())).isEqualTo(Exit.USAGE);
    assertThat(takecover("--list")).isEqualTo(Exit.DONE);
    assertThat(said()).contains("NativeReadFuzzer", "no target is named Nobody");
  }

  @Test
  void oneCampaignAtATimeInOneFolder() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    try (WorkLock lock = WorkLock.take(work.resolve("lock"))) {
      assertThat(lock).isNotNull();
      assertThat(takecover("--target", "CanaryFuzzer")).isEqualTo(Exit.USAGE);
      assertThat(said()).contains("another campaign is at work");
    }
  }

  @Test
  void aPlantedFailureIsFoundFiledAndTold() throws Exception {
    assertThat(takecover("--target", "CanaryFuzzer")).as(this::said).isEqualTo(Exit.FINDINGS);
    List<Crash> crashes = new CrashStore(folder.resolve("crashes")).list();
    assertThat(crashes).hasSize(1);
    Crash crash = crashes.get(0);
    assertThat(crash.claim()).isEqualTo("canary");
    assertThat(crash.target()).isEqualTo("CanaryFuzzer");
    assertThat(said()).contains("CanaryFuzzer: new crash", crash.key(), "rules fired");
    Path input = new CrashStore(folder.resolve("crashes")).input(crash);
    assertThat(Files.readString(input, StandardCharsets.ISO_8859_1)).startsWith("gas");
    assertThat(Places.filesIn(folder.resolve("work/artifacts"))).isEmpty();

    assertThat(takecover("--target", "CanaryFuzzer", "--replay", input.toString())).isEqualTo(1);
    assertThat(said()).contains("claim.canary.planted");

    // The exit code does not depend on whether the failure is known.
    assertThat(takecover("--target", "CanaryFuzzer", "--quiet")).isEqualTo(Exit.FINDINGS);
    assertThat(new CrashStore(folder.resolve("crashes")).list()).hasSize(1);
    assertThat(said()).contains("CanaryFuzzer: known crash");
  }

  private int takecover(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "fuzz",
                "--seconds",
                SECONDS,
                "--jobs",
                "1",
                "--work",
                folder.resolve("work").toString(),
                "--crashes",
                folder.resolve("crashes").toString()));
    all.addAll(List.of(arguments));
    Console console = Console.of(InputStream.nullInputStream(), out, err);
    return Main.run(all.toArray(String[]::new), console);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
