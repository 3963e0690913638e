package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.policy.PolicyException;
import io.takecover.fuzz.report.ClaimMeasures;
import java.io.IOException;
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
  ObjectNode measure(Corpus corpus) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode data = json.createObjectNode();
    try {
      data.set("measurements", json.valueToTree(ClaimMeasures.of(corpus, this::progress)));
    } catch (PolicyException e) {
      throw new IllegalStateException("the table does not know its own words", e);
    }
    return data;
  }
}
