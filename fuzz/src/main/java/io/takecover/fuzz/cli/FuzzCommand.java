package io.takecover.fuzz.cli;

import io.takecover.fuzz.campaign.Campaign;
import io.takecover.fuzz.campaign.Report;
import io.takecover.fuzz.campaign.Settings;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code takecover fuzz}: the campaign, without Maven. */
@Command(
    name = "fuzz",
    description = "Fuzzes the parser: every target, some at a time, and files what fails.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  nothing failed",
      "  1  an input failed, now or in a campaign that was killed",
      "  2  wrong usage",
      "  3  a fuzzer could not be run"
    })
final class FuzzCommand implements Callable<Integer> {
  /** A year. */
  private static final int MOST_HOURS = 8784;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "" + Settings.DEFAULT_SECONDS,
      description = "How long for each target; 0: until interrupted. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = {
        "How long all together, in turns of the targets; 0.5 is half an hour. Keeps statistics in",
        "stats.jsonl of --work, makes the corpora small now and then, and goes on where such a",
        "campaign was interrupted or killed: what it took before counts."
      })
  private Double hours;

  @Option(names = "--fresh", description = "With --hours: begin anew in any case.")
  private boolean fresh;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + Settings.DEFAULT_JOBS,
      description = {
        "How many processes at the same time. Where there are fewer targets, several are at one",
        "target, over one working corpus. Default: ${DEFAULT-VALUE}."
      })
  private int jobs;

  @Option(
      names = "--prune",
      description = {
        "At the end, of each target keep few inputs that cover what all of them cover. Is done",
        "in any case with --hours, or where several processes were at one target."
      })
  private boolean prune;

  @Mixin private CampaignOptions campaign = new CampaignOptions();

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Run this one input through the target and show what happens.")
  private Path replay;

  @Mixin private CoverageOptions coverage = new CoverageOptions();

  @Option(names = "--list", description = "List the targets.")
  private boolean list;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;

  FuzzCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (list) {
      return list();
    }
    if (coverage.isAsked()) {
      return coverage.run(campaign, console, quiet);
    }
    return replay == null ? fuzz() : replay();
  }

  private int list() {
    for (Targets target : Targets.values()) {
      String seeds = String.join(", ", target.seedFolders());
      console.line(
          "%-17s inputs up to %d bytes, seeds: %s"
              .formatted(target.label(), target.maxLength(), seeds.isEmpty() ? "none" : seeds));
    }
    return Exit.DONE;
  }

  private int fuzz() throws CommandException, InterruptedException {
    Settings settings = settings();
    List<String> seedless = settings.seedless().stream().map(Targets::label).toList();
    if (!seedless.isEmpty()) {
      String folder = settings.places().corpus().toString();
      console.say(
          String.join(", ", seedless) + ": no seeds in " + folder + ", starting from nothing");
    }
    PrintWriter progress = quiet ? new PrintWriter(Writer.nullWriter()) : console.err();
    try {
      Report report = Campaign.run(settings, progress, console.errIsTerminal());
      if (json) {
        console.line(report.json().toString());
      } else {
        report.print(console.out());
      }
      if (report.hasComplaints() && !report.hasFindings()) {
        return Exit.FAULT;
      }
      return report.hasFindings() ? Exit.FINDINGS : Exit.DONE;
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }

  private Settings settings() throws CommandException {
    if (seconds < 0 || jobs < 1) {
      throw new CommandException("--seconds must not be negative, and --jobs at least 1");
    }
    if (hours != null && !(hours > 0 && hours <= MOST_HOURS)) {
      throw new CommandException("--hours is more than 0, and at most " + MOST_HOURS);
    }
    if (hours == null && fresh) {
      throw new CommandException("--fresh says how a campaign with --hours begins");
    }
    Duration total =
        hours == null ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(hours * 3_600_000));
    List<Targets> targets = campaign.targets();
    return new Settings(targets, seconds, jobs, campaign.places(), total, fresh, prune);
  }

  private int replay() throws CommandException, IOException, InterruptedException {
    Targets target =
        campaign.oneTarget().orElseThrow(() -> new CommandException("--replay needs one --target"));
    if (!Files.isReadable(replay) || Files.isDirectory(replay)) {
      throw new CommandException(replay + " cannot be read");
    }
    Replay.Outcome outcome = Replay.run(target.type(), List.of(replay)).get(0);
    outcome.failed().ifPresent(failure -> console.line(failure.stack().stripTrailing()));
    return outcome.failed().isPresent() ? Exit.FINDINGS : Exit.DONE;
  }
}
