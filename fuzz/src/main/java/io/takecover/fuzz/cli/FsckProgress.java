package io.takecover.fuzz.cli;

import io.takecover.store.ObjectVerdict;
import io.takecover.store.WantedObject;
import java.util.List;
import java.util.Locale;

/** How far the check of a store is, how fast, and how long it will take. */
final class FsckProgress {
  private static final int BAR = 24;
  private static final double NANOS = 1e9;

  private final Console console;
  private long all;
  private int objects;
  private final long start = System.nanoTime();
  private long done;
  private long read;
  private int objectsDone;

  FsckProgress(Console console) {
    this.console = console;
  }

  /** There are more to be checked. */
  synchronized void expect(List<WantedObject> wanted) {
    objects += wanted.size();
    all += wanted.stream().mapToLong(WantedObject::size).sum();
  }

  synchronized void add(ObjectVerdict verdict) {
    objectsDone++;
    done += verdict.object().size();
    read += verdict.bytesRead();
  }

  synchronized void show() {
    double seconds = (System.nanoTime() - start) / NANOS;
    double part = all <= 0 ? 1 : Math.min(1, (double) done / all);
    int filled = (int) (BAR * part);
    String eta = part > 0 && seconds > 1 ? clock(seconds / part - seconds) : "--:--";
    console.progressBeforeResults(
        String.format(
            Locale.ROOT,
            "[%s%s] %,d/%,d objects %s/s ETA %s",
            "#".repeat(filled),
            ".".repeat(BAR - filled),
            objectsDone,
            objects,
            StoreText.size((long) (read / Math.max(seconds, 0.001))),
            eta));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
  }
}
