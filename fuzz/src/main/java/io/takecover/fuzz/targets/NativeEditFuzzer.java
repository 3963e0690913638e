package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.EditScript;

/** A valid image with the fields edited that the input names. */
public final class NativeEditFuzzer {
  private NativeEditFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofBytes(EditScript.image(input));
  }
}
