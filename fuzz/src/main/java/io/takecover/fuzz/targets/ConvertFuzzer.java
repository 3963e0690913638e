package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.TreeGen;

/** A valid tree that the input describes: through EROFS and the native format, and back. */
public final class ConvertFuzzer {
  private ConvertFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofConversion(TreeGen.tree(input));
  }
}
