package io.takecover.dump;

import io.takecover.bytes.Ahead;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;

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
  private final Ahead<DecodedLines> ahead;

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
    ahead = isLong ? new Ahead<>("lines") : null;
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
    if (ahead != null) {
      ahead.close();
    }
  }

  private void fetch() throws RejectedException {
    if (ahead == null) {
      decoder.fill(current);
    } else {
      start(current);
      current = ahead.take();
    }
  }

  private void start(DecodedLines lines) {
    ahead.start(
        () -> {
          decoder.fill(lines);
          return lines;
        });
  }
}
