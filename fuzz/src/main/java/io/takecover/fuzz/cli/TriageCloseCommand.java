package io.takecover.fuzz.cli;

import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.triage.Closing;
import io.takecover.fuzz.triage.Crash;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Close a crash that is mended: its input moves to corpus/ with the verdict that it has now.",
      "An image becomes a vector, as corpus add makes one; any other input is kept in corpus/closed/."
          + " mvn verify holds it against that verdict from then on."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  closed",
      "  1  it still fails, and stays open",
      "  2  wrong usage, no such crash, or a name that is taken"
    })
final class TriageCloseCommand extends CrashWork {
  @Parameters(paramLabel = "KEY", description = "The crash's key, or enough of its start.")
  private String key;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Names the defect, as dirent-name-with-slash.")
  private String name;

  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "What is wrong, in one line.")
  private String note;

  @Mixin private ReplayOptions replay = new ReplayOptions();

  TriageCloseCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException, InterruptedException, CorpusException {
    Crash crash = options.crash(key);
    try {
      Corpus corpus = Corpus.open(options.places().corpus());
      Closing closing = new Closing(options.store(), corpus, replay.limits());
      closing.close(crash, CrashOptions.target(crash), name, note).forEach(console::line);
      return Exit.DONE;
    } catch (Closing.StillOpenException e) {
      console.say(e.getMessage());
      return Exit.FINDINGS;
    }
  }
}
