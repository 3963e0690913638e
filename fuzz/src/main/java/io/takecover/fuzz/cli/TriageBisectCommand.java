package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.triage.CommitProbe;
import io.takecover.fuzz.triage.Crash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bisect",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Find the first commit on which a crash fails.",
      "Commits are built in a worktree of their own, below .takecover/; what stands in the project is"
          + " not touched. What Git and Maven say is in .takecover/triage/bisect.log."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  found",
      "  1  the newest commit does not fail with this key",
      "  2  wrong usage, no such crash, or no Git"
    })
final class TriageBisectCommand extends CrashWork {
  @Parameters(paramLabel = "KEY", description = "The crash's key, or enough of its start.")
  private String key;

  @Option(
      names = "--good",
      paramLabel = "COMMIT",
      description = "A commit before the fault. Default: the first of all.")
  private String good;

  @Option(
      names = "--bad",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "A commit that fails. Default: ${DEFAULT-VALUE}.")
  private String bad;

  TriageBisectCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException, InterruptedException {
    Crash crash = options.crash(key);
    Places places = options.places();
    Path project = places.corpus().getParent();
    Path input = options.store().input(crash);
    try (CommitProbe probe =
        new CommitProbe(project, places.work().resolve("triage"), crash, input)) {
      List<String> line = probe.line(bad, good);
      String found = probe.firstBad(line, console::say);
      if (found == null) {
        console.say(bad + " does not fail with " + crash.key());
        return Exit.FINDINGS;
      }
      found.lines().map(Escape::sentence).forEach(console::line);
      return Exit.DONE;
    }
  }
}
