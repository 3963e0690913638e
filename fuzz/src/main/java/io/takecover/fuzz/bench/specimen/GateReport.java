package io.takecover.fuzz.bench.specimen;

import java.util.List;
import java.util.Map;

/**
 * What a run of {@link GateTrial} came to.
 *
 * @param checks accepted images times the specimens that read each
 * @param bound with 95 % confidence, the share of checks that escape is below it: 3 / checks, where
 *     none did
 * @param escapes checks in which a specimen came to harm or saw another tree, by specimen
 * @param faults counts by fault, over the refused images that were looked into
 * @param needsNoCraftedImage faults that no gate keeps from harm, where they were off
 */
public record GateReport(
    long seed,
    long images,
    long accepted,
    long checks,
    double seconds,
    double bound,
    Map<String, Long> escapes,
    long refusedLookedInto,
    Map<String, Canary> faults,
    List<String> needsNoCraftedImage) {

  /** On how many refused images a fault counted, as {@link Detection} says. */
  public record Canary(long reached, long triggered, long detected) {
    static Canary of(Detection.Level level) {
      return new Canary(
          level.compareTo(Detection.Level.REACHED) >= 0 ? 1 : 0,
          level.compareTo(Detection.Level.TRIGGERED) >= 0 ? 1 : 0,
          level == Detection.Level.DETECTED ? 1 : 0);
    }

    Canary plus(Canary other) {
      return new Canary(
          reached + other.reached, triggered + other.triggered, detected + other.detected);
    }
  }
}
