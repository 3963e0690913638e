package io.takecover.fuzz.bench.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/** How long faults live, where some outlive the trial. */
public final class Lifetimes {
  private Lifetimes() {}

  /**
   * A step of a curve of survival.
   *
   * @param seconds when it comes
   * @param alive share of faults that live on behind it, 0 to 1
   */
  public record Step(double seconds, double alive) {}

  /**
   * Survival as Kaplan and Meier estimate it: who is given up alive counts among those at risk
   * until then, and no longer.
   *
   * @return from 0 seconds on, a step for each time at which a fault was found
   */
  public static List<Step> survival(List<FaultTrial> trials) {
    List<FaultTrial> sorted = new ArrayList<>(trials);
    sorted.sort(
        Comparator.comparingDouble(FaultTrial::seconds)
            .thenComparing(trial -> trial.isFound() ? 0 : 1));
    List<Step> steps = new ArrayList<>(List.of(new Step(0, 1)));
    double alive = 1;
    for (int i = 0; i < sorted.size(); ) {
      double now = sorted.get(i).seconds();
      int atRisk = sorted.size() - i;
      int found = 0;
      for (; i < sorted.size() && sorted.get(i).seconds() == now; i++) {
        found += sorted.get(i).isFound() ? 1 : 0;
      }
      if (found > 0) {
        alive *= 1 - (double) found / atRisk;
        steps.add(new Step(now, alive));
      }
    }
    return steps;
  }

  /** Median of the seconds; a fault that was not found has lived at least as long as the trial. */
  public static double median(List<FaultTrial> trials) {
    return new Median().evaluate(seconds(trials));
  }

  /**
   * How likely a lifetime of {@code some} is shorter than one of {@code others}, ties counted half:
   * the measure of Vargha and Delaney. 1 where all are shorter, 0.5 where there is no difference.
   */
  public static double shorter(List<FaultTrial> some, List<FaultTrial> others) {
    double wins = 0;
    for (double one : seconds(some)) {
      for (double other : seconds(others)) {
        wins += one < other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return wins / ((double) some.size() * others.size());
  }

  /**
   * How likely lifetimes differ so much by chance alone: two-sided test of Mann and Whitney, by the
   * normal approximation. 1 where all are the same.
   */
  public static double chance(List<FaultTrial> some, List<FaultTrial> others) {
    double[] one = seconds(some);
    double[] other = seconds(others);
    boolean isSame =
        Arrays.stream(one).distinct().count() == 1
            && Arrays.stream(other).allMatch(seconds -> seconds == one[0]);
    return isSame ? 1 : new MannWhitneyUTest().mannWhitneyUTest(one, other);
  }

  /** Those that were not found are as long as the longest. */
  private static double[] seconds(List<FaultTrial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.isFound() ? trial.seconds() : trial.cap())
        .toArray();
  }
}
