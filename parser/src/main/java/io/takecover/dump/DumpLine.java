package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;

/** Goes from line to line, and splits each at its spaces. */
final class DumpLine {
  /** Bytes of the longest line, its LF not counted (D-028). */
  static final long LENGTH_MAX = 1L << 20;

  private static final long SAMPLE = 1 << 12;
  private static final long SAMPLES = 64;
  private static final long LINES_AT_LEAST = 16;

  /** {@code /a 0 10644 1 0 0 0 0.0 - - -} and its LF. */
  private static final long SHORTEST_LINE = 29;

  private static final double ROUNDED_UP = 1.05;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private final ByteView text;
  private final Breaches breaches;
  private final long[] at = new long[DumpColumn.FIXED + 1];
  private final long[] end = new long[DumpColumn.FIXED + 1];
  private long start;
  private long stop;
  private long next;

  DumpLine(ByteView text, Breaches breaches) {
    this.text = text;
    this.breaches = breaches;
  }

  /**
   * About how many lines a text has, rather more than fewer; seen in some parts of it. No more than
   * there can be of lines with all fields, so that nobody asks for room with empty ones.
   */
  static int estimate(ByteView text) {
    long part = Math.min(text.size(), SAMPLE);
    long step = Math.max(part, text.size() / SAMPLES);
    long seen = 0;
    long lines = 0;
    for (long from = 0; from + part <= text.size() && part > 0; from += step) {
      long end = from + part;
      for (long at = text.indexOf('\n', from, end);
          at < end;
          at = text.indexOf('\n', at + 1, end)) {
        lines++;
      }
      seen += part;
    }
    double each = seen == 0 ? 0 : (double) lines / seen;
    long most = text.size() / SHORTEST_LINE;
    return Math.toIntExact(
        LINES_AT_LEAST + Math.min(most, Math.round(text.size() * each * ROUNDED_UP)));
  }

  /** Goes on to the next line, if there is one. */
  boolean next() throws RejectedException {
    if (next == text.size()) {
      return false;
    }
    start = next;
    stop = text.indexOf('\n', start, text.size());
    if (stop - start > LENGTH_MAX) {
      throw breaches.refusal(DumpRule.LINE_LENGTH, start, "line", stop - start);
    }
    if (stop == start) {
      throw breaches.refusal(DumpRule.EMPTY_LINE, start, "line", 0);
    }
    requireBytes();
    if (stop == text.size()) {
      breaches.tolerate(DumpRule.LAST_LINE, stop, "line", stop - start);
    }
    next = Math.min(stop + 1, text.size());
    split();
    return true;
  }

  /** Goes to where a line starts, for {@link #next} to read it. */
  void goTo(long lineAt) {
    next = lineAt;
  }

  /** Absolute offset of the line behind this one. */
  long behind() {
    return next;
  }

  /** Whether the line is that of a hard link. */
  boolean isLink() {
    return length(DumpColumn.MODE) > 0 && text.u8(at(DumpColumn.MODE)) == '@';
  }

  /** Puts in where the fields are, of a line that has all and no space behind them. */
  void put(DecodedLines lines) {
    for (long fieldAt : at) {
      lines.put(Math.toIntExact(fieldAt));
    }
    lines.put(Math.toIntExact(stop));
  }

  /** Becomes a line that was put in. */
  void take(DecodedLines lines) {
    start = lines.take();
    at[0] = start;
    for (int i = 1; i <= DumpColumn.FIXED; i++) {
      at[i] = lines.take();
      end[i - 1] = at[i] - 1;
    }
    stop = lines.take();
    end[DumpColumn.FIXED] = stop;
    if (at[DumpColumn.FIXED] == stop) {
      end[DumpColumn.FIXED - 1] = stop;
    }
  }

  /** Absolute offset of the line. */
  long start() {
    return start;
  }

  /** Bytes of the line without its LF. */
  long length() {
    return stop - start;
  }

  /** Where a field starts; that of xattrs which are not there is the end of the line. */
  long at(DumpColumn column) {
    return at[column.position()];
  }

  long end(DumpColumn column) {
    return end[column.position()];
  }

  long length(DumpColumn column) {
    return end(column) - at(column);
  }

  /** Refuses a space behind the last field. */
  void requireEnd() throws RejectedException {
    if (end(DumpColumn.DIGEST) < stop) {
      breaches.tolerate(DumpRule.TRAILING_SPACE, stop - 1, "line", ' ');
    }
  }

  /** Whether a field that may be absent is more than a dash. */
  boolean isPresent(DumpColumn column) {
    return length(column) != 1 || text.u8(at(column)) != '-';
  }

  /** A byte of the text, for a violation; 0 where a field ends before it. */
  long found(long offset, long fieldEnd) {
    return offset < fieldEnd ? text.u8(offset) : 0;
  }

  /** Where a field of the line at {@code lineAt} starts. */
  static long offset(ByteView text, long lineAt, DumpColumn column) {
    long lineEnd = text.indexOf('\n', lineAt, text.size());
    long at = lineAt;
    for (int i = 0; i < column.position(); i++) {
      at = Math.min(text.indexOf(' ', at, lineEnd) + 1, lineEnd);
    }
    return at;
  }

  private void requireBytes() throws RejectedException {
    long odd = text.firstOutside(FIRST_PRINTABLE, LAST_PRINTABLE, start, stop);
    if (odd == stop) {
      return;
    }
    long nul = text.indexOf(0, odd, stop);
    if (nul < stop) {
      throw breaches.refusal(DumpRule.RAW_NUL, nul, "line", 0);
    }
    int value = text.u8(odd);
    DumpRule rule = value == '\r' ? DumpRule.CARRIAGE_RETURN : DumpRule.RAW_BYTE;
    breaches.tolerate(rule, odd, "line", value);
  }

  private void split() throws RejectedException {
    long from = start;
    int fields = 0;
    for (int i = 0; i < DumpColumn.FIXED; i++) {
      at[i] = from;
      end[i] = text.indexOf(' ', from, stop);
      fields += i == 0 || end[i - 1] < stop ? 1 : 0;
      from = Math.min(end[i] + 1, stop);
    }
    at[DumpColumn.FIXED] = from;
    end[DumpColumn.FIXED] = stop;
    if (fields < DumpColumn.FIXED) {
      breaches.tolerate(DumpRule.FIELD_COUNT, stop, "line", fields);
    }
  }
}
