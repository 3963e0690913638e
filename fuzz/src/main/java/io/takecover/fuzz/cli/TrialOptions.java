package io.takecover.fuzz.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of a measurement that tries fuzzers and keeps a table of how they did. */
final class TrialOptions {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long a fuzzer may take. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Keep the table here; what is in it already is not measured again.")
  private Path out;

  @Option(names = "--json", description = "One JSON object a row, and no summary.")
  private boolean json;

  /** How long a fuzzer may take, at least 1. */
  int seconds() throws CommandException {
    if (seconds < 1) {
      throw new CommandException("--seconds is at least 1");
    }
    return seconds;
  }

  /** Where the table is kept; null where it is not. */
  Path out() {
    return out;
  }

  boolean json() {
    return json;
  }

  /** The command that makes the table. */
  String command(String name, int trials) {
    return "fuzz/takecover bench %s --trials %d --seconds %d --out %s"
        .formatted(name, trials, seconds, out);
  }
}
