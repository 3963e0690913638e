package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A store that contents are copied into, each under its fs-verity digest. An object is there whole
 * or not at all, and one that is there already is not written again.
 */
final class ObjectFolder {
  private final Path root;

  private ObjectFolder(Path root) {
    this.root = root;
  }

  /** The store in a folder, which is made where it is not there. */
  static ObjectFolder open(String name) throws CommandException {
    Path root = Sources.path(name);
    try {
      Files.createDirectories(root);
      return new ObjectFolder(root);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException("--objects: " + FileName.label(root) + ": this is no folder");
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  private static CommandException unwritable(Path path, IOException e) {
    return new CommandException(
        "--objects: " + FileName.label(path) + ": cannot be written: " + ImageFile.reason(e));
  }

  /** The path of an object: two digits of its digest, and the others. */
  static String path(byte[] digest) {
    String hex = HexFormat.of().formatHex(digest);
    return hex.substring(0, 2) + "/" + hex.substring(2);
  }

  /** Takes in a file; gives the digest of what was taken in. */
  byte[] put(Path file, FileState state) throws CommandException {
    byte[] digest = FileContent.digest(file, state);
    return isThere(digest, state) ? digest : copy(file, state);
  }

  private boolean isThere(byte[] digest, FileState state) throws CommandException {
    Path object = root.resolve(path(digest));
    try {
      return Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS)
          && Files.size(object) == state.size();
    } catch (IOException e) {
      throw unwritable(object, e);
    }
  }

  private byte[] copy(Path file, FileState state) throws CommandException {
    Path beside = root.resolve("." + ProcessHandle.current().pid() + ".new");
    try {
      try {
        byte[] digest;
        try (OutputStream out =
            Files.newOutputStream(
                beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          digest = FileContent.copy(file, state, out);
        }
        Path object = root.resolve(path(digest));
        Files.createDirectories(object.getParent());
        Files.move(beside, object, StandardCopyOption.ATOMIC_MOVE);
        return digest;
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw unwritable(beside, e);
    }
  }
}
