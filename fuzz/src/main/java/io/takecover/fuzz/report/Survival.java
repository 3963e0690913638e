package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long planted faults live under one configuration of a fuzzer, after Kaplan and Meier: the
 * share of trials in which the fault is still there. A trial that ended without finding its fault
 * counts for as long as it went, and says nothing of later.
 *
 * @param configuration its name
 * @param trials how many
 * @param found in how many the fault was found
 * @param curve seconds and the share that is left from then on, the first of them all
 */
record Survival(String configuration, int trials, int found, List<double[]> curve) {

  /** One trial: how long it went, and whether it ended by finding the fault. */
  private record Life(double seconds, boolean isFound) {}

  /** One of each configuration, in the order in which the trials name them. */
  static List<Survival> of(JsonNode trials) {
    Map<String, List<Life>> lives = new LinkedHashMap<>();
    for (JsonNode trial : trials) {
      lives
          .computeIfAbsent(trial.path("configuration").asText(), name -> new ArrayList<>())
          .add(new Life(secondsOf(trial), isFound(trial)));
    }
    return lives.entrySet().stream()
        .map(entry -> estimate(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether the fault of a trial was found. */
  static boolean isFound(JsonNode trial) {
    return trial.path("detector").isTextual();
  }

  private static double secondsOf(JsonNode trial) {
    JsonNode cap = trial.path("cap");
    return isFound(trial) || !cap.isNumber() ? trial.path("seconds").asDouble() : cap.asDouble();
  }

  private static Survival estimate(String name, List<Life> lives) {
    List<Life> sorted =
        lives.stream()
            .sorted(Comparator.comparingDouble(Life::seconds).thenComparing(life -> !life.isFound))
            .toList();
    List<double[]> curve = new ArrayList<>();
    curve.add(new double[] {0, 1});
    double left = 1;
    int found = 0;
    int atRisk = sorted.size();
    for (Life life : sorted) {
      if (life.isFound()) {
        left *= (atRisk - 1.0) / atRisk;
        found++;
        curve.add(new double[] {life.seconds(), left});
      }
      atRisk--;
    }
    if (!sorted.isEmpty()) {
      curve.add(new double[] {sorted.get(sorted.size() - 1).seconds(), left});
    }
    return new Survival(name, sorted.size(), found, curve);
  }

  /** Seconds after which this share of the faults is left, or less; not a number where never. */
  double secondsTo(double share) {
    return curve.stream()
        .filter(point -> point[1] <= share + 1e-9)
        .mapToDouble(point -> point[0])
        .findFirst()
        .orElse(Double.NaN);
  }

  /** In words, for who does not see the curve. */
  String text() {
    double half = secondsTo(0.5);
    String when =
        Double.isNaN(half) ? "less than half" : "half within " + Chart.number(half) + " s";
    return "%s: %d of %d found, %s".formatted(configuration, found, trials, when);
  }
}
