package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs inputs through a target again, in a child that may hang or run out of memory without harm to
 * us.
 */
public final class Replay {
  /** How long one input may take; the fuzzers' own limit is the same. */
  public static final long SECONDS = 10;

  private static final int BATCH = 100;
  private static final long START_SECONDS = 60;

  /**
   * What became of one input.
   *
   * @param failure null where the target came to its end
   */
  public record Outcome(String input, Failure failure) {
    public Optional<Failure> failed() {
      return Optional.ofNullable(failure);
    }
  }

  private Replay() {}

  /** Runs the inputs, one after the other. */
  public static List<Outcome> run(Class<?> target, List<Path> inputs)
      throws IOException, InterruptedException {
    return run(target, inputs, SECONDS);
  }

  /** Runs the inputs, each for so many seconds at most. */
  static List<Outcome> run(Class<?> target, List<Path> inputs, long seconds)
      throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    while (outcomes.size() < inputs.size()) {
      int to = Math.min(inputs.size(), outcomes.size() + BATCH);
      outcomes.addAll(runSome(target, inputs.subList(outcomes.size(), to), seconds));
    }
    return outcomes;
  }

  /** Runs inputs up to the end, or up to the first that ends the child; at least one. */
  private static List<Outcome> runSome(Class<?> target, List<Path> inputs, long seconds)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(target.getName());
    arguments.add(Long.toString(seconds));
    inputs.forEach(input -> arguments.add(input.toString()));
    Process child = ChildJvm.start(ReplayMain.class, arguments, false);
    long most = START_SECONDS + inputs.size() * (seconds + 1);
    Thread watchdog = ChildJvm.watch(child, most);
    List<Outcome> outcomes = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        outcomes.add(json.readValue(line, Outcome.class));
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
      watchdog.interrupt();
    }
    boolean reportedTheEnd = child.exitValue() == ReplayMain.AFTER_HANG;
    if (outcomes.size() < inputs.size() && !reportedTheEnd) {
      String input = inputs.get(outcomes.size()).toString();
      outcomes.add(
          new Outcome(input, Failure.exit("the Java machine ended: " + child.exitValue())));
    }
    return outcomes;
  }
}
