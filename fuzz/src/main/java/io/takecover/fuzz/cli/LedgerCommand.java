package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.report.ComplexityLedger;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Count how much there is of each format: fields, rules, branches, bytes, steps.")
final class LedgerCommand extends MeasureCommand {
  LedgerCommand(Console console) {
    super(console, "fuzz/takecover bench ledger");
  }

  @Override
  ObjectNode measure(Corpus corpus) throws IOException {
    try {
      return ComplexityLedger.of(corpus);
    } catch (RejectedException e) {
      throw new IllegalStateException("a generated tree is refused", e);
    }
  }
}
