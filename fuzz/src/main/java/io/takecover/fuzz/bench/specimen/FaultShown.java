package io.takecover.fuzz.bench.specimen;

import java.util.List;

/** A faulty reader did what a sound one does not: what a fuzzer is to find. */
public final class FaultShown extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final List<SpecimenFault> WANTED = SpecimenFault.wanted();

  private FaultShown(String claim, SpecimenFault fault) {
    super(claim + ", " + fault.name());
  }

  /**
   * Lets the readers with the wanted faults read.
   *
   * @throws FaultShown where one is detected
   */
  public static void by(byte[] image) {
    for (SpecimenFault fault : WANTED) {
      Detection seen = Detection.in(fault, image);
      if (seen.level() == Detection.Level.DETECTED) {
        throw new FaultShown(seen.claim(), fault);
      }
    }
  }
}
