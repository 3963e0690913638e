package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.MixedImage;

/** An image of either format, mostly valid: read by faulty readers where it is accepted. */
public final class GateFuzzer {
  private GateFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofGate(MixedImage.of(input));
  }
}
