package io.takecover.fuzz.cli;

import java.io.IOException;

/**
 * Ends a command with exit code 2 and one sentence that says why; whoever prints it has escaped
 * what is in it.
 */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  public CommandException(String sentence) {
    super(sentence);
  }

  /** Of trouble with a file, in its own words. */
  static CommandException of(IOException trouble) {
    return new CommandException(
        trouble.getMessage() == null ? trouble.toString() : trouble.getMessage());
  }
}
