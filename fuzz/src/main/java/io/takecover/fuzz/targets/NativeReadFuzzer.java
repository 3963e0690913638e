package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as a native image. */
public final class NativeReadFuzzer {
  private NativeReadFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofBytes(input);
  }
}
