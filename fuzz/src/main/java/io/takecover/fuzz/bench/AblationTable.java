package io.takecover.fuzz.bench;

import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of an ablation. */
public final class AblationTable {
  private final EvidenceRows<AblationRow> rows;

  private AblationTable(EvidenceRows<AblationRow> rows) {
    this.rows = rows;
  }

  /**
   * @param file where the table is kept; null where it is not
   * @param tool and its version
   * @param command that makes it
   */
  public static AblationTable open(Path file, String tool, String command) throws IOException {
    return new AblationTable(
        EvidenceRows.open(file, AblationRow.class, AblationRow::fullName, tool, command));
  }

  public Optional<AblationRow> row(Rule rule) {
    return rows.row(Outcome.name(rule));
  }

  /** Adds or replaces a row. */
  public void put(AblationRow row) throws IOException {
    rows.put(row);
  }

  /** One paragraph with the numbers. */
  public String summary() {
    Collection<AblationRow> all = rows.rows();
    long withInputs = all.stream().filter(row -> !row.vectors().isEmpty()).count();
    long byCorpus = all.stream().filter(row -> row.noticed() > 0).count();
    long byClaims = all.stream().filter(row -> row.detected() > 0).count();
    long fuzzed = all.stream().filter(row -> row.fuzz() != null).count();
    long byFuzzers = all.stream().filter(AblationRow::isFound).count();
    String missed =
        all.stream()
            .filter(row -> !row.isMissed())
            .map(AblationRow::fullName)
            .collect(Collectors.joining(", "));
    return String.join(
        "\n",
        "%d rules; %d have inputs in the corpus, whose verdict changes for %d"
            .formatted(all.size(), withInputs, byCorpus),
        "a claim breaks on such inputs for %d".formatted(byClaims),
        "fuzzers without malformed inputs found %d of %d".formatted(byFuzzers, fuzzed),
        missed.isEmpty() ? "each rule is missed" : "missed by nobody: " + missed);
  }
}
