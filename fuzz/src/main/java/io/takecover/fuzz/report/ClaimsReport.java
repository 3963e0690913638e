package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.bench.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the pages show, as one JSON object: {@code summary}, {@code claims} with their verdicts,
 * {@code evidence} files, and the data of tables and plots. The same evidence makes the same
 * report.
 */
public final class ClaimsReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PLOTTED = List.of("ledger", "trials", "coverage-growth");

  private ClaimsReport() {}

  /** The report on what a folder holds. */
  public static ObjectNode of(EvidenceFolder evidence) throws IOException {
    ObjectNode report = JSON.createObjectNode();
    report.put("title", "What was said of composefs images, and what was measured");
    Map<Standing, Integer> counts = new TreeMap<>();
    ArrayNode claims = JSON.createArrayNode();
    for (PublicClaim claim : PublicClaim.catalogue()) {
      claims.add(judged(claim, evidence, counts));
    }
    ObjectNode summary = report.putObject("summary");
    for (Standing standing : Standing.values()) {
      summary.put(standing.words(), counts.getOrDefault(standing, 0));
    }
    ArrayNode files = report.putArray("evidence");
    evidence.files().forEach((name, file) -> files.add(envelope(name, file)));
    report.set("claims", claims);
    for (String name : PLOTTED) {
      evidence.file(name).ifPresent(file -> report.set(name, file.data()));
    }
    JsonNode ablation = evidence.rows(EvidenceFolder.ABLATION);
    report.set(EvidenceFolder.ABLATION, ablation);
    if (!ablation.isEmpty() && report.get("ledger") instanceof ObjectNode ledger) {
      report.set("ledger", withSilent(ledger.deepCopy(), SilentRules.of(ablation)));
    }
    return report;
  }

  private static ObjectNode withSilent(ObjectNode ledger, SilentRules silent) {
    ledger
        .withArray("rows")
        .addObject()
        .put("what", "rules without which no claim breaks on their inputs")
        .put("native", silent.ofNative())
        .put("erofs", silent.ofErofs());
    return ledger;
  }

  private static ObjectNode judged(
      PublicClaim claim, EvidenceFolder evidence, Map<Standing, Integer> counts)
      throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    for (String reference : claim.evidence()) {
      Optional<Measurement> measurement = evidence.measurement(reference);
      measurement.ifPresent(measurements::add);
    }
    Standing standing = Standing.of(measurements, claim.evidence().size());
    counts.merge(standing, 1, Integer::sum);
    ObjectNode node = JSON.valueToTree(claim);
    node.put("verdict", standing.words());
    node.set("measured", JSON.valueToTree(measurements));
    return node;
  }

  private static ObjectNode envelope(String name, Evidence file) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", name);
    node.put("tool", file.tool());
    node.put("date", file.date());
    node.put("command", file.command());
    return node;
  }
}
