package io.takecover.fuzz.claims;

import io.takecover.fuzz.bench.specimen.Gate;
import java.util.List;

/** Faulty readers behind the gate. */
final class PromiseClaims {
  private static final Gate GATE = new Gate();

  private PromiseClaims() {}

  /** Of an accepted image. */
  static void hold(Trial trial) {
    List<Gate.Escape> escapes =
        GATE.escapes(trial.bytes(), trial.accepted().format(), trial.accepted().image());
    if (!escapes.isEmpty()) {
      Gate.Escape first = escapes.get(0);
      throw new ClaimFailure(
          Claim.GATE_PROTECTS, first.what(), "an accepted image harms " + first.reader().label());
    }
  }
}
