package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;

/**
 * A signature of a tool, changed element by element, whoever is trusted and whenever it is; or a
 * trust file, or a key to sign with.
 */
public final class SignatureEditFuzzer {
  private SignatureEditFuzzer() {}

  /** What is loaded once takes longer on a busy machine than an input may take. */
  public static void fuzzerInitialize() {
    Claims.ofSignatureScript(new byte[0]);
    Claims.ofTrust(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofSignatureScript(input);
  }
}
