package io.takecover.fuzz.cli;

import java.time.DateTimeException;
import java.time.Instant;

/** Times as options have them: ISO 8601, in UTC. */
final class TimeText {
  private TimeText() {}

  /**
   * The time that a text means.
   *
   * @param option that has the text for its value
   */
  static Instant parse(String text, String option) throws CommandException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new CommandException(option + ": no time such as 2026-01-01T00:00:00Z: '" + text + "'");
    }
  }
}
