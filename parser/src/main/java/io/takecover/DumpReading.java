package io.takecover;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpReader;
import io.takecover.rule.Findings;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeVerifier;
import java.util.List;
import java.util.Optional;

/**
 * A composefs-dump(5) text of which each line was read, but of whose tree the rules are still to be
 * asked. Another thread may ask them while an image is made of the tree already; what came of that
 * is worth something only where the verdict accepts the tree.
 */
public final class DumpReading {
  private final Budget budget;
  private final Findings findings;
  private DumpReader.Result tree;
  private Violation refusal;

  private DumpReading(ByteView text, Limits limits) {
    budget = new Budget(limits, text.size());
    findings = new Findings(Profile.STRICT, limits.findings());
  }

  /** See {@link Composefs#readDump}. */
  static DumpReading of(byte[] bytes, Limits limits, boolean lenient) {
    ByteView text = ByteView.of(bytes);
    DumpReading reading = new DumpReading(text, limits);
    try {
      Composefs.requireSize(text, limits, "dump");
      reading.tree = DumpReader.read(text, reading.budget, reading.findings, lenient);
    } catch (RejectedException e) {
      reading.refusal = e.violation();
    }
    return reading;
  }

  /** The tree, unless the text itself is refused. */
  public Optional<DumpReader.Result> tree() {
    return Optional.ofNullable(tree);
  }

  /** Asks the rules of trees; to be called once, in any thread. */
  public DumpVerdict verdict() {
    if (tree == null) {
      return new DumpVerdict.Rejected(List.of(refusal), budget.steps());
    }
    try {
      TreeVerifier.verify(tree.image(), tree.origins(), budget, findings);
    } catch (RejectedException e) {
      return new DumpVerdict.Rejected(List.of(e.violation()), budget.steps());
    }
    return findings.isRefusing()
        ? new DumpVerdict.Rejected(findings.violations(), budget.steps())
        : new DumpVerdict.Accepted(tree.image(), tree.origins(), findings.notes(), budget.steps());
  }
}
