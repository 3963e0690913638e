package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that they are there whole or as they were, whenever the process is killed. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a file, or replaces it. */
  public static void write(Path path, byte[] bytes) throws IOException {
    Path temporary = path.resolveSibling("." + path.getFileName() + ".new");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The same of a text, in UTF-8. */
  public static void write(Path path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
