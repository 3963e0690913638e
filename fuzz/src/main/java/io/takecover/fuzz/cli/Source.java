package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import java.nio.file.Path;

/**
 * One file that a command was asked to read.
 *
 * @param name as the user gave it, or as it was found in a folder
 * @param path null for standard input
 * @param isSeen whether it was looked at when it was found, and was a regular file
 */
record Source(String name, Path path, boolean isSeen) {
  /** Standard input, which the command line calls {@code -}. */
  static final Source STDIN = new Source("-", null);

  Source(String name, Path path) {
    this(name, path, false);
  }

  /** The name, fit to print. */
  String label() {
    return Escape.of(name);
  }
}
