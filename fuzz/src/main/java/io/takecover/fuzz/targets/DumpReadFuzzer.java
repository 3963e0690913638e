package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** Any bytes, as composefs-dump(5) text. */
public final class DumpReadFuzzer {
  private DumpReadFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofText(input);
  }
}
