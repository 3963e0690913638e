package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code takecover fuzz} in a process of its own, to be killed. */
final class CampaignProcess {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;

  private CampaignProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param said takes what it prints
   */
  static CampaignProcess start(Path said, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new CampaignProcess(builder.redirectOutput(said.toFile()).start());
  }

  /** Something that takes a look at the disk. */
  @FunctionalInterface
  interface Look {
    boolean seen() throws Exception;
  }

  /** Comes back when it is seen; the campaign must be alive until then. */
  void await(String what, Look look) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!look.seen()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      assertThat(process.isAlive()).as("the campaign has ended before " + what).isTrue();
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  /** Lets it run for a time. */
  void leave(long millis) throws InterruptedException {
    assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("it ended by itself").isFalse();
  }

  /**
   * Kills it, as {@code kill -9} does, and waits until its fuzzers are gone too.
   *
   * @return how many fuzzers there were
   */
  int kill() throws Exception {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    process.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return children.size();
  }
}
