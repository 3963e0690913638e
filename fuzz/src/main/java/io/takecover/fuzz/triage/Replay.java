package io.takecover.fuzz.triage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs files through one target again, in a child. */
public final class Replay {
  /** How long one input may take where nobody says; the fuzzers' own limit is the same. */
  public static final long SECONDS = 10;

  /**
   * What became of one input.
   *
   * @param result how the target came to its end, if it did
   */
  public record Outcome(String input, Replayer.Result result) {
    public Optional<Failure> failed() {
      return result.failed();
    }

    public Failure failure() {
      return result.failure();
    }
  }

  private Replay() {}

  /** Runs the inputs, one after the other. */
  public static List<Outcome> run(Class<?> target, List<Path> inputs)
      throws IOException, InterruptedException {
    return run(target, inputs, ReplayLimits.DEFAULT);
  }

  static List<Outcome> run(Class<?> target, List<Path> inputs, ReplayLimits limits)
      throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Replayer replayer = new Replayer(limits)) {
      for (Path input : inputs) {
        Replayer.Result result = replayer.run(target, Files.readAllBytes(input));
        outcomes.add(new Outcome(input.toString(), result));
      }
    }
    return outcomes;
  }
}
