package io.takecover.fuzz.bench.specimen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of {@code specimen-faults.tsv}: name of the constant, row of the history, commit, CWE,
 * harm, witness, sentence; tabs between them.
 */
record FaultRow(
    String id, String commit, int cwe, SpecimenFault.Harm harm, String witness, String sentence) {
  private static final Pattern TAB = Pattern.compile("\t");
  private static final int COLUMNS = 7;
  private static final Map<String, FaultRow> ROWS = Map.copyOf(read());

  static FaultRow of(String name) {
    FaultRow row = ROWS.get(name);
    if (row == null) {
      throw new IllegalStateException("no line of " + name);
    }
    return row;
  }

  /** Names of all lines, for the test that none is left over. */
  static List<String> names() {
    return List.copyOf(ROWS.keySet());
  }

  /** Whether the witness is a valid image. */
  boolean isOnValid() {
    return Witness.isValid(witness);
  }

  private static Map<String, FaultRow> read() {
    try (InputStream in = FaultRow.class.getResourceAsStream("specimen-faults.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> TAB.split(line, -1))
          .collect(Collectors.toUnmodifiableMap(cells -> cells[0], FaultRow::row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FaultRow row(String... cells) {
    if (cells.length != COLUMNS) {
      throw new IllegalStateException(cells[0] + " has " + cells.length + " columns");
    }
    return new FaultRow(
        cells[1],
        cells[2],
        Integer.parseInt(cells[3]),
        SpecimenFault.Harm.valueOf(cells[4]),
        cells[5],
        cells[6]);
  }
}
