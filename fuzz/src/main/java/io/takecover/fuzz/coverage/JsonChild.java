package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.triage.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of ours that reads one request from a file, and answers with a line of JSON a reply.
 */
final class JsonChild {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonChild() {}

  /** Writes a request where the process will read it. */
  static void write(Path file, Object request) throws IOException {
    JSON.writeValue(file.toFile(), request);
  }

  /**
   * What the process says until it has ended.
   *
   * @param file with the request; it is deleted in the end
   * @param seconds after which the process is killed
   */
  static <T> List<T> replies(Process child, Path file, long seconds, Class<T> reply)
      throws IOException, InterruptedException {
    Thread watchdog = ChildJvm.watch(child, seconds);
    List<T> replies = new ArrayList<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        replies.add(JSON.readValue(line, reply));
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
      watchdog.interrupt();
      Files.deleteIfExists(file);
    }
    return replies;
  }
}
