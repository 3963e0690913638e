package io.takecover.fuzz.targets;

import io.takecover.fuzz.claims.Claims;
import io.takecover.fuzz.gen.FieldMutation;

/** Any bytes, as an image whose text is made. */
public final class DumpFuzzer {
  private DumpFuzzer() {}

  public static void fuzzerInitialize() throws ReflectiveOperationException {
    FieldMutation.takeOver();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Claims.ofDump(input);
  }
}
