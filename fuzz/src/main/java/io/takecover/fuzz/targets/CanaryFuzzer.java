package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import java.nio.charset.StandardCharsets;

/** Fails on purpose: what finds nothing here finds nothing anywhere. */
public final class CanaryFuzzer {
  private CanaryFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (new String(input, StandardCharsets.ISO_8859_1).startsWith("gas")) {
      throw new ClaimFailure(Claim.CANARY, "planted", "the canary smelled it");
    }
  }
}
