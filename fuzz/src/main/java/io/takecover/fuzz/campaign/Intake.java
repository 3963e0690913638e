package io.takecover.fuzz.campaign;

import io.takecover.fuzz.triage.CrashStore;
import io.takecover.fuzz.triage.Replay;
import io.takecover.fuzz.triage.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what fuzzers left in their artifact folders into the crash store. An artifact is removed
 * only after its crash is stored, so a campaign that is killed at any point loses none: the next
 * one finds it here.
 */
final class Intake {
  private final Places places;
  private final CrashStore store;

  Intake(Places places) {
    this.places = places;
    this.store = new CrashStore(places.crashes());
  }

  /**
   * One artifact that was taken in.
   *
   * @param key of the crash, or null where the input did not fail again
   * @param line for people
   */
  record Taken(Targets target, String key, boolean isNew, String line) {}

  /** Takes in what is there of one target. */
  synchronized List<Taken> take(Targets target) throws IOException, InterruptedException {
    List<Path> artifacts = Places.filesIn(places.artifacts(target));
    List<Taken> taken = new ArrayList<>();
    for (Replay.Outcome outcome : Replay.run(target.type(), artifacts)) {
      Path artifact = Path.of(outcome.input());
      if (outcome.failed().isPresent()) {
        taken.add(file(target, artifact, outcome.result()));
      } else {
        taken.add(setAside(target, artifact));
      }
    }
    return taken;
  }

  private Taken file(Targets target, Path artifact, Replayer.Result result) throws IOException {
    CrashStore.Filed filed = store.add(target.type(), Files.readAllBytes(artifact), result);
    Files.delete(artifact);
    String line =
        "%s: %s %s %s, %s"
            .formatted(
                target.label(),
                filed.isNew() ? "new crash" : "known crash",
                places.crashes().resolve(filed.crash().key()),
                filed.crash().claim(),
                filed.crash().rule());
    return new Taken(target, filed.crash().key(), filed.isNew(), line);
  }

  private Taken setAside(Targets target, Path artifact) throws IOException {
    Path folder = Files.createDirectories(places.unreproduced(target));
    Path aside = folder.resolve(artifact.getFileName());
    Files.move(artifact, aside, StandardCopyOption.REPLACE_EXISTING);
    String line = target.label() + ": failed under the fuzzer and not again, kept as " + aside;
    return new Taken(target, null, true, line);
  }
}
