package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    ObjectMapper json = new ObjectMapper();
    json.writeValue(file.toFile(), requests);
    List<String> arguments = List.of(target.label(), file.toString());
    Process child = ChildJvm.start(TraceMain.class, arguments, false);
    Thread watchdog = ChildJvm.watch(child, START_SECONDS + requests.size() * (Replay.SECONDS + 1));
    Map<Site, List<Comparison>> seen = new HashMap<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Trace.Reply reply = json.readValue(line, Trace.Reply.class);
        seen.put(reply.site(), reply.comparisons());
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
      watchdog.interrupt();
      Files.deleteIfExists(file);
    }
    if (seen.isEmpty() && !sites.isEmpty()) {
      throw new IllegalStateException(
          "%s: nothing could be watched, exit code %d"
              .formatted(target.label(), child.exitValue()));
    }
    return seen;
  }
}
