package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Makes working corpora small: of each target, few inputs stay that cover what all of them cover.
 * Inputs that fail go the way of a fuzzer's findings.
 *
 * <p>The inputs that stay are not moved or written, and the others are deleted last, when it is
 * settled which they are. So a merge that is killed at any point leaves all that it meant to keep.
 */
final class Merge {
  private final Places places;
  private final Intake intake;
  private final Consumer<String> progress;

  /**
   * What became of one target's inputs.
   *
   * @param before how many there were
   * @param kept those that are there now
   * @param findings one sentence an input that failed, which is filed by then
   */
  record Result(Targets target, int before, List<Path> kept, List<String> findings) {
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
   * Makes the working corpora of these targets small, several at a time, for a campaign that has
   * the lock of its work folder.
   *
   * @param progress takes a word on how far it is, now and then
   * @return empty where another campaign adds to the corpora, so nothing may be taken away: its
   *     fuzzers may rely on an input as the merge relies on another
   */
  @SuppressWarnings("try") // the lock is held, not used
  static Optional<List<Result>> alone(
      List<Targets> targets, Places places, Crew crew, Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<WorkLock> alone = WorkLock.alone(places.corpusLock());
    if (alone.isEmpty()) {
      return Optional.empty();
    }
    try (WorkLock lock = alone.get()) {
      Merge merge = new Merge(places, progress);
      List<Callable<Result>> calls = new ArrayList<>();
      for (Targets target : targets) {
        calls.add(() -> merge.merge(target));
      }
      return Optional.of(crew.call(calls));
    }
  }

  private Result merge(Targets target) throws IOException, InterruptedException {
    List<Path> inputs = Places.filesIn(places.workingCorpus(target));
    progress.accept(target.label() + ": running " + inputs.size() + " inputs");
    List<Path> sound = SoundInputs.of(target, inputs, places);
    progress.accept(target.label() + ": measuring " + sound.size() + " inputs");
    Map<Path, BitSet> covered = Coverage.of(target, sound, places);
    for (Path input : sound) {
      if (!covered.containsKey(input)) {
        SoundInputs.makeArtifact(target, input, places);
      }
    }
    List<String> findings = intake.take(target).stream().map(Intake.Taken::line).toList();
    Set<Path> kept = Cover.of(covered, smallestFirst(sound));
    keepOnly(kept, inputs, Files::delete);
    return new Result(target, inputs.size(), kept.stream().sorted().toList(), findings);
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
