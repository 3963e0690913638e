package io.takecover.fuzz.campaign;

import io.takecover.fuzz.gen.Dictionary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Fuzzes targets, so many processes at a time, and takes in what they find. What an earlier
 * campaign left behind, because it was killed, is taken in first. Several campaigns, each with a
 * work folder of its own, may share the folder of working corpora; the last to end makes it small.
 */
public final class Campaign {
  /**
   * In an endless campaign and in a long one each target has the processor so long before it is the
   * next one's turn.
   */
  private static final int TURN_SECONDS = 300;

  /** A long campaign makes the working corpora small after the turn in which this is over. */
  private static final int PRUNE_SECONDS = 1800;

  private static final int FAREWELL_SECONDS = 60;

  private final Settings settings;
  private final Places places;
  private final Journal journal;
  private final PrintWriter out;
  private final Instant createdAt = Instant.now();
  private final List<TargetRun> runs = new ArrayList<>();
  private final List<TargetRun> chosen = new ArrayList<>();
  private WorkLock use;
  private volatile boolean interrupted;
  private volatile boolean pruning;

  private Campaign(Settings settings, Journal journal, PrintWriter out) {
    this.settings = settings;
    this.places = settings.places();
    this.journal = journal;
    this.out = out;
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
    Places places = settings.places();
    Files.createDirectories(places.work());
    try (WorkLock lock = WorkLock.take(places.lock());
        Journal journal = journal(settings);
        Crew crew = new Crew(settings.jobs())) {
      return new Campaign(settings, journal, out).run(crew, live);
    }
  }

  private static Journal journal(Settings settings) throws IOException {
    return settings.isLong()
        ? Journal.open(settings.places().statistics(), settings.fresh(), Clock.systemUTC())
        : Journal.unkept();
  }

  private Report run(Crew crew, boolean live) throws IOException, InterruptedException {
    use = WorkLock.shared(places.corpusLock());
    try {
      gather();
      CountDownLatch done = new CountDownLatch(1);
      Thread farewell = new Thread(() -> interrupt(done), "farewell");
      Runtime.getRuntime().addShutdownHook(farewell);
      try {
        fuzz(crew, live);
        return close();
      } finally {
        done.countDown();
        if (!interrupted) {
          Runtime.getRuntime().removeShutdownHook(farewell);
        }
      }
    } finally {
      use.close();
    }
  }

  private void gather() throws IOException, InterruptedException {
    Intake intake = new Intake(places);
    Files.writeString(places.dictionary(), Dictionary.text());
    for (Targets target : Targets.values()) {
      boolean isChosen = settings.targets().contains(target);
      int processes = isChosen ? settings.processes(target) : 0;
      TargetRun run = new TargetRun(target, processes, places, intake, journal);
      run.takeIn();
      if (isChosen) {
        chosen.add(run);
      }
      if (isChosen || !run.findings().isEmpty()) {
        runs.add(run);
      }
    }
  }

  @SuppressWarnings("try") // the screen and the sampler work by themselves
  private void fuzz(Crew crew, boolean live) throws IOException, InterruptedException {
    if (journal.isResumed()) {
      say("an interrupted campaign goes on; so far it took " + Screen.clock(journal.spent()));
    }
    try (Screen screen = new Screen(out, live, runs);
        Sampler sampler = new Sampler(journal, runs)) {
      if (settings.isLong()) {
        fuzzLong(crew);
      } else {
        do {
          turn(crew, settings.isEndless() ? TURN_SECONDS : settings.seconds());
        } while (settings.isEndless() && isToGoOn());
      }
    } finally {
      runs.forEach(TargetRun::stop);
    }
    if (settings.prunes() && !interrupted) {
      prune(crew);
    }
  }

  private void fuzzLong(Crew crew) throws IOException, InterruptedException {
    double prunedAt = journal.spent();
    for (int left = secondsLeft(); left > 0 && isToGoOn(); left = secondsLeft()) {
      turn(crew, turnSeconds(left));
      if (secondsLeft() > TURN_SECONDS
          && journal.spent() - prunedAt > PRUNE_SECONDS
          && !interrupted) {
        prune(crew);
        prunedAt = journal.spent();
      }
    }
  }

  private boolean isToGoOn() {
    return !interrupted && !chosen.stream().allMatch(TargetRun::isGivenUp);
  }

  private int secondsLeft() {
    return Math.toIntExact(Math.round(settings.total().toMillis() / 1e3 - journal.spent()));
  }

  /** So long that all have their turn in what is left. */
  private int turnSeconds(int left) {
    double share = Math.min(left, Math.ceil((double) left * settings.jobs() / processes()));
    return (int) Math.max(1, Math.min(TURN_SECONDS, share));
  }

  private int processes() {
    return chosen.stream().mapToInt(TargetRun::processes).sum();
  }

  private void turn(Crew crew, int seconds) throws IOException, InterruptedException {
    List<Callable<Void>> calls = new ArrayList<>();
    for (TargetRun run : chosen) {
      if (!run.isGivenUp()) {
        calls.addAll(run.turn(seconds));
      }
    }
    crew.call(calls);
    for (TargetRun run : chosen) {
      journal.progress(Journal.TURN, run);
    }
  }

  /** Nothing may be taken away while others add to the corpora: the last to end will do it. */
  private void prune(Crew crew) throws IOException, InterruptedException {
    pruning = true;
    use.close();
    try {
      List<Targets> targets = chosen.stream().map(TargetRun::target).toList();
      Optional<List<Merge.Result>> merged = Merge.alone(targets, places, crew, this::say);
      if (merged.isEmpty()) {
        say("others are at work over " + places.gathered() + ", so it is not made small");
        return;
      }
      for (Merge.Result result : merged.get()) {
        run(result.target()).add(result.findings());
      }
      journal.event(Journal.PRUNE);
    } finally {
      use = WorkLock.shared(places.corpusLock());
      pruning = false;
    }
  }

  private TargetRun run(Targets target) {
    return chosen.stream().filter(run -> run.target() == target).findFirst().orElseThrow();
  }

  private Report close() throws IOException {
    List<Report.Line> lines = new ArrayList<>();
    for (TargetRun run : runs) {
      lines.add(Report.Line.of(run, Census.of(run.target(), places)));
    }
    Report report = new Report(lines, Growth.of(journal.entries()), startTook());
    report.keep(places);
    journal.event(isToGoOn() ? Journal.END : Journal.STOP);
    return report;
  }

  /** From the start of this process until a fuzzer came to its first input. */
  private Duration startTook() {
    Instant begun = ProcessHandle.current().info().startInstant().orElse(createdAt);
    return runs.stream()
        .flatMap(run -> run.firstInputAt().stream())
        .min(Comparator.naturalOrder())
        .map(first -> Duration.between(begun, first))
        .orElse(Duration.ZERO);
  }

  private synchronized void say(String text) {
    out.println(text);
    out.flush();
  }

  /**
   * Asked to end: the fuzzers end, and what they found is taken in while the process is kept
   * waiting. A merge may be ended as it is.
   */
  private void interrupt(CountDownLatch done) {
    interrupted = true;
    runs.forEach(TargetRun::stop);
    try {
      if (!pruning && !done.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("what was found is taken in by the next campaign");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
