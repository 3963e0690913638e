package io.takecover.fuzz.bench.specimen;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.gen.MixedImage;
import io.takecover.rule.Profile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Random images, and faulty readers behind the gate, in one process and without a fuzzer. */
public final class GateTrial {
  private static final int LONGEST = 96;
  private static final int LOOKED_INTO_ONE_IN = 16;
  private static final int TOLD_ONE_IN = 4096;
  private static final double RULE_OF_THREE = 3.0;
  private static final double NANOSECONDS = 1e9;

  private final Gate gate;
  private final long seed;
  private final SplittableRandom chance;
  private final Map<Reader, Long> escapes = new EnumMap<>(Reader.class);
  private final Map<SpecimenFault, GateReport.Canary> canaries = new EnumMap<>(SpecimenFault.class);
  private long images;
  private long accepted;
  private long refused;
  private long lookedInto;
  private long checks;

  private GateTrial(Gate gate, long seed) {
    this.gate = gate;
    this.seed = seed;
    chance = new SplittableRandom(seed);
    for (Reader reader : Reader.values()) {
      escapes.put(reader, 0L);
    }
    for (SpecimenFault fault : SpecimenFault.values()) {
      canaries.put(fault, new GateReport.Canary(0, 0, 0));
    }
  }

  /**
   * Runs until so many checks were made.
   *
   * @param wanted checks, each an accepted image and a specimen
   * @param gate what the readers lack
   * @param progress is told the number of checks now and then
   */
  public static GateReport run(long wanted, long seed, Gate gate, LongConsumer progress) {
    GateTrial trial = new GateTrial(gate, seed);
    long start = System.nanoTime();
    while (trial.checks < wanted) {
      trial.image();
      if (trial.images % TOLD_ONE_IN == 0) {
        progress.accept(trial.checks);
      }
    }
    return trial.report((System.nanoTime() - start) / NANOSECONDS);
  }

  private void image() {
    byte[] input = new byte[1 + chance.nextInt(LONGEST)];
    chance.nextBytes(input);
    byte[] image = MixedImage.of(input);
    images++;
    Verdict verdict = Composefs.admit(image, Limits.DEFAULT, Profile.STRICT);
    if (verdict instanceof Verdict.Accepted read) {
      accepted++;
      checks += gate.readers(read.format());
      gate.escapes(image, read.format(), read.image())
          .forEach(escape -> escapes.merge(escape.reader(), 1L, Long::sum));
    } else if (refused++ % LOOKED_INTO_ONE_IN == 0) {
      lookedInto++;
      lookInto(image, Composefs.formatOf(image));
    }
  }

  private void lookInto(byte[] image, Format format) {
    for (SpecimenFault fault : SpecimenFault.values()) {
      if (fault.reader().format() == format) {
        canaries.merge(
            fault, GateReport.Canary.of(Detection.of(fault, image)), GateReport.Canary::plus);
      }
    }
  }

  private GateReport report(double seconds) {
    Map<String, Long> byReader = new TreeMap<>();
    escapes.forEach((reader, count) -> byReader.put(reader.label(), count));
    Map<String, GateReport.Canary> byFault = new TreeMap<>();
    canaries.forEach((fault, canary) -> byFault.put(fault.name(), canary));
    List<String> uncrafted =
        gate.off().stream().map(fault -> fault.id() + " " + fault.name()).toList();
    return new GateReport(
        seed,
        images,
        accepted,
        checks,
        seconds,
        RULE_OF_THREE / checks,
        byReader,
        lookedInto,
        byFault,
        uncrafted);
  }
}
