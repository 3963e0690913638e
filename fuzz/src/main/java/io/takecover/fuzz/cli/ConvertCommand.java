package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Write the tree of an accepted image again, as our writer encodes it.")
final class ConvertCommand implements Callable<Integer> {
  @Mixin private GateOptions gateOptions;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "native (default); this version writes no other.")
  private String to;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Parameters(index = "0", paramLabel = "IN", description = "A file, or - for standard input.")
  private String in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "A file, which is there whole or not at all, or - for standard output.")
  private String out;

  private final Console console;

  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (to != null) {
      GateOptions.requireNative(to, "--to");
    }
    NewFile file = out.equals("-") ? null : NewFile.at(out, force);
    Gate gate = new Gate(console, gateOptions);
    Source source = Sources.one(in);
    Optional<Verdict.Accepted> accepted = gate.admit(source);
    if (accepted.isEmpty()) {
      return Exit.FINDINGS;
    }
    byte[] bytes;
    try {
      bytes = Composefs.write(accepted.get().image(), Format.NATIVE, gate.limits());
    } catch (RejectedException e) {
      console.error(new VerdictText(false).rejected(source, e.violation(), 0));
      return Exit.FINDINGS;
    }
    if (file == null) {
      console.bytesOut().write(bytes);
    } else {
      file.write(bytes);
    }
    return Exit.DONE;
  }
}
