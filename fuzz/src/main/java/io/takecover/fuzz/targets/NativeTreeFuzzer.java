package io.takecover.fuzz.targets;

import io.takecover.Format;
import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.TreeGen;

/** A valid tree that the input describes: written, and read back. */
public final class NativeTreeFuzzer {
  private NativeTreeFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofTree(TreeGen.tree(input), Format.NATIVE);
  }
}
