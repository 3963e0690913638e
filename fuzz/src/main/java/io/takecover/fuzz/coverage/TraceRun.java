package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches what is compared at lines of the parser while inputs of one target run. */
final class TraceRun {
  private static final long START_SECONDS = 120;

  private TraceRun() {}

  /**
   * What was compared at each line. A line that is missing was not seen: its input hangs under the
   * watch.
   *
   * @param sites by the input that reaches them
   */
  static Map<Site, List<Comparison>> of(Targets target, Map<Path, List<Site>> sites, Places places)
      throws IOException, InterruptedException {
    List<Trace.Request> requests = new ArrayList<>();
    sites.forEach((input, some) -> requests.add(new Trace.Request(input.toString(), some)));
    Path folder = Files.createDirectories(places.work().resolve("coverage-run"));
    Path file = Files.createTempFile(folder, target.label(), ".requests");
    JsonChild.write(file, requests);
    Process child =
        ChildJvm.start(TraceMain.class, List.of(target.label(), file.toString()), false);
    long most = START_SECONDS + requests.size() * (Replay.SECONDS + 1);
    Map<Site, List<Comparison>> seen = new HashMap<>();
    JsonChild.replies(child, file, most, Trace.Reply.class)
        .forEach(reply -> seen.put(reply.site(), reply.comparisons()));
    if (seen.isEmpty() && !sites.isEmpty()) {
      throw new IllegalStateException(
          "%s: nothing could be watched, exit code %d"
              .formatted(target.label(), child.exitValue()));
    }
    return seen;
  }
}
