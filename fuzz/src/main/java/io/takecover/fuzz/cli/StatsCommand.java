package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.coverage.CorpusStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Say what the inputs of each target are worth: the seeds, and what fuzzing has gathered.",
      "Edges are those that the fuzzer counts. Dead entries could all go: the others, and for what"
          + " was gathered also the seeds, cover their edges and show the same rules at the same"
          + " fields."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  an input fails; the next campaign files it",
      "  2  wrong usage, or a campaign is at work in the same place",
      "  3  a fuzzer could not be run"
    })
final class StatsCommand implements Callable<Integer> {
  @Mixin private CampaignOptions campaign = new CampaignOptions();

  @Option(names = "--entries", description = "A line for each entry, not only for the dead.")
  private boolean entries;

  @Option(names = "--json", description = "One JSON object a line, with all entries.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Places places = campaign.places();
    Consumer<String> progress = quiet ? text -> {} : console::progress;
    try {
      int exit = Exit.DONE;
      for (Targets target : campaign.targets()) {
        for (CorpusStats.Line line : CorpusStats.of(target, places, progress)) {
          if (json) {
            console.line(new ObjectMapper().writeValueAsString(line));
          } else {
            print(line);
          }
          exit = Exit.worst(exit, line.lost().isEmpty() ? Exit.DONE : Exit.FINDINGS);
        }
      }
      return exit;
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }

  private void print(CorpusStats.Line line) {
    console.line(
        "%-17s %-9s %5d entries, %9d bytes, %5d edges, %6d features, %3d rules, %d dead"
            .formatted(
                line.target(),
                line.part(),
                line.entries().size(),
                line.bytes(),
                line.edges(),
                line.features(),
                line.rules(),
                line.dead().size()));
    for (CorpusStats.Entry entry : entries ? line.entries() : line.dead()) {
      console.listed(
          "  %s: %s, %d bytes, %d edges, %d alone%s"
              .formatted(
                  Escape.of(shortened(entry.file())),
                  entry.shows(),
                  entry.bytes(),
                  entry.edges(),
                  entry.alone(),
                  entry.dead() ? ", dead" : ""));
    }
    line.lost().forEach(file -> console.listed("  " + Escape.of(shortened(file)) + ": fails"));
    console.out().flush();
  }

  private static String shortened(String file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = Path.of(file).toAbsolutePath();
    return (path.startsWith(here) ? here.relativize(path) : path).toString();
  }
}
