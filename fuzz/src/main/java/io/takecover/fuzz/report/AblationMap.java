package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Rules against what shows that they are not checked: how many of a rule's inputs each shows. */
final class AblationMap {
  private static final String VERDICT = "corpus: other verdict";
  private static final String FUZZER = "fuzzer";

  private AblationMap() {}

  static String of(JsonNode rows) {
    List<String> names = new ArrayList<>();
    List<Plot.Cell> cells = new ArrayList<>();
    TreeSet<String> claims = new TreeSet<>();
    for (JsonNode row : rows) {
      String name = row.path("rule").asText() + " " + row.path("name").asText();
      names.add(name);
      int inputs = Math.max(1, row.path("vectors").size());
      int same = row.path("outcomes").path(name).asInt();
      add(cells, name, VERDICT, row.path("vectors").size() - same, inputs);
      row.path("detectors")
          .properties()
          .forEach(
              entry -> {
                if (!entry.getKey().isEmpty()) {
                  claims.add(entry.getKey());
                  add(cells, name, entry.getKey(), entry.getValue().asInt(), inputs);
                }
              });
      JsonNode fuzz = row.path("fuzz");
      if (fuzz.isObject()) {
        add(
            cells,
            name,
            FUZZER,
            fuzz.path("found").asInt(),
            Math.max(1, fuzz.path("trials").asInt(1)));
      }
    }
    List<String> columns = new ArrayList<>(List.of(VERDICT, FUZZER));
    columns.addAll(claims);
    return Plot.map("ablation", "Rules taken out, and what missed them", names, columns, cells);
  }

  private static void add(List<Plot.Cell> cells, String row, String column, int count, int of) {
    if (count > 0) {
      double share = Math.min(1, (double) count / of);
      String text = row + ", " + column + ": " + count + " of " + of;
      cells.add(new Plot.Cell(row, column, share, text));
    }
  }
}
