package io.takecover.fuzz.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.bench.trial.Configuration;
import io.takecover.fuzz.bench.trial.FaultTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What trials of fuzzers on the known faults of readers say of public claims. */
final class TrialMeasures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Commits between two postings: overflows, and a link without a target. */
  private static final Set<String> REVIEW = Set.of("ede8aeb", "383d442", "fbe0106");

  private TrialMeasures() {}

  /**
   * A measurement.
   *
   * @param key {@code faults}: of each fault, whether half of the trials found it in the default
   *     way; {@code review}: of each trial of a fault that was mended in review, likewise; {@code
   *     historic}: of each trial of the search of January 2023 that starts from valid images
   */
  static Optional<Measurement> of(String key, JsonNode rows) throws JsonProcessingException {
    List<FaultTrial> trials = new ArrayList<>();
    for (JsonNode row : rows) {
      trials.add(JSON.treeToValue(row, FaultTrial.class));
    }
    return switch (key) {
      case "faults" -> faults(trials);
      case "review" ->
          each(key, trials, trial -> isDefault(trial) && REVIEW.contains(trial.fault().commit()));
      case "historic" ->
          each(
              key,
              trials,
              trial ->
                  trial.fault() == SpecimenFault.V3_BISECTION
                      && trial.configuration() != Configuration.BYTES
                      && trial.configuration() != Configuration.DICTIONARY);
      default -> Optional.empty();
    };
  }

  private static boolean isDefault(FaultTrial trial) {
    return trial.configuration() == Configuration.FIELDS;
  }

  private static Optional<Measurement> faults(List<FaultTrial> trials) {
    Map<SpecimenFault, int[]> found = new TreeMap<>();
    for (FaultTrial trial : trials) {
      if (isDefault(trial)) {
        int[] counts = found.computeIfAbsent(trial.fault(), fault -> new int[2]);
        counts[trial.isFound() ? 1 : 0]++;
      }
    }
    Tally tally = new Tally();
    found.forEach((fault, counts) -> tally.add(counts[1] > counts[0], fault.name()));
    return measured("faults", tally, "planted faults");
  }

  private static Optional<Measurement> each(
      String key, List<FaultTrial> trials, Predicate<FaultTrial> counts) {
    Tally tally = new Tally();
    trials.stream()
        .filter(counts)
        .forEach(trial -> tally.add(trial.isFound(), trial.fault().name()));
    return measured(key, tally, "trials");
  }

  private static Optional<Measurement> measured(String key, Tally tally, String unit) {
    return tally.trials() == 0 ? Optional.empty() : Optional.of(Measurement.of(key, tally, unit));
  }
}
