package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.EvidenceRows;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.bench.trial.Comparison;
import io.takecover.fuzz.bench.trial.Configuration;
import io.takecover.fuzz.bench.trial.FaultTrial;
import io.takecover.fuzz.campaign.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "trials",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Let fuzzers look for the known faults of readers, and tell how long each fault lives.",
      "Exit status 1 where a fault was not found in half of the trials of some configuration."
    })
final class TrialsCommand implements Callable<Integer> {
  @Option(
      names = "--fault",
      paramLabel = "NAME",
      split = ",",
      description = "Faults, as bench gate lists them. Default: all.")
  private Set<SpecimenFault> faults = EnumSet.allOf(SpecimenFault.class);

  @Option(
      names = "--configuration",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Ways to fuzz: bytes, dictionary, valid, corpus, values, edits, fields.",
        "Default: fields."
      })
  private List<String> ways = new ArrayList<>(List.of(Configuration.FIELDS.label()));

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of each fault and way. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Mixin private TrialOptions options;

  private final Console console;
  private final ObjectMapper mapper = new ObjectMapper();

  TrialsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (trials < 1) {
      throw new CommandException("--trials is at least 1");
    }
    int seconds = options.seconds();
    Set<Configuration> configurations = EnumSet.noneOf(Configuration.class);
    for (String way : ways) {
      configurations.add(Choice.of(Configuration.class, "--configuration", way));
    }
    EvidenceRows<FaultTrial> table =
        EvidenceRows.open(
            options.out(),
            FaultTrial.class,
            FaultTrial::key,
            VersionText.line(),
            options.command("trials", trials));
    Places places = Places.around(Path.of(""));
    List<FaultTrial> mine = new ArrayList<>();
    int all = faults.size() * configurations.size() * trials;
    for (int chance = 1; chance <= trials; chance++) {
      for (SpecimenFault fault : faults) {
        for (Configuration way : configurations) {
          String key = FaultTrial.key(fault, way, chance);
          console.progress("%d of %d: %s".formatted(mine.size() + 1, all, key));
          FaultTrial trial = table.row(key).orElse(null);
          if (trial == null) {
            trial = FaultTrial.run(places, fault, way, chance, seconds);
            table.put(trial);
          }
          mine.add(trial);
          print(trial);
        }
      }
    }
    List<Comparison> compared = Comparison.of(mine);
    if (!options.json()) {
      compared.forEach(row -> console.line(line(row)));
    }
    boolean isEachFound = compared.stream().allMatch(row -> row.foundInHalf() == row.faults());
    return isEachFound ? Exit.DONE : Exit.FINDINGS;
  }

  private void print(FaultTrial trial) throws IOException {
    if (options.json()) {
      console.line(mapper.writeValueAsString(trial));
    } else {
      String how = trial.isFound() ? trial.detector() : "not found";
      console.line(
          "%s: %s, %.2f s, %d executions"
              .formatted(trial.key(), how, trial.seconds(), trial.executions()));
    }
  }

  private static String line(Comparison row) {
    return ("%s: %d of %d faults found in half of the trials, %d of %d trials; median %.2f s;"
            + " against %s: A12 %.2f, sooner %d, later %d")
        .formatted(
            row.configuration().label(),
            row.foundInHalf(),
            row.faults(),
            row.found(),
            row.trials(),
            row.median(),
            Configuration.VALID.label(),
            row.shorter(),
            row.sooner(),
            row.later());
  }
}
