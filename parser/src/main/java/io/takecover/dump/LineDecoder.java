package io.takecover.dump;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;

/**
 * Reads of each line what depends on no other line: where its fields are, its numbers and its
 * digest. A line that is odd in any way, and one of a hard link, is left to the {@link DumpReader},
 * which says what is wrong with it when its turn comes.
 */
final class LineDecoder {
  private static final int PLAIN = 1;
  private static final int ODD = 0;

  private final ByteView text;
  private final DumpLine line;
  private final DumpNumbers numbers;
  private final DigestField digest;
  private long next;

  LineDecoder(ByteView text) {
    this.text = text;
    Breaches strict = new Breaches(new Findings(Profile.STRICT, 1), false);
    line = new DumpLine(text, strict);
    numbers = new DumpNumbers(text, line, strict);
    digest = new DigestField(text, line, strict);
  }

  /** Fills {@code lines} with those that come next; leaves it empty where there are none. */
  void fill(DecodedLines lines) {
    lines.clear();
    while (lines.hasRoom() && next < text.size()) {
      int start = lines.position();
      lines.put(PLAIN);
      if (!decode(lines)) {
        lines.rewind(start);
        lines.put(ODD);
        lines.putLong(next);
        next = Math.min(text.indexOf('\n', next, text.size()) + 1, text.size());
      }
    }
  }

  /**
   * Takes out the next line.
   *
   * @return whether all that may be there was; otherwise {@code line} is before a line to be read
   */
  static boolean take(DecodedLines lines, DumpLine line, DumpNumbers numbers, DigestField digest) {
    if (lines.take() == ODD) {
      line.goTo(lines.takeLong());
      numbers.forget();
      digest.forget();
      return false;
    }
    line.take(lines);
    numbers.take(lines);
    digest.take(lines);
    return true;
  }

  private boolean decode(DecodedLines lines) {
    try {
      line.goTo(next);
      if (!line.next() || line.isLink()) {
        return false;
      }
      FileType type = FileType.ofMode(numbers.mode(line.at(DumpColumn.MODE)));
      if (type == null || !digest.decode()) {
        return false;
      }
      numbers.read(type.isDevice());
      if (line.length(DumpColumn.XATTR) == 0) {
        line.requireEnd();
      }
    } catch (RejectedException e) {
      // The reader will find the same.
      return false;
    }
    line.put(lines);
    numbers.put(lines);
    digest.put(lines);
    next = line.behind();
    return true;
  }
}
