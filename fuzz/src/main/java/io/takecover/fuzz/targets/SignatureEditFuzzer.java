package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import java.util.Arrays;

/**
 * A signature of a tool, changed element by element, whoever is trusted and whenever it is; or a
 * trust file, or a key to sign with.
 */
public final class SignatureEditFuzzer {
  /** Inputs that start so describe what comes before any signature: trust, and keys. */
  private static final byte FOR_TRUST = -1;

  private SignatureEditFuzzer() {}

  /** What is loaded once takes longer on a busy machine than an input may take. */
  public static void fuzzerInitialize() {
    Claims.ofSignatureScript(new byte[0]);
    Claims.ofTrust(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0 && input[0] == FOR_TRUST) {
      Claims.ofTrust(Arrays.copyOfRange(input, 1, input.length));
    } else {
      Claims.ofSignatureScript(input);
    }
  }
}
