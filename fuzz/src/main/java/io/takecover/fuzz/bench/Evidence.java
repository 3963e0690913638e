package io.takecover.fuzz.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file of results: who measured, when, by which command, and what.
 *
 * @param tool and its version
 * @param date of the measurement, ISO 8601, UTC
 * @param command that makes the file again
 * @param data an object, with {@code measurements} where there are some
 */
public record Evidence(String tool, String date, String command, ObjectNode data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Results of right now. */
  public static Evidence now(String tool, String command, ObjectNode data) {
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Evidence(tool, date, command, data);
  }

  /** Writes the file, whole or not at all. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * Reads a file.
   *
   * @throws IOException where it is not such a file
   */
  public static Evidence read(Path file) throws IOException {
    JsonNode node = JSON.readTree(file.toFile());
    if (!(node.get("data") instanceof ObjectNode data)) {
      throw new IOException(file.getFileName() + " has no object called data");
    }
    return new Evidence(
        node.path("tool").asText(),
        node.path("date").asText(),
        node.path("command").asText(),
        data);
  }
}
