package io.takecover.fuzz.triage.output;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in our sources a failure was noticed, as its stack trace says.
 *
 * @param path relative to the project, with slashes
 * @param line from 1
 */
record SourceLine(String path, int line) {
  private static final Pattern FRAME =
      Pattern.compile(
          "\\s*at (?:\\S+/)?(io\\.takecover\\.[\\w.$]+)\\.[\\w$<>]+\\((\\w+\\.java):(\\d+)\\)");
  private static final String HARNESS = "io.takecover.fuzz.";

  /** The innermost line of ours; empty where the trace has none. */
  static Optional<SourceLine> of(String stack) {
    for (String text : stack.lines().toList()) {
      Matcher frame = FRAME.matcher(text);
      if (frame.matches()) {
        String type = frame.group(1);
        String module = type.startsWith(HARNESS) ? "fuzz" : "parser";
        String folder = type.substring(0, type.lastIndexOf('.')).replace('.', '/');
        String path = module + "/src/main/java/" + folder + "/" + frame.group(2);
        return Optional.of(new SourceLine(path, Integer.parseInt(frame.group(3))));
      }
    }
    return Optional.empty();
  }
}
