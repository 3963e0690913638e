package io.takecover.fuzz.report;

import java.util.Map;

/**
 * How often a sentence was tried, and how often it did not hold.
 *
 * @param key the id of the public claim that it stands for, or another name in its evidence file
 * @param trials what a trial is stands in {@code unit}
 * @param counterexamples trials in which the sentence did not hold
 * @param unit of trials, in the plural: {@code bits}, {@code images}
 * @param figures what else was seen, by name: numbers and short texts
 */
public record Measurement(
    String key, long trials, long counterexamples, String unit, Map<String, Object> figures) {
  public Measurement {
    if (trials < 0 || counterexamples < 0 || counterexamples > trials) {
      throw new IllegalArgumentException(key + ": " + counterexamples + " of " + trials);
    }
    figures = Map.copyOf(figures);
  }

  static Measurement of(String key, Tally tally, String unit) {
    return new Measurement(key, tally.trials(), tally.counterexamples(), unit, tally.figures());
  }
}
