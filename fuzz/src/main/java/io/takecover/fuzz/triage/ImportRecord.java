package io.takecover.fuzz.triage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.corpus.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What an import has settled, a line of JSON each, so that one that was interrupted goes on where
 * it was. It is of one build and one set of limits: the first line says which, and of any other
 * nothing is used. A line that was not written to its end is not there.
 */
final class ImportRecord implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Finding> settled = new HashMap<>();
  private final Writer out;

  /**
   * Opens a record, or begins one.
   *
   * @param identity of build, targets and limits
   */
  ImportRecord(Path file, String identity) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    String head = JSON.writeValueAsString(Map.of("import", identity));
    StringBuilder kept = new StringBuilder(head).append('\n');
    if (Files.exists(file)) {
      read(Files.readString(file), head, kept);
    }
    WholeFile.write(file, kept.toString());
    out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  private void read(String text, String head, StringBuilder kept) {
    int from = text.indexOf('\n') + 1;
    if (!text.startsWith(head + '\n')) {
      return;
    }
    for (int end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      try {
        Finding finding = JSON.readValue(line, Finding.class);
        settled.put(finding.sha256(), finding);
        kept.append(line).append('\n');
      } catch (JsonProcessingException e) {
        return;
      }
      from = end + 1;
    }
  }

  /** What was settled of these bytes; null where nothing was. */
  Finding settled(String sha256) {
    return settled.get(sha256);
  }

  int size() {
    return settled.size();
  }

  /** Writes down what is settled now, at once. */
  synchronized void settle(Finding finding) throws IOException {
    out.write(JSON.writeValueAsString(finding) + "\n");
    out.flush();
  }

  /** The import is through: nothing is left to go on with. */
  void finish() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
