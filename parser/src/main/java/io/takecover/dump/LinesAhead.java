package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The lines of a text, one after the other. Those of a long one are decoded by another thread, some
 * hundreds before they are asked for.
 */
final class LinesAhead implements AutoCloseable {
  /** Bytes of a text from which on another thread is worth its start. */
  static final long LONG_TEXT = 1 << 22;

  private static final int LINES_AT_A_TIME = 512;
  private static final int AHEAD = 3;

  private final DumpLine line;
  private final DumpNumbers numbers;
  private final DigestField digest;
  private final LineDecoder decoder;

  /** None where this thread does all by itself. */
  private final ExecutorService thread;

  private final Deque<Future<DecodedLines>> started = new ArrayDeque<>();
  private DecodedLines current;

  /**
   * @param lines about how many there are
   */
  LinesAhead(ByteView text, int lines, DumpLine line, DumpNumbers numbers, DigestField digest) {
    this.line = line;
    this.numbers = numbers;
    this.digest = digest;
    decoder = new LineDecoder(text);
    current = new DecodedLines(Math.min(lines, LINES_AT_A_TIME));
    boolean isLong = text.size() >= LONG_TEXT;
    thread = isLong ? Executors.newSingleThreadExecutor(LinesAhead::daemon) : null;
    for (int i = 0; i < AHEAD && isLong; i++) {
      start(new DecodedLines(LINES_AT_A_TIME));
    }
  }

  /** Goes on to the next line, if there is one. */
  boolean next() throws RejectedException {
    if (current.isEmpty()) {
      fetch();
      if (current.isEmpty()) {
        return false;
      }
    }
    return LineDecoder.take(current, line, numbers, digest) || line.next();
  }

  /** Ends the other thread. */
  @Override
  public void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }

  private void fetch() {
    if (thread == null) {
      decoder.fill(current);
      return;
    }
    start(current);
    try {
      current = started.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("no lines", e.getCause());
    }
  }

  private void start(DecodedLines lines) {
    started.add(
        thread.submit(
            () -> {
              decoder.fill(lines);
              return lines;
            }));
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "lines");
    made.setDaemon(true);
    return made;
  }
}
