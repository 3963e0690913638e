package io.takecover.fuzz.coverage;

import java.util.List;

/** What a process is asked to make small, and what it made of it. */
final class Shrink {
  private Shrink() {}

  /**
   * Make inputs small.
   *
   * @param seeds that are there beside them; what these reach, no input has to
   * @param trials for each input
   * @param out where versions are written
   * @param artifacts where versions are written that fail
   */
  record Request(
      List<String> seeds, List<String> inputs, int trials, String out, String artifacts) {
    Request {
      seeds = List.copyOf(seeds);
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What became of one input.
   *
   * @param shown the rule and field, or the verdict
   * @param breaksRule whether that is a rule
   * @param place of the parser that fewest inputs reach beside it, as {@code
   *     NativeReader.readPayload}; one that no seed reaches where there is one; empty where it
   *     reaches only what all do
   * @param versions files, ever simpler
   * @param failures versions that failed
   */
  record Reply(
      String input,
      String shown,
      boolean breaksRule,
      String place,
      List<String> versions,
      int failures) {
    Reply {
      versions = List.copyOf(versions);
    }
  }
}
