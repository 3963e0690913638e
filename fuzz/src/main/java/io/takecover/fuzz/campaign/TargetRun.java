package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one target does in a campaign: its fuzzers one after the other, what they found, what they
 * complain of.
 */
final class TargetRun {
  /** A fuzzer that ends early, for a hang or for memory, is started again, but not for ever. */
  private static final int MOST_RESTARTS = 5;

  /** Less is not worth a start. */
  private static final int LEAST_SECONDS = 5;

  private final Targets target;
  private final Places places;
  private final Intake intake;
  private final List<Intake.Taken> taken = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Progress earlier = Progress.NONE;
  private Duration spent = Duration.ZERO;
  private long startedAt;
  private FuzzChild child;
  private boolean stopped;

  TargetRun(Targets target, Places places, Intake intake) {
    this.target = target;
    this.places = places;
    this.intake = intake;
  }

  Targets target() {
    return target;
  }

  /** Fuzzes for so long, then takes in what was found. */
  void fuzz(int seconds) throws IOException, InterruptedException {
    int left = seconds;
    for (int starts = 0;
        starts == 0 || (left >= LEAST_SECONDS && starts <= MOST_RESTARTS);
        starts++) {
      FuzzChild next = begin(left);
      if (next == null) {
        return;
      }
      String complaint = next.run();
      Duration took = end(complaint);
      left -= Math.toIntExact(took.toSeconds());
      List<Intake.Taken> found = intake.take(target);
      synchronized (this) {
        taken.addAll(found);
      }
      if (complaint != null || found.isEmpty()) {
        return;
      }
    }
  }

  synchronized void add(List<Intake.Taken> leftBehind) {
    taken.addAll(leftBehind);
  }

  synchronized void stop() {
    stopped = true;
    if (child != null) {
      child.stop();
    }
  }

  synchronized Progress progress() {
    return child == null ? earlier : child.progress().plus(earlier);
  }

  synchronized boolean isRunning() {
    return child != null;
  }

  /** Time under the fuzzer, starts included. */
  synchronized Duration spent() {
    return child == null ? spent : spent.plusNanos(System.nanoTime() - startedAt);
  }

  synchronized List<Intake.Taken> taken() {
    return List.copyOf(taken);
  }

  /** What went wrong with the fuzzing itself. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private synchronized FuzzChild begin(int seconds) {
    if (stopped) {
      return null;
    }
    startedAt = System.nanoTime();
    child = new FuzzChild(target, places, seconds);
    return child;
  }

  private synchronized Duration end(String complaint) {
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    spent = spent.plus(took);
    earlier = child.progress().plus(earlier);
    child = null;
    if (complaint != null) {
      complaints.add(complaint);
    }
    return took;
  }
}
