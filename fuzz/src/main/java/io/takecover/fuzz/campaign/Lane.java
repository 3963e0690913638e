package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One of the processes of a target: its fuzzers, one after the other. */
final class Lane {
  private final Targets target;
  private final Places places;
  private final int process;
  private Progress earlier = Progress.NONE;
  private Duration spent = Duration.ZERO;
  private long startedAt;
  private FuzzChild child;
  private Instant firstInputAt;
  private boolean stopped;

  /**
   * @param process which of the processes of the target this is, from 1
   */
  Lane(Targets target, Places places, int process) {
    this.target = target;
    this.places = places;
    this.process = process;
  }

  /**
   * How a fuzzer ended.
   *
   * @param complaint what is wrong with the run itself, or null
   * @param findings failures that are new to the fuzzer
   */
  record Ending(Duration took, String complaint, int findings) {}

  /** Fuzzes for so long at most; null where nobody is to fuzz any more. */
  Ending fuzz(int seconds) throws IOException, InterruptedException {
    FuzzChild next = begin(seconds);
    if (next == null) {
      return null;
    }
    try {
      String complaint = next.run();
      return new Ending(sinceStart(), complaint, next.progress().findings());
    } finally {
      end();
    }
  }

  synchronized void stop() {
    stopped = true;
    if (child != null) {
      child.stop();
    }
  }

  synchronized boolean isRunning() {
    return child != null;
  }

  synchronized Progress progress() {
    return child == null ? earlier : child.progress().plus(earlier);
  }

  /** Time under the fuzzer, starts included. */
  synchronized Duration spent() {
    return child == null ? spent : spent.plus(sinceStart());
  }

  /** When the first fuzzer came to its first input; empty where none has ended. */
  synchronized Optional<Instant> firstInputAt() {
    return Optional.ofNullable(firstInputAt);
  }

  private synchronized FuzzChild begin(int seconds) {
    if (stopped) {
      return null;
    }
    startedAt = System.nanoTime();
    child = new FuzzChild(target, places, process, seconds);
    return child;
  }

  private synchronized void end() {
    spent = spent.plus(sinceStart());
    earlier = child.progress().plus(earlier);
    firstInputAt = firstInputAt == null ? child.firstInputAt() : firstInputAt;
    child = null;
  }

  private synchronized Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
