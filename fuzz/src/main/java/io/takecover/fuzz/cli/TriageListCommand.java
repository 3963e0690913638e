package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.triage.output.CrashList;
import io.takecover.fuzz.triage.output.CrashPage;
import io.takecover.fuzz.triage.output.CrashText;
import io.takecover.fuzz.triage.output.JunitXml;
import io.takecover.fuzz.triage.output.SarifLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "List the open crashes, the worst first.",
    footerHeading = "%nExit codes:%n",
    footer = {"  0  no crash is open", "  1  some are", "  2  wrong usage"})
final class TriageListCommand extends CrashWork {
  /** How the list is written. */
  enum Form {
    TEXT,
    JSON,
    SARIF,
    JUNIT,
    HTML
  }

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "text",
      description =
          "text, json, sarif, junit or html; sarif is SARIF 2.1.0, html one page that needs nothing"
              + " else. Default: ${DEFAULT-VALUE}.")
  private String form;

  @Option(names = "--json", description = "One JSON object a line, as --format json.")
  private boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      defaultValue = "-",
      description = "A file, or - for standard output, the default.")
  private String out;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  TriageListCommand(Console console) {
    super(console);
  }

  @Override
  int work() throws CommandException, IOException {
    NewFile file = out.equals("-") ? null : NewFile.at(out, force);
    CrashList list = CrashList.of(options.store(), VersionText.line());
    byte[] text = text(list).getBytes(StandardCharsets.UTF_8);
    if (file == null) {
      console.bytesOut().write(text);
    } else {
      file.write(text);
    }
    return list.entries().isEmpty() ? Exit.DONE : Exit.FINDINGS;
  }

  private String text(CrashList list) throws IOException, CommandException {
    return switch (json ? Form.JSON : Choice.of(Form.class, "--format", form)) {
      case TEXT -> CrashText.of(list);
      case JSON -> lines(list);
      case SARIF -> SarifLog.of(list);
      case JUNIT -> JunitXml.of(list);
      case HTML -> CrashPage.of(list);
    };
  }

  private static String lines(CrashList list) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (CrashList.Entry entry : list.entries()) {
      lines.append(mapper.writeValueAsString(entry.crash())).append('\n');
    }
    return lines.toString();
  }
}
