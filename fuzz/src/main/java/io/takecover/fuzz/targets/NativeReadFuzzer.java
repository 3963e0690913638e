package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.FieldMutation;

/** Any bytes, as a native image. */
public final class NativeReadFuzzer {
  private NativeReadFuzzer() {}

  public static void fuzzerInitialize() throws ReflectiveOperationException {
    FieldMutation.takeOver();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofBytes(input);
  }
}
