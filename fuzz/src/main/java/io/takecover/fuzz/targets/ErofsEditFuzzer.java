package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.EditScript;

/** A valid EROFS image with the fields edited that the input names, repaired or not. */
public final class ErofsEditFuzzer {
  private ErofsEditFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofBytes(EditScript.erofsImage(input));
  }
}
