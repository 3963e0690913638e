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

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long TOP_BITS = 0x8080_8080_8080_8080L;

  private final ByteView text;
  private final DumpLine line;
  private final Breaches breaches;
  private final ByteSink unescaped = ByteSink.keeping(0);
  private final Unescape unescape;
  private final long[] words = new long[DIGITS / 2 / Long.BYTES];
  private boolean isTaken;

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
    if (isTaken || (to - from == DIGITS && decodeWords(from))) {
      for (long word : words) {
        out.append(word, Long.BYTES);
      }
    } else if (breaches.isLenient() && text.indexOf('\\', from, to) < to) {
      unescaped.rewind(0);
      unescape.string(DumpColumn.DIGEST, from, to);
      decode(unescaped.view(), 0, unescaped.position(), from, out);
    } else {
      decode(text, from, to, from, out);
    }
  }

  /** Decodes the digest if there is one, and says whether nothing is odd about it. */
  boolean decode() {
    isTaken = isPresent();
    return !isTaken
        || (line.length(DumpColumn.DIGEST) == DIGITS && decodeWords(line.at(DumpColumn.DIGEST)));
  }

  /** Puts in what was decoded. */
  void put(DecodedLines lines) {
    lines.put(isTaken ? 1 : 0);
    for (int i = 0; isTaken && i < words.length; i++) {
      lines.putLong(words[i]);
    }
  }

  /** Takes the digest of a line out, so that it need not be decoded. */
  void take(DecodedLines lines) {
    isTaken = lines.take() != 0;
    for (int i = 0; isTaken && i < words.length; i++) {
      words[i] = lines.takeLong();
    }
  }

  /** Has that of the next line be decoded. */
  void forget() {
    isTaken = false;
  }

  /** Decodes what is as it should be, eight digits at a time. */
  private boolean decodeWords(long from) {
    for (long at = from; at < from + DIGITS; at += Long.BYTES) {
      if (!areDigits(text.u64(at))) {
        return false;
      }
    }
    for (int i = 0; i < words.length; i++) {
      long at = from + 2L * i * Long.BYTES;
      words[i] = value(text.u64(at)) | (value(text.u64(at + Long.BYTES)) << Integer.SIZE);
    }
    return true;
  }

  /** Whether eight bytes are each one of 0 to 9 and a to f. */
  private static boolean areDigits(long word) {
    // What is added brings the top bit of a byte about, just where the byte is in range.
    long low = word & 0x7f7f_7f7f_7f7f_7f7fL;
    long numerals = (low + EACH * (0x80 - '0')) & ~(low + EACH * (0x7f - '9'));
    long letters = (low + EACH * (0x80 - 'a')) & ~(low + EACH * (0x7f - 'f'));
    return ((numerals | letters) & ~word & TOP_BITS) == TOP_BITS;
  }

  /** The four bytes that eight digits stand for, the first one lowest. */
  private static long value(long digits) {
    long nibbles = (digits & (EACH * 0xf)) + 9 * ((digits >>> 6) & EACH);
    long pairs = (nibbles << 4) | (nibbles >>> 8);
    pairs &= 0x00ff_00ff_00ff_00ffL;
    pairs = (pairs | (pairs >>> 8)) & 0x0000_ffff_0000_ffffL;
    return (pairs | (pairs >>> 16)) & 0xffff_ffffL;
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
