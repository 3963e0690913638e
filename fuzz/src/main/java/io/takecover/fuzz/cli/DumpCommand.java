package io.takecover.fuzz.cli;

import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.dump.Escape;
import io.takecover.dump.PreOrder;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Print the tree of an image as composefs-dump(5) text. A rejected image is not printed.")
final class DumpCommand implements Callable<Integer> {
  @Mixin private GateOptions gateOptions;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description =
          "Only what PATH names, and what is below it; PATH may be escaped as the dump itself is.")
  private String path;

  @Option(
      names = "--json",
      description = "One JSON object an entry; texts are escaped as in the dump.")
  private boolean json;

  @Parameters(paramLabel = "IMAGE", description = "A file, or - for standard input.")
  private String image;

  private final Console console;

  DumpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    ImagePath wanted = path == null ? null : ImagePath.parse(path);
    Gate gate = new Gate(console, gateOptions);
    Source source = Sources.one(image);
    Optional<Verdict.Accepted> accepted = gate.admit(source);
    if (accepted.isEmpty()) {
      return Exit.FINDINGS;
    }
    Image tree = accepted.get().image();
    Optional<PreOrder> walk = wanted == null ? Optional.of(PreOrder.of(tree)) : wanted.find(tree);
    if (walk.isEmpty()) {
      console.say(source.label() + ": there is no " + Escape.of(path) + " in this image");
      return Exit.FINDINGS;
    }
    return write(source, tree, walk.get(), gate.limits());
  }

  private int write(Source source, Image tree, PreOrder walk, Limits limits) throws IOException {
    if (json) {
      new DumpJson(tree, console).write(walk);
      return Exit.DONE;
    }
    try {
      DumpWriter.write(tree, walk, console.out(), limits);
      return Exit.DONE;
    } catch (RejectedException e) {
      console.out().flush();
      console.error(new VerdictText(false).rejected(source, e.violation(), 0));
      return Exit.FINDINGS;
    }
  }
}
