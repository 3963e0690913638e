package io.takecover.fuzz.campaign;

import io.takecover.fuzz.gen.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;

/**
 * One fuzzer by itself, from its seeds on, and how its coverage grew. It learns from nobody, so
 * that several runs of a target differ by chance only.
 *
 * @param target its label
 * @param chance where libFuzzer's choices started
 * @param seconds how long it was let fuzz
 * @param executions inputs that were run
 * @param findings failures, which are not kept: a campaign finds them again
 * @param steps when more edges were covered than before, in order of time
 */
public record GrowthRun(
    String target, long chance, int seconds, long executions, int findings, List<Step> steps) {
  private static final int POLL_MILLIS = 50;

  /**
   * @param seconds since the first input was run
   * @param executions inputs that were run by then
   * @param edges that are covered from then on
   */
  public record Step(double seconds, long executions, int edges) {}

  public GrowthRun {
    steps = List.copyOf(steps);
  }

  /**
   * Fuzzes.
   *
   * @param corpus the committed inputs, whose folders for the target are its seeds
   * @throws IOException where the fuzzer could not be run
   */
  public static GrowthRun of(Targets target, Path corpus, int seconds, long chance)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("takecover-growth-");
    try {
      Places places = new Places(corpus, work, work.resolve("crashes"));
      Files.writeString(places.dictionary(), Dictionary.text());
      FuzzChild child = new FuzzChild(target, places, 1, seconds, List.of("-seed=" + chance));
      Watch watch = new Watch(child);
      watch.start();
      String complaint = child.run();
      watch.end();
      if (complaint != null) {
        throw new IOException(complaint);
      }
      Progress end = child.progress();
      return new GrowthRun(
          target.label(), chance, seconds, end.execs(), end.findings(), watch.steps);
    } finally {
      PathUtils.deleteDirectory(work);
    }
  }

  /** Looks again and again how far the fuzzer is. */
  private static final class Watch extends Thread {
    private final FuzzChild child;
    private long startedAt = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private volatile boolean ended;

    Watch(FuzzChild child) {
      super("growth");
      this.child = child;
      setDaemon(true);
    }

    /** After this, all steps are there. */
    void end() throws InterruptedException {
      ended = true;
      join();
    }

    @Override
    public void run() {
      int edges = 0;
      boolean isLast = false;
      while (!isLast) {
        isLast = ended;
        if (child.firstInputAt() == null) {
          startedAt = System.nanoTime();
        }
        Progress now = child.progress();
        if (now.edges() > edges) {
          edges = now.edges();
          double seconds = Math.round((System.nanoTime() - startedAt) / 1e7) / 100.0;
          steps.add(new Step(seconds, now.execs(), edges));
        }
        try {
          TimeUnit.MILLISECONDS.sleep(isLast ? 0 : POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
