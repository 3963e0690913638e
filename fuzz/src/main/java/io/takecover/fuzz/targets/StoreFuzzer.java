package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** A store of objects, and what is done to it. */
public final class StoreFuzzer {
  private StoreFuzzer() {}

  /** What is loaded once takes longer on a busy machine than an input may take. */
  public static void fuzzerInitialize() {
    Claims.ofStore(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofStore(input);
  }
}
