package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jacoco.agent.AgentJar;

/**
 * Runs inputs of a target under JaCoCo's agent, without the fuzzer and its instrumentation, in a
 * process of its own. An input that ends or stops that process is left out, and told.
 */
final class ProbeRun {
  /** What the fuzzers attack; and what makes inputs of theirs into images, for it knows why. */
  private static final String INCLUDED = "io.takecover.*";

  private static final long START_SECONDS = 120;

  private final Targets target;
  private final Path folder;
  private final ProbeSpace space;
  private final BitSet union = new BitSet();
  private final List<Covered> covered = new ArrayList<>();
  private final List<Path> lost = new ArrayList<>();

  /**
   * One input.
   *
   * @param probes that it hits, not counting what is done once in a Java machine
   */
  record Covered(Path input, BitSet probes, Outcome outcome) {}

  /**
   * What came of all of them.
   *
   * @param union the probes that any of them hit, and what is done once
   * @param lost inputs that did not come to an end
   */
  record Result(Targets target, List<Covered> covered, BitSet union, List<Path> lost) {}

  private ProbeRun(Targets target, Path folder, ProbeSpace space) {
    this.target = target;
    this.folder = folder;
    this.space = space;
  }

  /** Runs the inputs; the numbers of probes are those of {@code space}. */
  static Result of(Targets target, List<Path> inputs, Places places, ProbeSpace space)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(places.work().resolve("coverage-run"));
    ProbeRun run = new ProbeRun(target, folder, space);
    List<Path> waiting = new ArrayList<>(inputs);
    boolean done = waiting.isEmpty();
    while (!done) {
      int culprit = run.attempt(waiting);
      done = culprit < 0;
      if (!done) {
        run.lost.add(waiting.remove(culprit));
      }
    }
    return new Result(target, run.covered, run.union, run.lost);
  }

  /** What puts a Java machine under the agent, whose jar is left in a folder. */
  static List<String> agentFlags(Path folder) throws IOException {
    return List.of(
        "-javaagent:%s=output=none,jmx=true,includes=%s".formatted(agentJar(folder), INCLUDED));
  }

  /** The agent, as a file: it lies in its library as a resource, and a Java machine wants a jar. */
  private static Path agentJar(Path folder) throws IOException {
    Path jar = folder.resolve("jacocoagent.jar");
    Path beside = folder.resolve("jacocoagent." + ProcessHandle.current().pid() + ".jar");
    AgentJar.extractTo(beside.toFile());
    return Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The index of the input that the process did not survive, or -1. */
  private int attempt(List<Path> inputs) throws IOException, InterruptedException {
    Path list = Files.createTempFile(folder, target.label(), ".list");
    Files.write(list, inputs.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
    Process child =
        ChildJvm.start(
            ProbeMain.class, List.of(target.label(), list.toString()), false, agentFlags(folder));
    Thread watchdog =
        ChildJvm.watch(child, START_SECONDS + 2L * inputs.size() * (Replay.SECONDS + 1));
    try (DataInputStream results =
        new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
      return read(results, inputs);
    } finally {
      child.destroyForcibly();
      child.waitFor();
      watchdog.interrupt();
      Files.deleteIfExists(list);
    }
  }

  private int read(DataInputStream results, List<Path> inputs) throws IOException {
    int started = -1;
    try {
      for (int next = results.readInt(); next != ProbeMain.ALL; next = results.readInt()) {
        started = next;
      }
    } catch (EOFException e) {
      if (started < 0) {
        throw new UncheckedIOException(target.label() + ": no input could be run", e);
      }
      return started;
    }
    union.or(space.bits(dump(results)));
    for (Path input : inputs) {
      BitSet probes = space.bits(dump(results));
      covered.add(new Covered(input, probes, OutcomeFrame.read(results)));
    }
    return -1;
  }

  private static byte[] dump(DataInputStream results) throws IOException {
    return results.readNBytes(results.readInt());
  }
}
