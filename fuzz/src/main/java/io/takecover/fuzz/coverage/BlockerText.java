package io.takecover.fuzz.coverage;

import io.takecover.dump.Escape;
import io.takecover.fuzz.coverage.Comparison.ReadBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Blockers as lines of text. */
final class BlockerText {
  private BlockerText() {}

  /** Those that are reached, then those that are not, each in their order. */
  static List<String> lines(List<Blocker> blockers) {
    List<String> lines = new ArrayList<>();
    blockers.stream().filter(Blocker::isReached).forEach(blocker -> lines.add(reached(blocker)));
    blockers.stream()
        .filter(blocker -> !blocker.isReached())
        .forEach(blocker -> lines.add(head(blocker) + ": never reached, " + blocker.behind()));
    return lines;
  }

  private static String head(Blocker blocker) {
    int all = blocker.missed() + blocker.covered();
    return "%s: %d of %d branches missed".formatted(blocker.place(), blocker.missed(), all);
  }

  private static String reached(Blocker blocker) {
    String where =
        blocker.input() == null
            ? "only at the start"
            : blocker.target() + " " + Escape.of(blocker.input());
    String comparisons =
        blocker.comparisons().stream()
            .map(BlockerText::comparison)
            .collect(Collectors.joining("; "));
    return head(blocker) + ": " + where + (comparisons.isEmpty() ? "" : ": " + comparisons);
  }

  private static String comparison(Comparison comparison) {
    String operands =
        comparison.left() == null ? "objects" : comparison.left() + " ~ " + comparison.right();
    String bytes =
        comparison.bytes().stream().map(BlockerText::bytes).collect(Collectors.joining(", "));
    return operands + (bytes.isEmpty() ? "" : " of " + bytes);
  }

  private static String bytes(ReadBytes read) {
    String field = read.field() == null ? "" : Escape.of(read.field()) + " ";
    String how = read.how() == Comparison.How.OPERAND ? "" : " (" + word(read.how()) + ")";
    return "%s%s:%d+%d = %s%s"
        .formatted(field, read.of(), read.offset(), read.length(), read.value(), how);
  }

  private static String word(Comparison.How how) {
    return switch (how) {
      case OPERAND -> "compared";
      case EARLIER -> "read earlier";
      case READ -> "read before";
      case LAST -> "read last";
    };
  }
}
