package io.takecover.fuzz.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.takecover.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is missed when one rule is not checked.
 *
 * @param rule its id
 * @param name its constant, for several may have one id
 * @param kind what breaking it means
 * @param vectors ids of the inputs that it refuses, or that fail where it is not checked
 * @param outcomes of those without the check: what was said, and of how many
 * @param detectors claims that break on those, and on how many; an empty name where none does
 * @param fuzz what fuzzers made of it that started from valid inputs only; null where none was
 *     asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AblationRow(
    String rule,
    String name,
    String kind,
    List<String> vectors,
    Map<String, Integer> outcomes,
    Map<String, Integer> detectors,
    Fuzzed fuzz) {

  /**
   * Trials of one target.
   *
   * @param target the first that found it, or the last that was asked where none did
   * @param trials how many were made, and {@code found} in how many it was found
   * @param seconds median from the first input, over all trials; of no meaning where less than half
   *     have found it
   * @param executions median of inputs that were run, likewise
   * @param detector the claim that broke most often, or what else showed it; null where nothing did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fuzzed(
      String target, int trials, int found, double seconds, long executions, String detector) {
    private String line() {
      return "%s %d of %d, %.1f s, %d executions, %s"
          .formatted(target, found, trials, seconds, executions, detector);
    }
  }

  static AblationRow of(Rule rule, List<Outcome> corpus, Fuzzed fuzz) {
    return new AblationRow(
        rule.id(),
        rule.name(),
        rule.kind().name(),
        corpus.stream().map(Outcome::id).toList(),
        count(corpus, Outcome::verdict),
        count(corpus, Outcome::detector),
        fuzz);
  }

  AblationRow with(Fuzzed trials) {
    return new AblationRow(rule, name, kind, vectors, outcomes, detectors, trials);
  }

  /** Id and constant, as verdicts name the rule: see {@link Outcome#name}. */
  String fullName() {
    return rule + " " + name;
  }

  /** How many of its inputs get another verdict without the check, or fail. */
  public int noticed() {
    return vectors.size()
        - outcomes.getOrDefault(fullName(), 0)
        - outcomes.getOrDefault(Outcome.PASSES, 0);
  }

  /** Whether that many trials were made, or so many that more could not find it in half of them. */
  public boolean isFuzzed(int trials) {
    return fuzz != null && (fuzz.trials() >= trials || fuzz.trials() - fuzz.found() > trials / 2);
  }

  /** On how many of its inputs a claim breaks without the check. */
  public int detected() {
    return vectors.size() - detectors.getOrDefault("", 0);
  }

  /** Whether at least half of the trials of a fuzzer found it. */
  @JsonIgnore
  public boolean isFound() {
    return fuzz != null && 2 * fuzz.found() >= fuzz.trials() && fuzz.found() > 0;
  }

  /** Whether anybody misses the rule. */
  @JsonIgnore
  public boolean isMissed() {
    return noticed() > 0 || isFound();
  }

  /** The row for people. */
  public String line() {
    String others = fuzz == null ? "" : ", " + fuzz.line();
    return "%s: %d inputs, %d noticed %s, %d detected %s%s"
        .formatted(fullName(), vectors.size(), noticed(), outcomes, detected(), detectors, others);
  }

  private static Map<String, Integer> count(List<Outcome> all, Function<Outcome, String> what) {
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(outcome -> counts.merge(what.apply(outcome), 1, Integer::sum));
    return counts;
  }
}
