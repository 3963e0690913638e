package io.takecover.fuzz.cli;

import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.rule.Violation;
import io.takecover.sign.SignatureRule;

/** Verdicts as a compiler says them: one line each, the file and the offset first. */
final class VerdictText {
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean coloured;

  VerdictText(boolean coloured) {
    this.coloured = coloured;
  }

  /** {@code x.img: accept native v1, 64246 inodes}, and {@code , canonical} if that was asked. */
  String accepted(Source source, Verdict.Accepted accepted) {
    StringBuilder line = new StringBuilder(source.label()).append(": ");
    word(line, "accept", GREEN).append(' ').append(accepted.format().label());
    line.append(" v").append(accepted.version());
    line.append(", ").append(accepted.image().inodeCount());
    line.append(accepted.image().inodeCount() == 1 ? " inode" : " inodes");
    return accepted.canonical() ? line.append(", canonical").toString() : line.toString();
  }

  /** {@code x.img:160: note N-063 (inode.st_size = 0x7): ...}. */
  String note(Source source, Violation note) {
    return violation(source, note, "note", YELLOW).toString();
  }

  /**
   * {@code x.img:1024: reject N-041 (dir.n_dirents = 0x0): ...}.
   *
   * @param more how many further violations there are
   */
  String rejected(Source source, Violation violation, int more) {
    StringBuilder line = violation(source, violation, "reject", RED);
    if (more > 0) {
      line.append(" [").append(more).append(" more with --all]");
    }
    return line.toString();
  }

  /** The first violation, and how many more there are. */
  String rejected(Source source, Verdict.Rejected verdict) {
    return rejected(source, verdict.first(), verdict.violations().size() - 1);
  }

  /**
   * A violation in a text, with the number of its line before the field: {@code x.dump:117: reject
   * D-042 (line 2, mode = 0x0): ...}.
   */
  static Violation withLine(Violation violation, ByteView text) {
    if (!violation.field().startsWith("line")) {
      return violation;
    }
    int line = 1;
    long at = text.indexOf('\n', 0, violation.offset());
    while (at < violation.offset()) {
      line++;
      at = text.indexOf('\n', at + 1, violation.offset());
    }
    String field = violation.field().replaceFirst("^line\\.?", "");
    String place = field.isEmpty() ? "line " + line : "line " + line + ", " + field;
    return new Violation(violation.rule(), violation.offset(), place, violation.found());
  }

  private StringBuilder violation(Source source, Violation violation, String word, String colour) {
    StringBuilder line = new StringBuilder(source.label());
    if (violation.rule() instanceof SignatureRule) {
      return word(line.append(": "), word, colour).append(' ').append(inSignature(violation));
    }
    if (violation.offset() != Violation.NOWHERE) {
      line.append(':').append(violation.offset());
    }
    return word(line.append(": "), word, colour).append(' ').append(violation);
  }

  /** The offset is one in another file than the image, so it stands with the field. */
  private static Violation inSignature(Violation violation) {
    String at =
        violation.offset() == Violation.NOWHERE ? "" : "signature:" + violation.offset() + " ";
    return new Violation(
        violation.rule(), violation.offset(), at + violation.field(), violation.found());
  }

  private StringBuilder word(StringBuilder line, String word, String colour) {
    return coloured ? line.append(colour).append(word).append(PLAIN) : line.append(word);
  }
}
