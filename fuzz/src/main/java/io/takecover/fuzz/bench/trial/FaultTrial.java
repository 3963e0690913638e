package io.takecover.fuzz.bench.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.campaign.Alone;
import io.takecover.fuzz.campaign.Places;
import java.io.IOException;

/**
 * One fuzzer that looked for one fault of a reader.
 *
 * @param fault its name
 * @param configuration how it was looked for
 * @param chance where the fuzzer's choices started; another for each trial
 * @param detector what gave the fault away; null where nothing did
 * @param seconds from the first input until then, or until the time was up
 * @param executions inputs that were run
 * @param cap seconds after which it was given up
 */
public record FaultTrial(
    SpecimenFault fault,
    Configuration configuration,
    int chance,
    String detector,
    double seconds,
    long executions,
    int cap) {
  private static final double HUNDRED = 100;

  /** Runs it. */
  public static FaultTrial run(
      Places places, SpecimenFault fault, Configuration configuration, int chance, int cap)
      throws IOException, InterruptedException {
    Alone.Ending ending = Alone.fuzz(configuration.setup(places, fault), cap, chance);
    double seconds = Math.min(cap, Math.round(ending.seconds() * HUNDRED) / HUNDRED);
    return new FaultTrial(
        fault, configuration, chance, ending.detector(), seconds, ending.executions(), cap);
  }

  /** The name of a trial among all. */
  public static String key(SpecimenFault fault, Configuration configuration, int chance) {
    return "%s %s %03d".formatted(fault.name(), configuration.label(), chance);
  }

  @JsonIgnore
  public String key() {
    return key(fault, configuration, chance);
  }

  @JsonIgnore
  public boolean isFound() {
    return detector != null;
  }
}
