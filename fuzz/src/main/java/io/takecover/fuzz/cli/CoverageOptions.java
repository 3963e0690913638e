package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.coverage.CoverageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code takecover fuzz --coverage}: what the inputs that are there cover. */
final class CoverageOptions {
  @Option(
      names = "--coverage",
      description = {
        "Do not fuzz: run the seeds and the working corpus of each target, and write what they"
            + " cover of the parser, as pages and XML. Lists rules that no input fires, and"
            + " branches that none takes, with the bytes that were compared there."
      })
  private boolean asked;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Of --coverage: where pages go. Default: coverage/ of what is kept.")
  private Path out;

  boolean isAsked() {
    return asked;
  }

  int run(CampaignOptions campaign, Console console, boolean quiet)
      throws CommandException, InterruptedException {
    Places places = campaign.places();
    Path folder = out == null ? places.work().resolve("coverage") : out.toAbsolutePath();
    Consumer<String> progress = quiet ? text -> {} : console::progress;
    try {
      return print(
          CoverageReport.write(campaign.targets(), places, folder, progress), folder, console);
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }

  private static int print(CoverageReport.Result result, Path folder, Console console) {
    console.listed("target              inputs           lines        branches   rules");
    result.targets().forEach(line -> console.listed(text(line)));
    console.listed(text(result.all()));
    result
        .rules()
        .forEach(
            rule ->
                console.listed(
                    "silent: %s %s: %s".formatted(rule.rule(), rule.name(), rule.title())));
    result.branchLines().forEach(line -> console.listed("blocker: " + line));
    int exit = Exit.DONE;
    for (CoverageReport.Line line : result.targets()) {
      for (String input : line.lost()) {
        console.listed(
            "lost: %s: %s does not come to an end".formatted(line.target(), Escape.of(input)));
        exit = Exit.FINDINGS;
      }
    }
    console.listed("pages: " + Escape.of(folder.resolve("all/index.html").toString()));
    console.out().flush();
    return exit;
  }

  private static String text(CoverageReport.Line line) {
    return "%-17s %8d %7d of %5d %6d of %5d %7d"
        .formatted(
            line.target(),
            line.inputs(),
            line.lines(),
            line.allLines(),
            line.branches(),
            line.allBranches(),
            line.rules());
  }
}
