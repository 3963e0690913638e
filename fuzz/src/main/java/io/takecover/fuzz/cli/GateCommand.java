package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.bench.Evidence;
import io.takecover.fuzz.bench.specimen.Gate;
import io.takecover.fuzz.bench.specimen.GateReport;
import io.takecover.fuzz.bench.specimen.GateTrial;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.report.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Let readers with known faults read what the strict profile accepts.",
      "Exit status 1 where one of them came to harm or saw another tree."
    })
final class GateCommand implements Callable<Integer> {
  @Option(
      names = "--checks",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many: each an accepted image and a reader. Default: ${DEFAULT-VALUE}.")
  private long checks;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is left to chance. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--all-faults",
      description = {
        "Leave on also the faults that show on valid images, of which no gate keeps a reader:",
        "that escapes are seen where there are some."
      })
  private boolean allFaults;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the result here as JSON too.")
  private Path out;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;

  GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, IOException {
    if (checks < 1) {
      throw new CommandException("--checks of 1 at least is wanted");
    }
    GateReport report =
        GateTrial.run(
            checks, seed, allFaults ? new Gate(List.of()) : new Gate(), done -> progress(done));
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode data = mapper.valueToTree(report);
    long escaped = report.escapes().values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> figures =
        Map.of("accepted images", report.accepted(), "bound 3/n", report.bound());
    data.putArray("measurements")
        .addPOJO(new Measurement("escapes", report.checks(), escaped, "checks", figures));
    String command = "fuzz/takecover bench gate --checks " + checks + " --seed " + seed;
    if (allFaults) {
      command += " --all-faults";
    }
    Evidence evidence = Evidence.now(VersionText.line(), command, data);
    if (out != null) {
      try {
        evidence.write(out);
      } catch (IOException e) {
        throw CommandException.of(e);
      }
    }
    if (json) {
      console.line(mapper.writeValueAsString(evidence));
    } else {
      print(report);
    }
    return escaped > 0 ? Exit.FINDINGS : Exit.DONE;
  }

  private void progress(long done) {
    if (!quiet) {
      console.progress("%,d of %,d checks".formatted(done, checks));
    }
  }

  private void print(GateReport report) {
    console.line(
        "%d checks of %d accepted images, of %d made; %.0f checks a second"
            .formatted(
                report.checks(),
                report.accepted(),
                report.images(),
                report.checks() / report.seconds()));
    report.escapes().forEach((reader, count) -> console.line(reader + ": " + count + " escapes"));
    console.line(
        String.format(Locale.ROOT, "bound where there are none: %.2e a check", report.bound()));
    console.line(
        "of %d refused images: reached, triggered, detected".formatted(report.refusedLookedInto()));
    for (SpecimenFault fault : SpecimenFault.values()) {
      GateReport.Canary canary = report.faults().get(fault.name());
      console.line(
          "  %s %s: %d, %d, %d"
              .formatted(
                  fault.id(),
                  fault.name(),
                  canary.reached(),
                  canary.triggered(),
                  canary.detected()));
    }
    console.line("need no crafted image:");
    for (SpecimenFault fault : SpecimenFault.needsNoCraftedImage()) {
      console.line("  %s %s: %s".formatted(fault.id(), fault.name(), fault.sentence()));
    }
  }
}
