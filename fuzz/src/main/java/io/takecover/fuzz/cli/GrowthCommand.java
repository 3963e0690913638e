package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.campaign.GrowthRun;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.report.CoverageGrowth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Fuzz each of some targets several times from its seeds on, one fuzzer at a time, and tell how",
      "coverage grew: the quartiles of all runs. What --out has already is not run again."
    })
final class GrowthCommand extends MeasureCommand {
  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "NativeReadFuzzer,NativeEditFuzzer,ErofsReadFuzzer,ErofsEditFuzzer",
      description = "Which targets. Default: ${DEFAULT-VALUE}.")
  private List<String> names;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many runs of each target. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long a run is. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  GrowthCommand(Console console) {
    super(console, "fuzz/takecover bench growth");
  }

  @Override
  String command() {
    String all = " --target %s --trials %d --seconds %d";
    return super.command() + all.formatted(String.join(",", names), trials, seconds);
  }

  @Override
  ObjectNode measure(Corpus corpus) throws CommandException, IOException, InterruptedException {
    if (trials < 1 || seconds < 1) {
      throw new CommandException("--trials and --seconds are at least 1");
    }
    List<Targets> targets = new ArrayList<>();
    for (String name : names) {
      targets.add(CampaignOptions.target(name));
    }
    try {
      CoverageGrowth growth = CoverageGrowth.open(out(), seconds);
      for (int chance = 1; chance <= trials; chance++) {
        for (Targets target : targets) {
          if (growth.run(target.label(), chance).isEmpty()) {
            progress("%s, run %d of %d".formatted(target.label(), chance, trials));
            growth.add(GrowthRun.of(target, corpus.folder(), seconds, chance));
            keep(growth.data());
          }
        }
      }
      return growth.data();
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }
}
