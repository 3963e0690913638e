package io.takecover.fuzz.cli;

import io.takecover.Format;
import java.util.Arrays;
import java.util.Locale;

/** Formats by the names that people give them. */
final class FormatName {
  private FormatName() {}

  /**
   * The format of that name.
   *
   * @param option that has the name for its value
   */
  static Format parse(String name, String option) throws CommandException {
    String label = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(Format.values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new CommandException(option + ": there is no format '" + name + "'"));
  }
}
