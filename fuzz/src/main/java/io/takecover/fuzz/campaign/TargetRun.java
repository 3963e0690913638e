package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What one target does in a campaign: its processes over one working corpus, what they found, what
 * they complain of.
 */
final class TargetRun {
  /** A fuzzer that ends early, for findings, is started again, but not for ever. */
  private static final int MOST_RESTARTS = 5;

  /** A target whose fuzzers so often ended in trouble is not fuzzed any more. */
  private static final int MOST_COMPLAINTS = 5;

  /** Less is not worth a start. */
  private static final int LEAST_SECONDS = 5;

  private final Targets target;
  private final Places places;
  private final Intake intake;
  private final Journal journal;
  private final Journal.Past past;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  /** Held for reading by fuzzers, for writing by who takes in what they left: no half a file. */
  private final ReentrantReadWriteLock artifacts = new ReentrantReadWriteLock();

  /** Of the findings that the fuzzers told, how many have been taken in. */
  private int settled;

  /**
   * @param processes how many at the same time
   */
  TargetRun(Targets target, int processes, Places places, Intake intake, Journal journal) {
    this.target = target;
    this.places = places;
    this.intake = intake;
    this.journal = journal;
    this.past = journal.past(target);
    for (int process = 1; process <= processes; process++) {
      lanes.add(new Lane(target, places, process));
    }
  }

  Targets target() {
    return target;
  }

  int processes() {
    return lanes.size();
  }

  /** What is to be done to fuzz for so long: one call a process, to be made at the same time. */
  List<Callable<Void>> turn(int seconds) {
    List<Callable<Void>> calls = new ArrayList<>();
    for (Lane lane : lanes) {
      calls.add(
          () -> {
            fuzz(lane, seconds);
            return null;
          });
    }
    return calls;
  }

  private void fuzz(Lane lane, int seconds) throws IOException, InterruptedException {
    long left = seconds;
    for (int starts = 0;
        starts == 0 || (left >= LEAST_SECONDS && starts <= MOST_RESTARTS);
        starts++) {
      Lane.Ending ending;
      artifacts.readLock().lock();
      try {
        ending = lane.fuzz(Math.toIntExact(left));
      } finally {
        artifacts.readLock().unlock();
      }
      if (ending == null) {
        return;
      }
      left -= ending.took().toSeconds();
      takeIn();
      if (ending.complaint() != null) {
        complain(ending.complaint());
        return;
      }
      if (ending.findings() == 0) {
        return;
      }
    }
  }

  /**
   * Takes in what fuzzers left, unless one is at work. The last to end comes by here, and for a
   * campaign that was killed the next one.
   */
  void takeIn() throws IOException, InterruptedException {
    if (!artifacts.writeLock().tryLock()) {
      return;
    }
    try {
      if (!Places.filesIn(places.artifacts(target)).isEmpty()) {
        take();
      }
    } finally {
      artifacts.writeLock().unlock();
    }
  }

  /** One process at a time in all campaigns over one corpus: they may share the crash folder. */
  @SuppressWarnings("try") // the lock is held, not used
  private void take() throws IOException, InterruptedException {
    synchronized (intake) {
      Files.createDirectories(places.gathered());
      try (WorkLock lock = WorkLock.await(places.intakeLock())) {
        add(intake.take(target).stream().map(Intake.Taken::line).toList());
      }
    }
  }

  /** Findings that were taken in, one sentence each. */
  void add(List<String> lines) throws IOException {
    synchronized (this) {
      found.addAll(lines);
      settled = told();
    }
    for (String line : lines) {
      journal.finding(target, line);
    }
  }

  void stop() {
    lanes.forEach(Lane::stop);
  }

  boolean isRunning() {
    return lanes.stream().anyMatch(Lane::isRunning);
  }

  /** Of all processes together, and of those of the same campaign before it was interrupted. */
  Progress progress() {
    Progress now = lanes.stream().map(Lane::progress).reduce(Progress.NONE, Progress::beside);
    return now.plus(past.progress());
  }

  /** Time under the fuzzer, starts included; the longest of the processes. */
  Duration spent() {
    return lanes.stream()
        .map(Lane::spent)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .plus(past.spent());
  }

  /** When the first process came to its first input. */
  Optional<Instant> firstInputAt() {
    return lanes.stream()
        .flatMap(lane -> lane.firstInputAt().stream())
        .min(Comparator.naturalOrder());
  }

  /** One sentence a finding that was taken in. */
  synchronized List<String> findings() {
    List<String> lines = new ArrayList<>(past.findings());
    lines.addAll(found);
    return lines;
  }

  /** Findings taken in, and those that the fuzzers told since. */
  synchronized int findingCount() {
    return past.findings().size() + found.size() + Math.max(0, told() - settled);
  }

  /** What went wrong with the fuzzing itself. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Whether a long campaign goes on without it. */
  synchronized boolean isGivenUp() {
    return complaints.size() >= MOST_COMPLAINTS;
  }

  private synchronized void complain(String complaint) {
    complaints.add(complaint);
  }

  private int told() {
    return lanes.stream().mapToInt(lane -> lane.progress().findings()).sum();
  }
}
