package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.dump.PreOrder;
import io.takecover.model.Image;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.util.List;
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
    description = {
      "Write the tree of an accepted image again, as our writer encodes it.",
      "What the other format has no field for is told, and without --lossy nothing is written; a tree"
          + " that it cannot hold at all is rejected."
    })
final class ConvertCommand implements Callable<Integer> {
  @Mixin private GateOptions gateOptions;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "native or erofs; default: the format of IN.")
  private String to;

  @Option(
      names = "--erofs-version",
      paramLabel = "N",
      description =
          "0 or 1, or 2 if IN has it; default: that of IN, or 0, or 1 where the tree has whiteouts.")
  private Integer version;

  @Option(
      names = "--lossy",
      description = "Write the image even where something of the tree has no place in it.")
  private boolean lossy;

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
    Format wanted = to == null ? null : FormatName.parse(to, "--to");
    NewFile file = out.equals("-") ? null : NewFile.at(out, force);
    Gate gate = new Gate(console, gateOptions);
    Source source = Sources.one(in);
    Optional<Verdict.Accepted> admitted = gate.admit(source);
    if (admitted.isEmpty()) {
      return Exit.FINDINGS;
    }
    Verdict.Accepted accepted = admitted.get();
    Format format = wanted == null ? accepted.format() : wanted;
    Image image = accepted.image();
    ImageMaking making = new ImageMaking(console, file, source, null, format, gate.limits());
    Optional<Violation> unfit = Composefs.unfit(image, accepted.origins(), format);
    if (unfit.isPresent()) {
      return making.refuse(List.of(unfit.get()));
    }
    if (loses(source, image, Loss.between(accepted.format(), format)) && !lossy) {
      console.say(source.label() + ": nothing was written; --lossy accepts the loss");
      return Exit.FINDINGS;
    }
    return making.make(image, accepted.origins(), version(accepted, format), List::of);
  }

  /** The version asked for; otherwise that of the image, or the least that says all of the tree. */
  private int version(Verdict.Accepted accepted, Format format) throws CommandException {
    if (version == null) {
      int least = Composefs.leastVersion(accepted.image(), format);
      return format == accepted.format() ? Math.toIntExact(accepted.version()) : least;
    }
    // What version 2 cannot hold, such as a fraction of a second, no --lossy here tells of.
    long latest = format == accepted.format() ? Math.max(1, accepted.version()) : 1;
    if (format != Format.EROFS || version < 0 || version > latest) {
      throw new CommandException("--erofs-version: an EROFS image has version 0 or 1");
    }
    return version;
  }

  /** Says what would be lost, one line a kind, and whether anything would. */
  private boolean loses(Source source, Image image, List<Loss> losses) {
    boolean any = false;
    for (Loss loss : losses) {
      PreOrder walk = PreOrder.of(image);
      int count = 0;
      String first = null;
      while (walk.next()) {
        if (!walk.isLink() && loss.isIn(image, walk.inode())) {
          first = count++ == 0 ? walk.path().toString() : first;
        }
      }
      if (count > 0) {
        any = true;
        console.say(
            source.label() + ": lost: " + loss.what() + ", of " + count + ", first " + first);
      }
    }
    return any;
  }
}
