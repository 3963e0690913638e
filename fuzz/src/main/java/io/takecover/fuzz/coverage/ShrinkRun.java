package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes inputs small in a process of its own: a version keeps the verdict, the rule and its field,
 * and what of the parser no seed reaches.
 */
final class ShrinkRun {
  private static final long START_SECONDS = 120;

  private ShrinkRun() {}

  /**
   * One reply an input, in their order; none for an input that a version of hangs, and for those
   * behind it.
   */
  static List<Shrink.Reply> of(
      Targets target, List<Path> seeds, List<Path> inputs, int trials, Path out, Places places)
      throws IOException, InterruptedException {
    Files.createDirectories(out);
    Path file = out.resolve("request");
    JsonChild.write(
        file,
        new Shrink.Request(
            seeds.stream().map(Path::toString).toList(),
            inputs.stream().map(Path::toString).toList(),
            trials,
            out.toString(),
            places.artifacts(target).toString()));
    Process child =
        ChildJvm.start(
            ShrinkMain.class,
            List.of(target.label(), file.toString()),
            false,
            ProbeRun.agentFlags(out));
    // One version that hangs ends the process, so this is no product.
    long most = START_SECONDS + seeds.size() + (long) inputs.size() * (trials / 10 + 1);
    return JsonChild.replies(child, file, most + Replay.SECONDS, Shrink.Reply.class);
  }
}
