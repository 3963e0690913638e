package io.takecover.fuzz.campaign;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Shows how the targets get on: on a terminal one line a target that is rewritten each second,
 * elsewhere a line now and then for those that run.
 */
final class Screen implements AutoCloseable {
  private static final long LIVE_MILLIS = 1_000;
  private static final long PLAIN_MILLIS = 10_000;

  private final PrintWriter out;
  private final boolean live;
  private final List<TargetRun> runs;
  private final Thread thread;
  private int drawn;
  private boolean closed;

  /**
   * @param live whether {@code out} is a terminal
   */
  Screen(PrintWriter out, boolean live, List<TargetRun> runs) {
    this.out = out;
    this.live = live;
    this.runs = runs;
    this.thread = new Thread(this::loop, "screen");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
      draw();
    }
  }

  private synchronized void loop() {
    try {
      while (!closed) {
        wait(live ? LIVE_MILLIS : PLAIN_MILLIS);
        if (!closed) {
          draw();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    if (live && drawn > 0) {
      out.print("\033[" + drawn + "A");
    }
    drawn = 0;
    for (TargetRun run : runs) {
      if (live || run.isRunning()) {
        out.print((live ? "\r\033[K" : "") + line(run) + System.lineSeparator());
        drawn++;
      }
    }
    out.flush();
  }

  private static String line(TargetRun run) {
    Progress progress = run.progress();
    return String.format(
        Locale.ROOT,
        "%-17s %s %,13d execs %,9d/s %,6d edges %,6d corpus %3d findings",
        run.target().label(),
        clock(run.spent()),
        progress.execs(),
        progress.rate(),
        progress.edges(),
        progress.corpus(),
        run.findingCount());
  }

  static String clock(double seconds) {
    return clock(Duration.ofSeconds(Math.round(seconds)));
  }

  static String clock(Duration time) {
    return String.format(
        "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
