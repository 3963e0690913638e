package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as an EROFS image. */
public final class ErofsReadFuzzer {
  private ErofsReadFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofBytes(input);
  }
}
