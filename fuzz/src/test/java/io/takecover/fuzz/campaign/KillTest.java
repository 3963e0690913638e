package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.cli.Console;
import io.takecover.fuzz.cli.Exit;
import io.takecover.fuzz.cli.Main;
import io.takecover.fuzz.triage.CrashStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that is killed in the middle loses nothing, and leaves nobody behind. */
class KillTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void killedInTheMiddleAndStartedAgain() throws Exception {
    Process campaign = start("--target", "CanaryFuzzer", "--seconds", "300");
    List<ProcessHandle> children;
    try {
      // The first finding may come before the first input is kept.
      await(
          "a finding and an input",
          () ->
              !Places.filesIn(folder.resolve("work/artifacts")).isEmpty()
                  && !Places.filesIn(folder.resolve("work/corpus/CanaryFuzzer")).isEmpty(),
          campaign);
      children = campaign.descendants().toList();
    } finally {
      campaign.destroyForcibly();
    }
    campaign.waitFor();
    assertThat(children).isNotEmpty();
    for (ProcessHandle child : children) {
      child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(new CrashStore(folder.resolve("crashes")).list()).isEmpty();
    int corpus = Places.filesIn(folder.resolve("work/corpus/CanaryFuzzer")).size();
    assertThat(corpus).isPositive();

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = Console.of(InputStream.nullInputStream(), out, out);
    String[] again = arguments("--target", "NativeEditFuzzer", "--seconds", "1");
    assertThat(Main.run(again, console)).as(out::toString).isEqualTo(Exit.FINDINGS);
    assertThat(new CrashStore(folder.resolve("crashes")).list())
        .singleElement()
        .satisfies(crash -> assertThat(crash.target()).isEqualTo("CanaryFuzzer"));
  }

  private Process start(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments(options)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private String[] arguments(String... options) {
    List<String> all = new ArrayList<>(List.of("fuzz"));
    all.addAll(List.of("--work", folder.resolve("work").toString()));
    all.addAll(List.of("--crashes", folder.resolve("crashes").toString()));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  /** Something that takes a look at the disk. */
  @FunctionalInterface
  private interface Look {
    boolean seen() throws Exception;
  }

  private static void await(String what, Look look, Process campaign) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!look.seen()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      assertThat(campaign.isAlive()).as("the campaign has ended before " + what).isTrue();
      campaign.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }
}
