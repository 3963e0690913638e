package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as a signature over the digest of an image. */
public final class SignatureFuzzer {
  private SignatureFuzzer() {}

  /** What is loaded once takes longer on a busy machine than an input may take. */
  public static void fuzzerInitialize() {
    Claims.ofSignature(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofSignature(input);
  }
}
