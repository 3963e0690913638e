package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.WholeFile;
import io.takecover.fuzz.report.ClaimsReport;
import io.takecover.fuzz.report.EvidenceFolder;
import io.takecover.fuzz.report.HtmlReport;
import io.takecover.fuzz.report.MarkdownText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Hold what was said of composefs images in public against stored results.",
      "Nothing is measured: where results are missing, a claim is not decided."
    })
final class ReportCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("html", "json", "md");

  @Option(
      names = "--evidence",
      paramLabel = "DIR",
      description = "Stored results. Default: fuzz/evidence of the project.")
  private Path evidence;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where report.json, report.html and report.md go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "html,json,md",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> formats;

  @Option(names = "--json", description = "Print the report instead of writing files.")
  private boolean asJson;

  private final Console console;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException {
    for (String format : formats) {
      if (!FORMATS.contains(format)) {
        throw new CommandException("--format is some of html, json, md");
      }
    }
    Path folder = evidence;
    if (folder == null) {
      folder = Places.around(Path.of("")).corpus().resolveSibling("fuzz").resolve("evidence");
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandException(Escape.of(folder.toString()) + " is no folder");
    }
    try {
      ObjectNode report = ClaimsReport.of(EvidenceFolder.open(folder));
      if (asJson) {
        console.line(new ObjectMapper().writeValueAsString(report));
      } else {
        write(report);
        console.line(
            "%d claims: %s".formatted(report.path("claims").size(), report.get("summary")));
      }
      return Exit.DONE;
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }

  private void write(ObjectNode report) throws IOException {
    Files.createDirectories(out);
    for (String format : formats) {
      String text =
          switch (format) {
            case "html" -> HtmlReport.of(report);
            case "md" -> MarkdownText.of(report);
            default -> report.toPrettyString() + "\n";
          };
      WholeFile.write(out.resolve("report." + format), text);
    }
  }
}
