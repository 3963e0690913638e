package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A line of the parser with a branch that no input of any target takes.
 *
 * @param file source file, as {@code NativeReader.java}
 * @param line from 1
 * @param method as {@code io.takecover.nativefmt.NativeReader.readInode}
 * @param covered branches that are taken
 * @param missed branches that are not
 * @param behind where the line itself is never reached: the nearest blocker above it in its method,
 *     or {@code not called}; null where it is reached
 * @param target whose input reaches the line; null where none does
 * @param input the smallest seed that reaches the line, else the smallest input; null where none
 *     does
 * @param comparisons that this input makes at the line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Blocker(
    String file,
    int line,
    String method,
    int covered,
    int missed,
    String behind,
    String target,
    String input,
    List<Comparison> comparisons) {

  Blocker {
    comparisons = List.copyOf(comparisons);
  }

  boolean isReached() {
    return behind == null;
  }

  /** {@code NativeReader.java:212}. */
  String place() {
    return file + ":" + line;
  }
}
