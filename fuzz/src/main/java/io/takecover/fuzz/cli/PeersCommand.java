package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.report.PeerMeasures;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Ask fsck.erofs, which must be installed, of all EROFS images that are refused here.")
final class PeersCommand extends MeasureCommand {
  PeersCommand(Console console) {
    super(console, "fuzz/takecover bench peers");
  }

  @Override
  ObjectNode measure(Corpus corpus) throws CommandException, IOException, InterruptedException {
    try {
      return PeerMeasures.of(corpus, this::progress);
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }
}
