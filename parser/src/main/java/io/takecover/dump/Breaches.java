package io.takecover.dump;

import io.takecover.rule.Findings;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;

/** What becomes of a breach: it refuses the text, or the lenient mode reports it. */
final class Breaches {
  private final Findings findings;
  private final boolean lenient;

  Breaches(Findings findings, boolean lenient) {
    this.findings = findings;
    this.lenient = lenient;
  }

  boolean isLenient() {
    return lenient;
  }

  /** Refuses, whatever the mode. */
  RejectedException refusal(DumpRule rule, long offset, String field, long found) {
    return new RejectedException(new Violation(rule, offset, field, found));
  }

  /** Refuses, whatever the mode. */
  RejectedException refusal(DumpRule rule, long offset, DumpColumn column, long found) {
    return refusal(rule, offset, column.path(), found);
  }

  /** Refuses, or notes what the C parser accepts and the caller can go on with. */
  void tolerate(DumpRule rule, long offset, String field, long found) throws RejectedException {
    if (!lenient || !rule.isToleratedByC()) {
      throw refusal(rule, offset, field, found);
    }
    note(rule, offset, field, found);
  }

  void tolerate(DumpRule rule, long offset, DumpColumn column, long found)
      throws RejectedException {
    tolerate(rule, offset, column.path(), found);
  }

  void note(DumpRule rule, long offset, String field, long found) {
    findings.note(new Violation(rule, offset, field, found));
  }
}
