package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as a signature over the digest of an image. */
public final class SignatureFuzzer {
  private SignatureFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofSignature(input);
  }
}
