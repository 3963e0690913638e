package io.takecover.fuzz.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.corpus.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Evidence that is a table, one row a line, and is kept in its file after each row: a measurement
 * of hours may be interrupted, and goes on where it was.
 *
 * @param <T> a row
 */
public final class EvidenceRows<T> {
  /** Where the rows are in the data of the evidence. */
  public static final String ROWS = "rows";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String tool;
  private final String command;
  private final Function<T, String> key;
  private final Map<String, T> rows = new TreeMap<>();

  private EvidenceRows(Path file, String tool, String command, Function<T, String> key) {
    this.file = file;
    this.tool = tool;
    this.command = command;
    this.key = key;
  }

  /**
   * Opens a table.
   *
   * @param file where it is kept; null where it is not
   * @param type of a row
   * @param key by which a row is found, and by which rows are sorted
   * @param tool and its version, for what is measured now
   * @param command that makes the file
   * @throws IOException where the file is no such table
   */
  public static <T> EvidenceRows<T> open(
      Path file, Class<T> type, Function<T, String> key, String tool, String command)
      throws IOException {
    EvidenceRows<T> table = new EvidenceRows<>(file, tool, command, key);
    if (file != null && Files.exists(file)) {
      for (JsonNode node : Evidence.read(file).data().path(ROWS)) {
        T row = JSON.treeToValue(node, type);
        table.rows.put(key.apply(row), row);
      }
    }
    return table;
  }

  public Optional<T> row(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  /** All rows, sorted by their keys. */
  public Collection<T> rows() {
    return rows.values();
  }

  /** Adds or replaces a row; the file is written only where it says something else. */
  public void put(T row) throws IOException {
    boolean isNew = !row.equals(rows.put(key.apply(row), row));
    if (file == null || !isNew) {
      return;
    }
    Evidence head = Evidence.now(tool, command, JSON.createObjectNode());
    StringBuilder text = new StringBuilder("{\n");
    text.append(" \"tool\": ").append(JSON.writeValueAsString(head.tool()));
    text.append(",\n \"date\": ").append(JSON.writeValueAsString(head.date()));
    text.append(",\n \"command\": ").append(JSON.writeValueAsString(head.command()));
    text.append(",\n \"data\": {\"").append(ROWS).append("\": [");
    String separator = "\n";
    for (T each : rows.values()) {
      text.append(separator).append(JSON.writeValueAsString(each));
      separator = ",\n";
    }
    WholeFile.write(file, text.append("\n]}}\n").toString());
  }
}
