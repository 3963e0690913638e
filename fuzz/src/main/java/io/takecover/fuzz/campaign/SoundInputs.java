package io.takecover.fuzz.campaign;

import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Tells inputs of a target that come to their end from those that go the way of a finding. */
public final class SoundInputs {
  private SoundInputs() {}

  /**
   * Those that do not fail; the others become artifacts, and stay where they are. The caller has
   * the lock of the places.
   */
  public static List<Path> of(Targets target, List<Path> inputs, Places places)
      throws IOException, InterruptedException {
    List<Path> sound = new ArrayList<>();
    for (Replay.Outcome outcome : Replay.run(target.type(), inputs)) {
      Path input = Path.of(outcome.input());
      if (outcome.failed().isEmpty()) {
        sound.add(input);
      } else {
        makeArtifact(target, input, places);
      }
    }
    return sound;
  }

  /** Copies an input to where a fuzzer leaves what fails. */
  public static void makeArtifact(Targets target, Path input, Places places) throws IOException {
    Path folder = Files.createDirectories(places.artifacts(target));
    Path artifact = folder.resolve("merge-" + input.getFileName());
    Files.copy(input, artifact, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Files the artifacts of a target as crashes: one sentence each. */
  public static List<String> takeIn(Targets target, Places places)
      throws IOException, InterruptedException {
    return new Intake(places).take(target).stream().map(Intake.Taken::line).toList();
  }
}
