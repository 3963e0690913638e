package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.AblationRow;
import io.takecover.fuzz.bench.AblationTable;
import io.takecover.fuzz.bench.Ablations;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Take the check of each rule out of the compiled parser, one at a time, and tell who misses it.",
      "Exit status 1 where there is a rule that neither an input of the corpus nor a fuzzer misses."
    })
final class AblateCommand implements Callable<Integer> {
  @Option(
      names = "--rule",
      paramLabel = "NAME",
      split = ",",
      description = "Ids or names of rules, as rules --json has them. Default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Fuzz without each rule so often, from valid inputs only. Default: ${DEFAULT-VALUE}."
      })
  private int trials;

  @Option(
      names = "--keep",
      description = {
        "Of a rule that no input of the corpus is for: let a fuzzer look for one that fails without"
            + " its check, and keep that in corpus/closed/."
      })
  private boolean keep;

  @Mixin private TrialOptions options;

  private final Console console;
  private final ObjectMapper mapper = new ObjectMapper();

  AblateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (trials < 0) {
      throw new CommandException("--trials is not negative");
    }
    int seconds = options.seconds();
    List<Rule> rules = rules();
    AblationTable table =
        AblationTable.open(options.out(), VersionText.line(), options.command("ablate", trials));
    int missedByNobody = 0;
    try {
      Places places = Places.around(Path.of(""));
      Ablations ablations = new Ablations(places, Corpus.open(places.corpus()));
      int done = 0;
      for (Rule rule : rules) {
        console.progress("%d of %d: %s".formatted(++done, rules.size(), rule.name()));
        AblationRow row = table.row(rule).orElse(null);
        if (row == null) {
          row = ablations.ofCorpus(rule);
        }
        if (keep && row.vectors().isEmpty()) {
          row = ablations.keep(rule, row, seconds);
        }
        if (trials > 0 && !row.isFuzzed(trials)) {
          row = ablations.ofFuzzers(rule, row, trials, seconds);
        }
        table.put(row);
        missedByNobody += row.isMissed() ? 0 : 1;
        console.line(options.json() ? mapper.writeValueAsString(row) : row.line());
      }
    } catch (CorpusException e) {
      throw new CommandException(e.getMessage());
    }
    if (!options.json()) {
      console.line(table.summary());
    }
    return missedByNobody == 0 ? Exit.DONE : Exit.FINDINGS;
  }

  private List<Rule> rules() throws CommandException {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : Rule.catalogue()) {
      if (names.isEmpty() || names.contains(rule.name()) || names.contains(rule.id())) {
        rules.add(rule);
      }
    }
    if (rules.isEmpty()) {
      throw new CommandException("no rule is called " + String.join(", ", names));
    }
    return rules;
  }
}
