package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.FieldMutation;

/** Any bytes, as composefs-dump(5) text. */
public final class DumpReadFuzzer {
  private DumpReadFuzzer() {}

  public static void fuzzerInitialize() throws ReflectiveOperationException {
    FieldMutation.takeOver();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofText(input);
  }
}
