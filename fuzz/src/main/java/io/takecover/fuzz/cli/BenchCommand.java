package io.takecover.fuzz.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "What measurements are made with.")
final class BenchCommand {
  private BenchCommand() {}

  static CommandLine line(Console console) {
    return new CommandLine(new BenchCommand())
        .addSubcommand("generate", new GenerateCommand(console))
        .addSubcommand("store", new GenerateStoreCommand(console))
        .addSubcommand("plant", new PlantCommand(console))
        .addSubcommand("ablate", new AblateCommand(console))
        .addSubcommand("gate", new GateCommand(console))
        .addSubcommand("trials", new TrialsCommand(console))
        .addSubcommand("claims", new ClaimsCommand(console))
        .addSubcommand("ledger", new LedgerCommand(console))
        .addSubcommand("growth", new GrowthCommand(console))
        .addSubcommand("peers", new PeersCommand(console));
  }
}
