package io.takecover.store;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names that a path in a store is made of. */
final class StorePath {
  private StorePath() {}

  /**
   * Takes a path apart.
   *
   * @param path a byte a character
   * @throws RejectedException where it could lead out of the store, or Java cannot say it
   */
  static List<Path> names(String path, FileSystem system) throws RejectedException {
    List<Path> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      names.add(name(name, path, system));
    }
    return names;
  }

  /** The last name alone; refused as by {@link #names}. */
  static Path last(String path, FileSystem system) throws RejectedException {
    return name(path.substring(path.lastIndexOf('/') + 1), path, system);
  }

  private static Path name(String name, String path, FileSystem system) throws RejectedException {
    boolean isPlain =
        !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('\0') < 0;
    if (!isPlain) {
      throw refusal(StoreRule.PATH, "object.path", path.length());
    }
    return name(name, system);
  }

  /** File names are bytes, and paths of Java are text: UTF-8, as its file systems have it. */
  private static Path name(String bytes, FileSystem system) throws RejectedException {
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(raw, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw)) {
      try {
        return system.getPath(text);
      } catch (InvalidPathException e) {
        // Said below: the locale's encoding has no such character.
      }
    }
    throw refusal(StoreRule.UNREADABLE, "object.path", bytes.length());
  }

  /** The bytes of a name, a byte a character. */
  static String bytes(Path name) {
    return new String(
        name.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  static RejectedException refusal(StoreRule rule, String field, long found) {
    return new RejectedException(new Violation(rule, Violation.NOWHERE, field, found));
  }
}
