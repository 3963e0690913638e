package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Print the fs-verity digest of each file: SHA-256, blocks of 4096 bytes, no salt.")
final class DigestCommand implements Callable<Integer> {
  /** Bytes that are read at a time; a multiple of the block size. */
  private static final int PIECE = 256 * FsVerity.BLOCK_SIZE;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, folders (every file below), or - for standard input.")
  private List<String> files;

  private final Console console;

  DigestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Sources sources = Sources.of(files, console);
    int exit = sources.exit();
    for (Source source : sources.list()) {
      try {
        console.line(digest(source) + " " + source.label());
      } catch (CommandException e) {
        console.say(e.getMessage());
        exit = Exit.worst(exit, Exit.USAGE);
      }
    }
    return exit;
  }

  private ImageDigest digest(Source source) throws CommandException {
    if (source.path() == null) {
      return digest(source, console.in());
    }
    try (InputStream in = ImageFile.open(source)) {
      return digest(source, in);
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + ImageFile.reason(e));
    }
  }

  private static ImageDigest digest(Source source, InputStream in) throws CommandException {
    FsVerity verity = new FsVerity();
    byte[] piece = new byte[PIECE];
    ByteView view = ByteView.of(piece);
    try {
      int filled;
      do {
        filled = in.readNBytes(piece, 0, PIECE);
        verity.update(view, 0, filled);
      } while (filled == PIECE);
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + ImageFile.reason(e));
    }
    return ImageDigest.of(verity.digest());
  }
}
