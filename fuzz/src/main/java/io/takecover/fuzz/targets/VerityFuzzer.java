package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** A file that the input describes, and its fs-verity digest. */
public final class VerityFuzzer {
  private VerityFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofVerity(input);
  }
}
