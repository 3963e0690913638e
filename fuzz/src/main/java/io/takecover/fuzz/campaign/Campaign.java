package io.takecover.fuzz.campaign;

import io.takecover.fuzz.gen.Dictionary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Fuzzes targets, so many at a time, each in a process of its own, and takes in what they find.
 * What an earlier campaign left behind, because it was killed, is taken in first.
 */
public final class Campaign {
  /**
   * In an endless campaign each target has the processor so long before it is the next one's turn.
   */
  private static final int TURN_SECONDS = 300;

  private static final int FAREWELL_SECONDS = 60;

  private final Settings settings;
  private final List<TargetRun> runs = new ArrayList<>();
  private volatile boolean interrupted;

  private Campaign(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs a campaign to its end, or until the process is asked to end.
   *
   * @param out where progress goes
   * @param live whether {@code out} is a terminal
   * @throws BusyException where another campaign works in the same place
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static Report run(Settings settings, PrintWriter out, boolean live)
      throws IOException, InterruptedException {
    Files.createDirectories(settings.places().work());
    try (WorkLock lock = WorkLock.take(settings.places().lock())) {
      return new Campaign(settings).runLocked(out, live);
    }
  }

  @SuppressWarnings("try") // the screen draws by itself
  private Report runLocked(PrintWriter out, boolean live) throws IOException, InterruptedException {
    Places places = settings.places();
    Intake intake = new Intake(places);
    Files.writeString(places.dictionary(), Dictionary.text());
    for (Targets target : Targets.values()) {
      List<Intake.Taken> leftBehind = intake.take(target);
      if (settings.targets().contains(target) || !leftBehind.isEmpty()) {
        TargetRun run = new TargetRun(target, places, intake);
        run.add(leftBehind);
        runs.add(run);
      }
    }
    CountDownLatch done = new CountDownLatch(1);
    Thread farewell = new Thread(() -> interrupt(done), "farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      try (Screen screen = new Screen(out, live, runs)) {
        fuzz();
      }
      Report report = close();
      return report;
    } finally {
      done.countDown();
      if (!interrupted) {
        Runtime.getRuntime().removeShutdownHook(farewell);
      }
    }
  }

  private void fuzz() throws IOException, InterruptedException {
    int seconds = settings.isEndless() ? TURN_SECONDS : settings.seconds();
    ExecutorService pool = Executors.newFixedThreadPool(settings.jobs());
    try {
      do {
        List<Callable<Void>> turns = new ArrayList<>();
        for (TargetRun run : runs) {
          if (settings.targets().contains(run.target())) {
            turns.add(() -> turn(run, seconds));
          }
        }
        for (Future<Void> turn : pool.invokeAll(turns)) {
          turn.get();
        }
      } while (settings.isEndless() && !interrupted);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fuzzer could not be run: " + e.getCause(), e);
    } finally {
      runs.forEach(TargetRun::stop);
      pool.shutdown();
    }
  }

  private static Void turn(TargetRun run, int seconds) throws IOException, InterruptedException {
    run.fuzz(seconds);
    return null;
  }

  private Report close() throws IOException {
    List<Report.Line> lines = new ArrayList<>();
    for (TargetRun run : runs) {
      lines.add(Report.Line.of(run, Census.of(run.target(), settings.places())));
    }
    return new Report(lines);
  }

  /**
   * Asked to end: the fuzzers end, and what they found is taken in while the process is kept
   * waiting.
   */
  private void interrupt(CountDownLatch done) {
    interrupted = true;
    runs.forEach(TargetRun::stop);
    try {
      if (!done.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("what was found is taken in by the next campaign");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
