package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** A store of objects, and what is done to it. */
public final class StoreFuzzer {
  private StoreFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofStore(input);
  }
}
