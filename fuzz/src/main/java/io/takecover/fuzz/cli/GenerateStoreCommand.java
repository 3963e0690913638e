package io.takecover.fuzz.cli;

import io.takecover.fuzz.gen.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Write a store, DIR/objects, and EROFS images that need what is in it, DIR/images; the same"
            + " numbers give the same bytes everywhere.")
final class GenerateStoreCommand implements Callable<Integer> {
  private static final int MOST_OBJECTS = 10_000_000;
  private static final int MOST_IMAGES = 1000;

  @Option(
      names = "--objects",
      required = true,
      paramLabel = "N",
      description = "How many, of 1 byte to 512 KiB, 27 KiB on average.")
  private int objects;

  @Option(
      names = "--images",
      defaultValue = "20",
      paramLabel = "N",
      description = "How many, each of half of the objects (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Which of the stores of that size (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Parameters(paramLabel = "DIR", description = "A folder that is not there yet.")
  private String out;

  private final Console console;

  GenerateStoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException {
    if (objects < 1 || objects > MOST_OBJECTS || images < 1 || images > MOST_IMAGES) {
      throw new CommandException(
          "--objects: 1 to " + MOST_OBJECTS + ", --images: 1 to " + MOST_IMAGES);
    }
    Path folder = Sources.path(out);
    String label = new Source(out, folder).label();
    if (Files.exists(folder)) {
      throw new CommandException(label + ": this is there already");
    }
    console.progress("making " + objects + " objects");
    try {
      StoreFixture.write(folder, objects, images, seed);
    } catch (IOException e) {
      throw new CommandException(label + ": cannot be written: " + ImageFile.reason(e));
    }
    return Exit.DONE;
  }
}
