package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as an image whose text is made. */
public final class DumpFuzzer {
  private DumpFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofDump(input);
  }
}
