package io.takecover.fuzz.triage.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.dump.Escape;
import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.Impact;
import java.util.ArrayList;
import java.util.List;

/** Open crashes as a SARIF 2.1.0 log, which code hosts and editors show beside the sources. */
public final class SarifLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifLog() {}

  /** The log. */
  public static String of(CrashList list) {
    ObjectNode log = JSON.createObjectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "takecover").put("version", list.version());
    List<String> claims = claims(list);
    ArrayNode rules = driver.putArray("rules");
    claims.forEach(claim -> rule(rules.addObject(), claim));
    ArrayNode results = run.putArray("results");
    list.entries().forEach(entry -> result(results.addObject(), entry, claims));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings cannot be written", e);
    }
  }

  private static List<String> claims(CrashList list) {
    List<String> claims = new ArrayList<>();
    for (CrashList.Entry entry : list.entries()) {
      if (!claims.contains(entry.crash().claim())) {
        claims.add(entry.crash().claim());
      }
    }
    return claims;
  }

  private static void rule(ObjectNode rule, String claim) {
    rule.put("id", claim);
    Claim.find(claim)
        .ifPresent(found -> rule.putObject("shortDescription").put("text", found.sentence()));
  }

  private static void result(ObjectNode result, CrashList.Entry entry, List<String> claims) {
    Crash crash = entry.crash();
    result.put("ruleId", crash.claim()).put("ruleIndex", claims.indexOf(crash.claim()));
    result.put("level", level(crash.severity()));
    String cause = crash.knownCause().map(Cause::sentence).map(text -> ": " + text).orElse("");
    String text = crash.kind().label() + ", " + crash.title() + cause;
    result.putObject("message").put("text", Escape.sentence(text));
    ArrayNode locations = result.putArray("locations");
    SourceLine.of(entry.stack())
        .ifPresent(
            line -> {
              ObjectNode place = locations.addObject().putObject("physicalLocation");
              place.putObject("artifactLocation").put("uri", line.path());
              place.putObject("region").put("startLine", line.line());
            });
    ObjectNode input = result.putArray("relatedLocations").addObject();
    input.put("id", 0).putObject("message").put("text", "the input");
    input.putObject("physicalLocation").putObject("artifactLocation").put("uri", entry.input());
    result.putObject("partialFingerprints").put("takecoverKey/v1", crash.key());
    stack(result, crash);
    ObjectNode properties = result.putObject("properties");
    properties.putArray("tags").add("security").add("external/cwe/cwe-" + crash.cwe());
    properties.put("severity", crash.severity().name());
    properties.put("impact", crash.impact().label());
    properties.put("reason", crash.reason());
    properties.put("target", crash.target());
    properties.put("firstSeen", crash.firstSeen());
    properties.put("count", crash.count());
  }

  private static void stack(ObjectNode result, Crash crash) {
    if (!crash.frames().isEmpty()) {
      ArrayNode frames = result.putArray("stacks").addObject().putArray("frames");
      for (String frame : crash.frames()) {
        ObjectNode location = frames.addObject().putObject("location");
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", frame);
      }
    }
  }

  private static String level(Impact.Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM, LOW -> "warning";
      case NONE -> "note";
    };
  }
}
