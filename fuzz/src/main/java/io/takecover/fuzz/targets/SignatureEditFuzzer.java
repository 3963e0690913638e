package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/** A signature of a tool, changed element by element, whoever is trusted and whenever it is. */
public final class SignatureEditFuzzer {
  private SignatureEditFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofSignatureScript(input);
  }
}
