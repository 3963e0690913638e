package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.util.List;

/** Writes down every some seconds how far the targets are that run. */
final class Sampler implements AutoCloseable {
  /** So much of a campaign's statistics a kill can take. */
  private static final long MILLIS = 10_000;

  private final Journal journal;
  private final List<TargetRun> runs;
  private final Thread thread;
  private IOException failure;
  private boolean closed;

  Sampler(Journal journal, List<TargetRun> runs) {
    this.journal = journal;
    this.runs = List.copyOf(runs);
    this.thread = new Thread(this::loop, "sampler");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Ends the sampling.
   *
   * @throws IOException where a sample could not be written
   */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    notifyAll();
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized void loop() {
    try {
      while (!closed && failure == null) {
        wait(MILLIS);
        if (!closed) {
          sample();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      for (TargetRun run : runs) {
        if (run.isRunning()) {
          journal.progress(Journal.SAMPLE, run);
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }
}
