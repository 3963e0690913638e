package io.takecover.fuzz.targets;

import io.takecover.fuzz.bench.specimen.FaultShown;
import io.takecover.fuzz.gen.FieldMutation;

/** Raw bytes, read by readers whose faults are known. */
public final class SpecimenFuzzer {
  private SpecimenFuzzer() {}

  public static void fuzzerInitialize() throws ReflectiveOperationException {
    FieldMutation.takeOver();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    FaultShown.by(input);
  }
}
