package io.takecover.dump;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;

/**
 * Reads a digest. The C parser decodes as many digits as it can into bytes that it has not set, and
 * goes on whatever comes of it; only what has 64 digits in front is the same with both.
 */
final class DigestField {
  private static final int DIGITS = 64;

  private final ByteView text;
  private final DumpLine line;
  private final Breaches breaches;
  private final ByteSink unescaped = ByteSink.keeping(0);
  private final Unescape unescape;

  DigestField(ByteView text, DumpLine line, Breaches breaches) {
    this.text = text;
    this.line = line;
    this.breaches = breaches;
    this.unescape = new Unescape(text, unescaped, breaches);
  }

  /** Whether the line has a digest. */
  boolean isPresent() {
    return line.isPresent(DumpColumn.DIGEST);
  }

  /** Appends the 32 bytes of the digest. */
  void read(ByteSink out) throws RejectedException {
    long from = line.at(DumpColumn.DIGEST);
    long to = line.end(DumpColumn.DIGEST);
    if (breaches.isLenient() && text.indexOf('\\', from, to) < to) {
      unescaped.rewind(0);
      unescape.string(DumpColumn.DIGEST, from, to);
      decode(unescaped.view(), 0, unescaped.position(), from, out);
    } else {
      decode(text, from, to, from, out);
    }
  }

  /** Decodes {@code [from, to)} of {@code digits}, whose first byte comes from {@code offset}. */
  private void decode(ByteView digits, long from, long to, long offset, ByteSink out)
      throws RejectedException {
    long end = Math.min(from + DIGITS, to);
    int high = 0;
    for (long at = from; at < end; at++) {
      int letter = digits.u8(at);
      int digit = Unescape.digit(letter);
      if (digit < 0) {
        long bad = offset + at - from;
        throw breaches.refusal(DumpRule.DIGEST_SHORT, bad, DumpColumn.DIGEST, letter);
      }
      if (letter >= 'A' && letter <= 'F') {
        breaches.tolerate(DumpRule.DIGEST_CASE, offset + at - from, DumpColumn.DIGEST, letter);
      }
      if ((at - from) % 2 == 0) {
        high = digit;
      } else {
        out.append(high << 4 | digit);
      }
    }
    if (end - from < DIGITS) {
      long bad = offset + to - from;
      throw breaches.refusal(DumpRule.DIGEST_SHORT, bad, DumpColumn.DIGEST, to - from);
    }
    if (end < to) {
      breaches.tolerate(DumpRule.DIGEST_LENGTH, offset + DIGITS, DumpColumn.DIGEST, to - from);
    }
  }
}
