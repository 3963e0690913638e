package io.takecover.fuzz.targets;

import io.takecover.fuzz.bench.specimen.FaultShown;
import io.takecover.fuzz.gen.MixedImage;

/** An image of either format, mostly valid, read by readers whose faults are known. */
public final class SpecimenEditFuzzer {
  private SpecimenEditFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FaultShown.by(MixedImage.of(input));
  }
}
