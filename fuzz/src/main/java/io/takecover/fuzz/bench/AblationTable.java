package io.takecover.fuzz.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.takecover.fuzz.corpus.WholeFile;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of an ablation, kept in a file after each, so that a measurement of hours may be
 * interrupted.
 */
public final class AblationTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, AblationRow> rows = new TreeMap<>();

  private AblationTable(Path file) {
    this.file = file;
  }

  /**
   * @param file where the table is kept; null where it is not
   */
  public static AblationTable open(Path file) throws IOException {
    AblationTable table = new AblationTable(file);
    if (file != null && Files.exists(file)) {
      for (AblationRow row : JSON.readValue(file.toFile(), AblationRow[].class)) {
        table.rows.put(row.fullName(), row);
      }
    }
    return table;
  }

  public Optional<AblationRow> row(Rule rule) {
    return Optional.ofNullable(rows.get(Outcome.name(rule)));
  }

  /** Adds or replaces a row; the file is written only where it says something else. */
  public void put(AblationRow row) throws IOException {
    boolean isNew = !row.equals(rows.put(row.fullName(), row));
    if (file != null && isNew) {
      ObjectWriter writer = JSON.writer();
      StringBuilder text = new StringBuilder("[\n");
      String separator = "";
      for (AblationRow each : rows.values()) {
        text.append(separator).append(writer.writeValueAsString(each));
        separator = ",\n";
      }
      WholeFile.write(file, text.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One paragraph with the numbers. */
  public String summary() {
    long withInputs = rows.values().stream().filter(row -> !row.vectors().isEmpty()).count();
    long byCorpus = rows.values().stream().filter(row -> row.noticed() > 0).count();
    long byClaims = rows.values().stream().filter(row -> row.detected() > 0).count();
    long fuzzed = rows.values().stream().filter(row -> row.fuzz() != null).count();
    long byFuzzers = rows.values().stream().filter(AblationRow::isFound).count();
    String missed =
        rows.values().stream()
            .filter(row -> !row.isMissed())
            .map(AblationRow::fullName)
            .collect(Collectors.joining(", "));
    return String.join(
        "\n",
        "%d rules; %d have inputs in the corpus, whose verdict changes for %d"
            .formatted(rows.size(), withInputs, byCorpus),
        "a claim breaks on such inputs for %d".formatted(byClaims),
        "fuzzers without malformed inputs found %d of %d".formatted(byFuzzers, fuzzed),
        missed.isEmpty() ? "each rule is missed" : "missed by nobody: " + missed);
  }
}
