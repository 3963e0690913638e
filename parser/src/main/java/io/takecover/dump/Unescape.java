package io.takecover.dump;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;

/** The way back from {@link Escape}: fields of the text become bytes of the tree. */
final class Unescape {
  private static final long NONE = -1;

  private final ByteView text;
  private final ByteSink out;
  private final Breaches breaches;
  private long nulAt;
  private long slashAt;

  Unescape(ByteView text, ByteSink out, Breaches breaches) {
    this.text = text;
    this.out = out;
    this.breaches = breaches;
  }

  /** Writes what {@code [from, to)} of the text stands for; any byte may come of it. */
  void bytes(DumpColumn column, long from, long to) throws RejectedException {
    nulAt = NONE;
    slashAt = NONE;
    long at = from;
    while (at < to) {
      long backslash = text.indexOf('\\', at, to);
      out.append(text, at, backslash - at);
      at = backslash < to ? escape(column, backslash, to) : to;
    }
  }

  /**
   * Writes what {@code [from, to)} stands for; it must not hold a NUL byte, at which the C parser
   * ends it.
   */
  void string(DumpColumn column, long from, long to) throws RejectedException {
    long start = out.position();
    bytes(column, from, to);
    if (nulAt != NONE) {
      breaches.tolerate(DumpRule.ESCAPED_NUL, nulAt, column, 0);
      out.rewind(out.view().indexOf(0, start, out.position()));
    }
  }

  /** Whether the range unescaped last held a slash that was written as an escape. */
  boolean sawSlash() {
    return slashAt != NONE;
  }

  /** Whether the range unescaped last held a NUL byte. */
  boolean sawNul() {
    return nulAt != NONE;
  }

  /** Where that slash is. */
  long slashAt() {
    return slashAt;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int digit(int letter) {
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    int lower = letter | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private long escape(DumpColumn column, long at, long to) throws RejectedException {
    int letter = at + 1 < to ? text.u8(at + 1) : 0;
    switch (letter) {
      case '\\' -> out.append('\\');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'x' -> {
        hex(column, at, to);
        return at + 4;
      }
      default -> throw breaches.refusal(DumpRule.ESCAPE, at, column, letter);
    }
    return at + 2;
  }

  private void hex(DumpColumn column, long at, long to) throws RejectedException {
    // Negative where one of them is no digit.
    int value = at + 3 < to ? digit(text.u8(at + 2)) << 4 | digit(text.u8(at + 3)) : -1;
    if (value < 0) {
      throw breaches.refusal(DumpRule.ESCAPE, at, column, 'x');
    }
    if (value == 0 && nulAt == NONE) {
      nulAt = at;
    } else if (value == '/' && slashAt == NONE) {
      slashAt = at;
    }
    out.append(value);
  }
}
