package io.takecover.fuzz.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "triage",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Look after crashes: what failed, why, since when, and that it never comes back.",
      "The usual way: import what a fuzzer left, list, minimise and show each crash, mend the parser,"
          + " close. KEY is a crash's key, or enough of its start."
    })
final class TriageCommand {
  private TriageCommand() {}

  /** The command with all that it can do. */
  static CommandLine line(Console console) {
    return new CommandLine(new TriageCommand())
        .addSubcommand("import", new TriageImportCommand(console))
        .addSubcommand("list", new TriageListCommand(console))
        .addSubcommand("show", new TriageShowCommand(console))
        .addSubcommand("minimise", new TriageMinimiseCommand(console), "minimize")
        .addSubcommand("bisect", new TriageBisectCommand(console))
        .addSubcommand("close", new TriageCloseCommand(console));
  }
}
