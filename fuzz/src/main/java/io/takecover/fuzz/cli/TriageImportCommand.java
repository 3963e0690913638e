package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import io.takecover.fuzz.triage.Finding;
import io.takecover.fuzz.triage.Import;
import io.takecover.fuzz.triage.Reproducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Run reproducers through every target and file what fails in crashes/, one folder a cause.",
      "A folder may be what libFuzzer, Jazzer, AFL++, honggfuzz or ClusterFuzz left, or any other."
          + " Nothing that is given is changed. An import that was interrupted goes on where it was."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  nothing fails",
      "  1  something fails, and is filed",
      "  2  wrong usage, or a file that cannot be read"
    })
final class TriageImportCommand extends CrashWork {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Files and folders. Default: crashes/, whose crashes are judged again.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private ReplayOptions replay = new ReplayOptions();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description = "Replay in these targets only; see takecover fuzz --list.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many at the same time. Default: one a processor.")
  private Integer jobs;

  @Option(names = "--fresh", description = "Do not go on with an import that was interrupted.")
  private boolean fresh;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Neither progress nor a line for each input.")
  private boolean quiet;

  TriageImportCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException, InterruptedException {
    Path crashes = options.places().crashes();
    List<Reproducer> reproducers = new ArrayList<>();
    for (Path path : paths.isEmpty() ? List.of(crashes) : paths) {
      if (Files.exists(path)) {
        reproducers.addAll(Reproducer.in(path));
      } else if (!path.equals(crashes)) {
        throw new CommandException(path + " does not exist");
      }
    }
    Path state = options.places().work().resolve("triage").resolve("import.jsonl");
    if (fresh) {
      Files.deleteIfExists(state);
    }
    AtomicInteger done = new AtomicInteger();
    List<Finding> findings =
        Import.run(
            reproducers,
            targetClasses(),
            replay.limits(),
            new CrashStore(crashes),
            Jobs.count(jobs),
            state,
            finding -> progress(done.incrementAndGet(), reproducers.size()));
    if (paths.isEmpty()) {
      joinMoved(findings, new CrashStore(crashes));
    }
    return told(findings);
  }

  /** Of crashes that were judged again, those that fail in another way by now. */
  private static void joinMoved(List<Finding> findings, CrashStore store) throws IOException {
    for (Finding finding : findings) {
      Path folder = Path.of(finding.file()).toAbsolutePath().getParent();
      Optional<Crash> old = store.find(folder.getFileName().toString());
      if (finding.isKept() && old.isPresent() && !old.get().key().equals(finding.key())) {
        store.absorb(old.get(), finding.key());
      }
    }
  }

  private List<Class<?>> targetClasses() throws CommandException {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : targets) {
      classes.add(CampaignOptions.target(name).type());
    }
    if (targets.isEmpty()) {
      Targets.regular().forEach(target -> classes.add(target.type()));
    }
    return classes;
  }

  private synchronized void progress(int done, int all) {
    if (!quiet) {
      console.progress("%d of %d reproducers".formatted(done, all));
    }
  }

  private int told(List<Finding> findings) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<Finding.Outcome, Integer> counts = new EnumMap<>(Finding.Outcome.class);
    for (Finding finding : findings) {
      counts.merge(finding.outcome(), 1, Integer::sum);
      if (json) {
        console.line(mapper.writeValueAsString(finding));
      } else if (!quiet) {
        console.line(line(finding));
      }
    }
    long keys = findings.stream().filter(Finding::isKept).map(Finding::key).distinct().count();
    if (!json) {
      StringBuilder sum = new StringBuilder(findings.size() + " inputs, " + keys + " crashes:");
      counts.forEach(
          (outcome, count) -> sum.append(' ').append(word(outcome)).append(' ').append(count));
      console.line(sum.toString());
    }
    return keys > 0 ? Exit.FINDINGS : Exit.DONE;
  }

  private static String line(Finding finding) {
    StringBuilder line = new StringBuilder(Escape.of(finding.file()));
    line.append(": ").append(word(finding.outcome()));
    if (finding.isKept()) {
      line.append(' ').append(finding.key()).append(" in ").append(finding.target());
    }
    line.append(": ").append(Escape.sentence(finding.reason()));
    if (!finding.also().isEmpty()) {
      line.append("; fails also in ").append(String.join(", ", finding.also()));
    }
    return line.toString();
  }

  private static String word(Finding.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
