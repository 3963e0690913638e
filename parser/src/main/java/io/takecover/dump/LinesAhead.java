package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The lines of a text, one after the other. Those of a long one are decoded by another thread, some
 * hundreds before they are asked for.
 */
final class LinesAhead implements AutoCloseable {
  /** Bytes of a text from which on another thread is worth its start. */
  static final long LONG_TEXT = 1 << 22;

  private static final int LINES_AT_A_TIME = 512;
  private static final int BUFFERS = 4;

  private final DumpLine line;
  private final DumpNumbers numbers;
  private final DigestField digest;
  private final LineDecoder decoder;
  private final BlockingQueue<DecodedLines> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<DecodedLines> full = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread thread;
  private DecodedLines current;
  private volatile Throwable failure;

  /**
   * @param lines about how many there are
   */
  LinesAhead(ByteView text, int lines, DumpLine line, DumpNumbers numbers, DigestField digest) {
    this.line = line;
    this.numbers = numbers;
    this.digest = digest;
    decoder = new LineDecoder(text);
    current = new DecodedLines(Math.min(lines, LINES_AT_A_TIME));
    if (text.size() < LONG_TEXT) {
      thread = null;
      return;
    }
    for (int i = 1; i < BUFFERS; i++) {
      free.add(new DecodedLines(LINES_AT_A_TIME));
    }
    thread = new Thread(this::decodeAll, "lines");
    thread.setDaemon(true);
    thread.start();
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
      thread.interrupt();
    }
  }

  private void fetch() {
    if (thread == null) {
      decoder.fill(current);
      return;
    }
    free.add(current);
    try {
      current = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (failure != null) {
      throw new IllegalStateException("no lines", failure);
    }
  }

  /** Ends with lines of which there are none. */
  private void decodeAll() {
    try {
      boolean more = true;
      while (more) {
        DecodedLines lines = free.take();
        decoder.fill(lines);
        more = !lines.isEmpty();
        full.add(lines);
      }
    } catch (InterruptedException e) {
      // Nobody wants further lines.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
      full.add(new DecodedLines(0));
    }
  }
}
