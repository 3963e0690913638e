package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.AblationRow;
import io.takecover.fuzz.bench.Evidence;
import io.takecover.fuzz.bench.EvidenceRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stored results, by the names of their files. What is not there is not known. */
public final class EvidenceFolder {
  /** The table of {@code bench ablate}. */
  static final String ABLATION = "ablation";

  /** The table of {@code bench trials}. */
  static final String TRIALS = "trials";

  private static final String SUFFIX = ".json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Evidence> files = new TreeMap<>();

  private EvidenceFolder() {}

  /**
   * Reads all results of a folder.
   *
   * @throws IOException where a file cannot be read, or is something else
   */
  public static EvidenceFolder open(Path folder) throws IOException {
    EvidenceFolder evidence = new EvidenceFolder();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("report.json")) {
          evidence.files.put(
              name.substring(0, name.length() - SUFFIX.length()), Evidence.read(file));
        }
      }
    }
    return evidence;
  }

  /** The results of one file. */
  Optional<Evidence> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  Map<String, Evidence> files() {
    return files;
  }

  /** Rows of a table; none where there is no such file. */
  JsonNode rows(String name) {
    Evidence evidence = files.get(name);
    return evidence == null ? JSON.createArrayNode() : evidence.data().withArray(EvidenceRows.ROWS);
  }

  /**
   * What a claim refers to.
   *
   * @param reference {@code FILE#KEY}
   */
  Optional<Measurement> measurement(String reference) throws IOException {
    int hash = reference.indexOf('#');
    String name = reference.substring(0, hash);
    String key = reference.substring(hash + 1);
    if (name.equals(ABLATION)) {
      return ablated(key);
    }
    if (name.equals(TRIALS)) {
      return TrialMeasures.of(key, rows(name));
    }
    Evidence evidence = files.get(name);
    if (evidence == null) {
      return Optional.empty();
    }
    if (name.equals("campaign")) {
      return Optional.of(campaign(evidence.data().path("targets")));
    }
    for (JsonNode node : evidence.data().path("measurements")) {
      if (node.path("key").asText().equals(key)) {
        return Optional.of(JSON.treeToValue(node, Measurement.class));
      }
    }
    return Optional.empty();
  }

  private static Measurement campaign(JsonNode targets) {
    long execs = 0;
    long findings = 0;
    long edges = 0;
    for (JsonNode target : targets) {
      execs += target.path("execs").asLong();
      findings += target.path("findings").size();
      edges = Math.max(edges, target.path("edges").asLong());
    }
    Map<String, Object> figures = Map.of("targets", targets.size(), "most edges", edges);
    return new Measurement("all", execs, findings, "executions", figures);
  }

  private Optional<Measurement> ablated(String key) throws IOException {
    List<AblationRow> rows = new ArrayList<>();
    for (JsonNode node : rows(ABLATION)) {
      rows.add(JSON.treeToValue(node, AblationRow.class));
    }
    boolean byFuzzers = key.equals("found");
    Tally tally = new Tally();
    for (AblationRow row : rows) {
      if (!byFuzzers) {
        tally.add(row.isMissed(), row.name());
      } else if (row.fuzz() != null) {
        tally.add(row.isFound(), row.name());
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(Measurement.of(key, tally, "rules taken out"));
  }
}
