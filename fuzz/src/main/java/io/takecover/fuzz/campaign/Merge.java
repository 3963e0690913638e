package io.takecover.fuzz.campaign;

import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes working corpora small: of each target, few inputs stay that cover what all of them cover.
 * Inputs that fail go the way of a fuzzer's findings.
 *
 * <p>The inputs that stay are not moved or written, and the others are deleted last, when it is
 * settled which they are. So a merge that is killed at any point leaves all that it meant to keep.
 */
public final class Merge {
  private final Places places;
  private final Intake intake;
  private final Consumer<String> progress;

  /**
   * What became of one target's inputs.
   *
   * @param before how many there were
   * @param kept those that are there now
   * @param findings one sentence an input that failed
   */
  public record Result(Targets target, int before, List<Path> kept, List<String> findings) {
    public Result {
      kept = List.copyOf(kept);
      findings = List.copyOf(findings);
    }
  }

  private Merge(Places places, Consumer<String> progress) {
    this.places = places;
    this.intake = new Intake(places);
    this.progress = progress;
  }

  /**
   * Makes the working corpora of these targets small.
   *
   * @param progress takes a word on how far it is, now and then
   * @throws BusyException where a campaign works in the same place
   * @throws IllegalStateException where a fuzzer cannot be run; nothing of its target is deleted
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static List<Result> run(List<Targets> targets, Places places, Consumer<String> progress)
      throws IOException, InterruptedException {
    Files.createDirectories(places.work());
    try (WorkLock lock = WorkLock.take(places.lock())) {
      Merge merge = new Merge(places, progress);
      List<Result> results = new ArrayList<>();
      for (Targets target : targets) {
        results.add(merge.merge(target));
      }
      return results;
    }
  }

  private Result merge(Targets target) throws IOException, InterruptedException {
    List<Path> inputs = Places.filesIn(places.workingCorpus(target));
    progress.accept(target.label() + ": running " + inputs.size() + " inputs");
    List<Path> sound = sound(target, inputs);
    progress.accept(target.label() + ": measuring " + sound.size() + " inputs");
    Map<Path, BitSet> covered = Coverage.of(target, sound, places);
    for (Path input : sound) {
      if (!covered.containsKey(input)) {
        makeArtifact(target, input);
      }
    }
    List<String> findings = intake.take(target).stream().map(Intake.Taken::line).toList();
    Set<Path> kept = Cover.of(covered, smallestFirst(sound));
    keepOnly(kept, inputs, Files::delete);
    return new Result(target, inputs.size(), kept.stream().sorted().toList(), findings);
  }

  /** Those that do not fail; the others become artifacts. */
  private List<Path> sound(Targets target, List<Path> inputs)
      throws IOException, InterruptedException {
    List<Path> sound = new ArrayList<>();
    for (Replay.Outcome outcome : Replay.run(target.type(), inputs)) {
      Path input = Path.of(outcome.input());
      if (outcome.failed().isEmpty()) {
        sound.add(input);
      } else {
        makeArtifact(target, input);
      }
    }
    return sound;
  }

  private void makeArtifact(Targets target, Path input) throws IOException {
    Path folder = Files.createDirectories(places.artifacts(target));
    Path artifact = folder.resolve("merge-" + input.getFileName());
    Files.copy(input, artifact, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Comparator<Path> smallestFirst(List<Path> inputs) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    for (Path input : inputs) {
      sizes.put(input, Files.size(input));
    }
    return Comparator.<Path, Long>comparing(sizes::get).thenComparing(Comparator.naturalOrder());
  }

  /** How a file is removed. */
  interface Removal {
    void of(Path file) throws IOException;
  }

  static void keepOnly(Set<Path> kept, List<Path> inputs, Removal removal) throws IOException {
    for (Path input : inputs) {
      if (!kept.contains(input)) {
        removal.of(input);
      }
    }
  }
}
