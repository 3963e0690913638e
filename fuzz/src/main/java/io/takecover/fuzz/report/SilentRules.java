package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.takecover.erofs.ErofsRule;
import io.takecover.nativefmt.NativeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faults of readers that live on unnoticed: a rule is not checked, and no claim breaks for it. */
final class SilentRules {
  private final List<String> names;

  private SilentRules(List<String> names) {
    this.names = names;
  }

  /**
   * Those that the ablation found inputs for, and no claim that breaks on one of them.
   *
   * @param rows of {@code bench ablate}
   */
  static SilentRules of(JsonNode rows) {
    List<String> names = new ArrayList<>();
    for (JsonNode row : rows) {
      int silent = row.path("detectors").path("").asInt();
      int inputs = row.path("vectors").size();
      boolean isFound = row.path("fuzz").path("found").asInt() > 0;
      if (inputs > 0 && silent == inputs && !isFound) {
        names.add(row.path("rule").asText() + " " + row.path("name").asText());
      }
    }
    return new SilentRules(names);
  }

  /** How many of the native format's. */
  long ofNative() {
    return Arrays.stream(NativeRule.values())
        .filter(rule -> names.contains(rule.id() + " " + rule.name()))
        .count();
  }

  /** How many of the EROFS form's. */
  long ofErofs() {
    return Arrays.stream(ErofsRule.values())
        .filter(rule -> names.contains(rule.id() + " " + rule.name()))
        .count();
  }
}
