package io.takecover.fuzz.cli;

import io.takecover.Verdict;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Say of each image whether it is inside the profile, and if not, which rule is broken at which byte.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private GateOptions gateOptions = new GateOptions();

  @Mixin private PromiseOptions promiseOptions = new PromiseOptions();

  @Option(
      names = "--json",
      description = "One JSON object a line, with the digest of what is accepted.")
  private boolean json;

  @Option(
      names = "--all",
      description = "A line for each violation of a rejected image, not only for the first.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "No lines for what is accepted, and no progress.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Files, folders (every file below), or - for standard input.")
  private List<String> images;

  private final Console console;
  private final VerdictText text;
  private JsonLines lines;

  VerifyCommand(Console console) {
    this(console, List.of());
  }

  /** The command without any option. */
  VerifyCommand(Console console, List<String> images) {
    this.console = console;
    this.text = new VerdictText(console.isColoured());
    this.images = images;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    Gate gate = new Gate(console, gateOptions, promiseOptions.promise(), json);
    Sources sources = Sources.of(images, console);
    List<Source> all = sources.list();
    int exit = sources.exit();
    int done = 0;
    for (Source source : all) {
      done++;
      if (!quiet && all.size() > 1) {
        console.progress("[" + done + "/" + all.size() + "] " + source.label());
      }
      exit = Exit.worst(exit, verify(gate, source));
    }
    return exit;
  }

  private int verify(Gate gate, Source source) throws IOException {
    try {
      Gate.Judgement judgement = gate.judge(source);
      report(judgement);
      return judgement.isAccepted() ? Exit.DONE : Exit.FINDINGS;
    } catch (CommandException e) {
      console.say(e.getMessage());
      return Exit.USAGE;
    }
  }

  private void report(Gate.Judgement judgement) throws IOException {
    Source source = judgement.source();
    if (json) {
      if (lines == null) {
        lines = new JsonLines(console);
      }
      lines.verdict(judgement);
    } else if (judgement.verdict() instanceof Verdict.Rejected rejected) {
      if (all) {
        for (Violation violation : rejected.violations()) {
          console.line(text.rejected(source, violation, 0));
        }
      } else {
        console.line(text.rejected(source, rejected));
      }
    } else if (judgement.verdict() instanceof Verdict.Accepted accepted && !quiet) {
      console.line(text.accepted(source, accepted));
      for (Violation note : accepted.notes()) {
        console.line(text.note(source, note));
      }
    }
  }
}
