package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file to be written. It is there whole or not at all: the bytes go to a file beside it, which
 * takes its name only when they have reached the disk.
 */
public final class NewFile {
  private final String label;
  private final Path target;
  private final boolean mayReplace;

  private NewFile(String label, Path target, boolean mayReplace) {
    this.label = label;
    this.target = target;
    this.mayReplace = mayReplace;
  }

  /**
   * A file that does not exist yet, or may be replaced; said before any work is done for it.
   *
   * @throws CommandException where there is one already, or where anything but a file has the name
   */
  public static NewFile at(String name, boolean mayReplace) throws CommandException {
    String label = Escape.of(name);
    Path path = Sources.path(name);
    try {
      if (Files.exists(path)) {
        if (!Files.isRegularFile(path)) {
          throw new CommandException(label + ": this is not a file, so it is not replaced");
        }
        if (!mayReplace) {
          throw new CommandException(label + ": this file is there already (see --force)");
        }
        return new NewFile(label, path.toRealPath(), true);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new CommandException(label + ": this is a link that leads nowhere");
      }
      return new NewFile(label, path.toAbsolutePath(), mayReplace);
    } catch (IOException e) {
      throw new CommandException(label + ": cannot be written: " + ImageFile.reason(e));
    }
  }

  /** Whoever fills a file. */
  interface Filling<E extends Exception> {
    void fill(OutputStream out) throws E, IOException;
  }

  /** Writes the file. */
  public void write(byte[] bytes) throws CommandException {
    this.<RuntimeException>write(out -> out.write(bytes));
  }

  /**
   * Writes the file.
   *
   * @throws E where it cannot be filled; then it is not there
   */
  <E extends Exception> void write(Filling<E> filling) throws CommandException, E {
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new";
    Path beside = target.resolveSibling(name);
    try {
      try {
        try (FileChannel channel =
            FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          try (WriteBehind out = new WriteBehind(channel, () -> channel.force(false))) {
            filling.fill(out);
          }
          channel.force(true);
        }
        if (mayReplace) {
          Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
          // A hard link, unlike a move, never replaces what came into being meanwhile.
          Files.createLink(target, beside);
        }
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(label + ": this file is there already (see --force)");
    } catch (IOException e) {
      throw new CommandException(label + ": cannot be written: " + ImageFile.reason(e));
    }
  }
}
