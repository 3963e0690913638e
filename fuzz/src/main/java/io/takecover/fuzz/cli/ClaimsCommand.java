package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.policy.PolicyException;
import io.takecover.fuzz.report.ClaimMeasures;
import io.takecover.fuzz.report.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Measure what public claims say, as far as one process can in a minute or two.")
final class ClaimsCommand extends MeasureCommand {
  ClaimsCommand(Console console) {
    super(console, "fuzz/takecover bench claims");
  }

  @Override
  ObjectNode measure(Corpus corpus) throws CommandException, IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode data = json.createObjectNode();
    try {
      List<Measurement> all = new ArrayList<>(ClaimMeasures.of(corpus, this::progress));
      all.add(VerifiedOrder.measure(corpus));
      all.sort(Comparator.comparing(Measurement::key));
      data.set("measurements", json.valueToTree(all));
    } catch (PolicyException e) {
      throw new IllegalStateException("the table does not know its own words", e);
    }
    return data;
  }
}
