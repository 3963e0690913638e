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
 * @param needsNoCraftedImage faults that no gate keeps from harm, which were off
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

  /**
   * On how many refused images a fault counted.
   *
   * @param reached its check would have fired
   * @param triggered with this fault alone, the specimen ends in another way than without
   * @param detected the gate refused the image
   */
  public record Canary(long reached, long triggered, long detected) {}
}
