package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.Shrinking;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MalformedObjectNameException;

/**
 * The child's side of {@link ShrinkRun}: makes inputs small under JaCoCo's agent, and prints a line
 * of JSON for each.
 */
public final class ShrinkMain {
  /** So many versions of an input are handed on, the simplest among them. */
  private static final int HANDED_ON = 6;

  private final Targets target;
  private final Shrink.Request request;
  private final ProbeMain.Agent agent;
  private final ProbeSpace space = new ProbeSpace();
  private final NewPlace places;
  private final BitSet known = new BitSet();
  private final Map<Integer, Integer> hits = new HashMap<>();
  private Map<Integer, Integer> learnt = Map.of();
  private int failures;

  private ShrinkMain(Targets target, Shrink.Request request)
      throws IOException, MalformedObjectNameException {
    this.target = target;
    this.request = request;
    this.agent = ProbeMain.agent();
    this.places = new NewPlace(ClassFiles.ofParser(), space);
  }

  /** Arguments: the target, and the file of the request. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, MalformedObjectNameException {
    PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    ObjectMapper json = new ObjectMapper();
    ShrinkMain shrink =
        new ShrinkMain(
            Targets.find(arguments[0]).orElseThrow(),
            json.readValue(Path.of(arguments[1]).toFile(), Shrink.Request.class));
    shrink.learn();
    int index = 0;
    for (String input : shrink.request.inputs()) {
      results.println(json.writeValueAsString(shrink.shrunk(input, index++)));
    }
    Runtime.getRuntime().halt(0);
  }

  /**
   * What seeds reach, and how often each place is reached. What is done once in a Java machine is
   * done in the first of two rounds.
   */
  private void learn() throws IOException, InterruptedException {
    for (int round = 0; round < 2; round++) {
      hits.clear();
      for (String seed : request.seeds()) {
        Seen seen = run(Files.readAllBytes(Path.of(seed)));
        if (seen != null && round > 0) {
          known.or(seen.probes());
        }
      }
      for (String input : request.inputs()) {
        run(Files.readAllBytes(Path.of(input)));
      }
    }
    learnt = Map.copyOf(hits);
  }

  /** What a run showed. */
  private record Seen(BitSet probes, String shown, boolean breaksRule) {}

  /** Null where the input fails. */
  private Seen run(byte[] input) throws IOException, InterruptedException {
    agent.reset();
    GuardedRun.End end = GuardedRun.of(target::run, input);
    if (end != GuardedRun.End.SOUND) {
      keepArtifact(input);
      if (end == GuardedRun.End.HANGS) {
        Runtime.getRuntime().halt(0);
      }
      return null;
    }
    BitSet probes = space.bits(agent.getExecutionData(false));
    probes.stream().forEach(probe -> hits.merge(probe, 1, Integer::sum));
    Outcome outcome = Outcome.of(target, input);
    return new Seen(probes, outcome.shown(), !outcome.rule().isEmpty());
  }

  /** A campaign takes it in as it does what a fuzzer leaves. */
  private void keepArtifact(byte[] input) throws IOException {
    failures++;
    Path folder = Files.createDirectories(Path.of(request.artifacts()));
    Files.write(folder.resolve("shrunk-" + Integer.toHexString(Arrays.hashCode(input))), input);
  }

  private Shrink.Reply shrunk(String input, int index) throws IOException, InterruptedException {
    failures = 0;
    byte[] original = Files.readAllBytes(Path.of(input));
    Seen seen = run(original);
    if (seen == null) {
      return new Shrink.Reply(input, "", false, "", List.of(), failures);
    }
    BitSet wanted = (BitSet) seen.probes().clone();
    wanted.andNot(known);
    List<byte[]> steps =
        Shrinking.of(original, version -> holds(version, wanted, seen), request.trials());
    List<String> versions = new ArrayList<>();
    for (byte[] step : chosen(steps)) {
      Path file = Path.of(request.out(), index + "-" + versions.size());
      Files.write(file, step);
      versions.add(file.toString());
    }
    String place = places.of(rarest(wanted.isEmpty() ? seen.probes() : wanted));
    return new Shrink.Reply(input, seen.shown(), seen.breaksRule(), place, versions, failures);
  }

  /** Those that the fewest inputs reach; none where all are reached by all. */
  private BitSet rarest(BitSet probes) {
    int fewest = request.seeds().size() + request.inputs().size();
    BitSet rarest = new BitSet();
    for (int probe : probes.stream().toArray()) {
      int count = learnt.getOrDefault(probe, 0);
      if (count < fewest) {
        rarest.clear();
        fewest = count;
      }
      if (count == fewest && count < request.seeds().size() + request.inputs().size()) {
        rarest.set(probe);
      }
    }
    return rarest;
  }

  private boolean holds(byte[] version, BitSet wanted, Seen original)
      throws IOException, InterruptedException {
    Seen seen = run(version);
    if (seen == null || !seen.shown().equals(original.shown())) {
      return false;
    }
    BitSet missed = (BitSet) wanted.clone();
    missed.andNot(seen.probes());
    return missed.isEmpty();
  }

  /** Some of the versions: the fuzzer counts what JaCoCo does not, and may want an earlier one. */
  private static List<byte[]> chosen(List<byte[]> steps) {
    List<byte[]> chosen = new ArrayList<>();
    int count = Math.min(HANDED_ON, steps.size());
    for (int i = 1; i <= count; i++) {
      chosen.add(steps.get(steps.size() * i / count - 1));
    }
    return chosen;
  }
}
