package io.takecover.fuzz.report;

import java.util.List;

/** What bounded evidence says of a sentence. There is no word for certainty. */
enum Standing {
  SUPPORTED("supported"),
  CONTRADICTED("contradicted"),
  NOT_DECIDED("not decided");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /**
   * A counterexample contradicts, whatever else is missing; without any, all that is wanted must
   * have been tried.
   *
   * @param wanted how many measurements a verdict needs
   */
  static Standing of(List<Measurement> measurements, int wanted) {
    if (measurements.stream().anyMatch(measured -> measured.counterexamples() > 0)) {
      return CONTRADICTED;
    }
    boolean isTried =
        measurements.size() == wanted && measurements.stream().allMatch(one -> one.trials() > 0);
    return isTried ? SUPPORTED : NOT_DECIDED;
  }
}
