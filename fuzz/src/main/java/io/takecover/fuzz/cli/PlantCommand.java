package io.takecover.fuzz.cli;

import io.takecover.fuzz.bench.PlantedFault;
import io.takecover.fuzz.bench.ReproducerFolder;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ValidInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plant",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Make a faulty build of the parser, and reproducers for its faults.",
      "OUT/classes holds the changed classes, for triage import --build; OUT/inputs the reproducers."
    })
final class PlantCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OUT", arity = "0..1", description = "A folder, which must not exist.")
  private Path out;

  @Option(
      names = "--fault",
      paramLabel = "ID",
      split = ",",
      description = "Which faults; see --list. Default: all.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many reproducers; on one in twenty nothing fails. Default: ${DEFAULT-VALUE}.")
  private int inputs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is left to chance. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--list", description = "List the faults, and make nothing.")
  private boolean list;

  private final Console console;

  PlantCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, IOException {
    if (list) {
      for (PlantedFault fault : PlantedFault.values()) {
        console.line(fault.id());
      }
      return Exit.DONE;
    }
    if (out == null || inputs < 1) {
      throw new CommandException("OUT is wanted, and --inputs of 1 at least");
    }
    if (Files.exists(out)) {
      throw new CommandException(out + " exists already");
    }
    List<PlantedFault> faults = faults();
    try {
      ValidInputs valid = ValidInputs.of(Corpus.open(Places.around(Path.of("")).corpus()));
      PlantedFault.plant(faults, out.resolve("classes"));
      ReproducerFolder.Made made =
          ReproducerFolder.make(faults, inputs, valid, seed, out.resolve("inputs"));
      console.line(
          "%d faults, %d reproducers of them, %d inputs on which nothing fails"
              .formatted(faults.size(), made.harmful().size(), made.harmless()));
    } catch (CorpusException e) {
      throw new CommandException(e.getMessage());
    }
    return Exit.DONE;
  }

  private List<PlantedFault> faults() throws CommandException {
    List<PlantedFault> faults = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      if (ids.isEmpty() || ids.contains(fault.id())) {
        faults.add(fault);
      }
    }
    if (!ids.isEmpty() && faults.size() != ids.stream().distinct().count()) {
      throw new CommandException("not all of " + ids + " are faults; see --list");
    }
    return faults;
  }
}
