package io.takecover.fuzz.campaign;

import com.code_intelligence.jazzer.Jazzer;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what each input covers: the inner step of the fuzzer's own merge, in a process of its
 * own. The step keeps a file in which it notes the input that it starts and then what the input
 * covered, so it can be started again behind an input that ended it. The outer step, {@code
 * -merge=1}, is not used: it starts Java by a shell line that breaks at a blank in a path, keeps
 * inputs that fail, and takes the first input that covers something new instead of the fewest.
 */
public final class Coverage {
  /** Writes all that each input covers, not only what no input before it did. */
  private static final String INNER_STEP = "-merge_inner=2";

  private static final long START_SECONDS = 90;
  private static final int COUNTS = 8;

  private final Targets target;
  private final Places places;
  private final Path control;
  private int started;

  private Coverage(Targets target, Places places) {
    this.target = target;
    this.places = places;
    this.control = places.mergeControl(target);
  }

  /** The edge that a feature is about: the fuzzer tells eight ranges of how often it was taken. */
  public static BitSet edges(BitSet features) {
    BitSet edges = new BitSet();
    features.stream().forEach(feature -> edges.set(feature / COUNTS));
    return edges;
  }

  /**
   * What inputs of a target cover, as the fuzzer's features. One that fails is missing, and is an
   * artifact of the target.
   *
   * @throws IllegalStateException where the fuzzer cannot be run
   */
  public static Map<Path, BitSet> of(Targets target, List<Path> inputs, Places places)
      throws IOException, InterruptedException {
    if (inputs.isEmpty()) {
      return Map.of();
    }
    List<Path> twice = new ArrayList<>(inputs);
    twice.addAll(inputs);
    return new Coverage(target, places).measure(twice);
  }

  private Map<Path, BitSet> measure(List<Path> inputs) throws IOException, InterruptedException {
    Files.createDirectories(control.getParent());
    Files.createDirectories(places.log(target, 1).getParent());
    Files.createDirectories(places.artifacts(target));
    writeControl(inputs);
    while (started < inputs.size()) {
      int before = started;
      int exit = run(inputs.size());
      started = startedOf(inputs.size());
      if (exit == 0 && started == inputs.size()) {
        break;
      }
      if (started == before) {
        throw new IllegalStateException(
            "%s: inputs cannot be measured, exit code %d; see %s"
                .formatted(target.label(), exit, places.log(target, 1)));
      }
    }
    Map<Path, BitSet> covered = read(inputs);
    if (!covered.isEmpty() && covered.values().stream().allMatch(BitSet::isEmpty)) {
      throw new IllegalStateException(target.label() + ": the inputs cover nothing at all");
    }
    Files.delete(control);
    return covered;
  }

  /** How many inputs, how many of them are kept unseen, then one a line. */
  private void writeControl(List<Path> inputs) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Integer.toString(inputs.size()), "0"));
    inputs.forEach(input -> lines.add(input.toString()));
    Files.write(control, lines, StandardCharsets.UTF_8);
  }

  private int run(int inputs) throws IOException, InterruptedException {
    List<String> arguments = FuzzChild.targetArguments(target, places);
    arguments.add(INNER_STEP);
    arguments.add("-merge_control_file=" + control);
    Process child = ChildJvm.start(Jazzer.class, arguments, true);
    long most = START_SECONDS + inputs * (Replay.SECONDS + 1);
    Thread watchdog = ChildJvm.watch(child, most);
    try {
      Files.write(places.log(target, 1), child.getInputStream().readAllBytes());
    } finally {
      child.destroyForcibly();
      child.waitFor();
      watchdog.interrupt();
    }
    return child.exitValue();
  }

  private int startedOf(int inputs) throws IOException {
    int count = 0;
    for (String line : results(inputs)) {
      count += line.startsWith("STARTED ") ? 1 : 0;
    }
    return count;
  }

  /**
   * Reads {@code FT index feature feature ...}. What happens once in a process, as the start of a
   * class, counts for the input that comes first, and hides what this input covers at any other
   * time; so each is run twice, and the second time is what it covers.
   */
  private Map<Path, BitSet> read(List<Path> inputs) throws IOException {
    Map<Path, BitSet> covered = new LinkedHashMap<>();
    for (String line : results(inputs.size())) {
      String[] words = line.split(" ", -1);
      int index = words[0].equals("FT") ? Integer.parseInt(words[1]) : 0;
      if (index >= inputs.size() / 2) {
        BitSet features = new BitSet();
        for (int i = 2; i < words.length; i++) {
          features.set(Integer.parseInt(words[i]));
        }
        covered.put(inputs.get(index), features);
      }
    }
    return covered;
  }

  private List<String> results(int inputs) throws IOException {
    List<String> lines = Files.readAllLines(control, StandardCharsets.UTF_8);
    return lines.subList(inputs + 2, lines.size());
  }
}
