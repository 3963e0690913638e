package io.takecover.fuzz.cli;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.Hazard;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.rule.RejectedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Write a large image, shaped like an operating system's; the same numbers give the same"
            + " bytes everywhere.")
final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = "--files",
      required = true,
      paramLabel = "N",
      description =
          "Files and symlinks, at most 8000000; there is one directory for twenty. With --hazard:"
              + " how large the hazard is.")
  private int files;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Which of the images of that size (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "native or erofs (default: native, and with --hazard erofs).")
  private String format;

  @Option(
      names = "--hazard",
      paramLabel = "NAME",
      description =
          "Instead, an EROFS image that costs a careless reader more than its size:"
              + " ${COMPLETION-CANDIDATES}.")
  private Hazard hazard;

  @Option(names = "--force", description = "Replace OUT if it is there.")
  private boolean force;

  @Parameters(paramLabel = "OUT", description = "A file, which is there whole or not at all.")
  private String out;

  private final Console console;

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException {
    if (files < 1 || files > LargeTree.MOST_FILES) {
      throw new CommandException("--files must be from 1 to " + LargeTree.MOST_FILES);
    }
    Format usual = hazard == null ? Format.NATIVE : Format.EROFS;
    Format wanted = format == null ? usual : FormatName.parse(format, "--format");
    if (hazard != null && wanted != Format.EROFS) {
      throw new CommandException("--hazard: hazards are EROFS images");
    }
    NewFile file = NewFile.at(out, force);
    console.progress("making " + files + " files");
    file.write(hazard == null ? largeTree(wanted) : hazard.image(files));
    return Exit.DONE;
  }

  private byte[] largeTree(Format wanted) {
    try {
      return Composefs.write(LargeTree.of(files, seed), wanted, Limits.DEFAULT);
    } catch (RejectedException e) {
      throw new IllegalStateException("a generated tree is refused", e);
    }
  }
}
