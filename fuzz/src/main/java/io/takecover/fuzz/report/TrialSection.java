package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.takecover.fuzz.inspect.HtmlPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Trials of fuzzers on planted faults: how long faults live, and each fault by configuration. */
final class TrialSection {
  private TrialSection() {}

  /** The curves and the table as HTML. */
  static String of(JsonNode trials) {
    return curves(Survival.of(trials)) + table(trials);
  }

  private static String curves(List<Survival> survivals) {
    List<Double> seconds =
        survivals.stream()
            .flatMap(survival -> survival.curve().stream())
            .map(point -> point[0])
            .toList();
    Chart chart =
        new Chart(
            "survival",
            "Planted faults that are not found yet, by time",
            survivals.stream().map(Survival::text).collect(Collectors.joining("; ")),
            Chart.Axis.of("seconds", seconds, true),
            new Chart.Axis("share of trials", 0, 1, false));
    for (int i = 0; i < survivals.size(); i++) {
      Survival survival = survivals.get(i);
      chart.steps(Chart.series(i), survival.configuration(), survival.curve());
    }
    return chart.end();
  }

  private static String table(JsonNode trials) {
    Set<String> configurations = new LinkedHashSet<>();
    Map<String, Map<String, List<JsonNode>>> faults = new LinkedHashMap<>();
    for (JsonNode trial : trials) {
      String configuration = trial.path("configuration").asText();
      configurations.add(configuration);
      faults
          .computeIfAbsent(trial.path("fault").asText(), name -> new LinkedHashMap<>())
          .computeIfAbsent(configuration, name -> new ArrayList<>())
          .add(trial);
    }
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Faults\">\n");
    html.append("<table>\n<caption>Trials in which a fault was found, of all, and the median of ");
    html.append("their seconds</caption>\n<thead><tr><th scope=\"col\">fault</th>");
    for (String configuration : configurations) {
      html.append("<th scope=\"col\">").append(HtmlPage.escape(configuration)).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    faults.forEach(
        (fault, cells) -> {
          html.append("<tr><th scope=\"row\">").append(HtmlPage.escape(fault)).append("</th>");
          for (String configuration : configurations) {
            String text = cell(cells.getOrDefault(configuration, List.of()));
            html.append("<td class=\"n\">").append(text).append("</td>");
          }
          html.append("</tr>\n");
        });
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  /** Of those that found it only: where half did not, their median would say nothing of all. */
  private static String cell(List<JsonNode> trials) {
    double[] found =
        trials.stream()
            .filter(Survival::isFound)
            .mapToDouble(trial -> trial.path("seconds").asDouble())
            .toArray();
    if (trials.isEmpty()) {
      return "";
    }
    String share = found.length + " of " + trials.size();
    boolean isMost = 2 * found.length > trials.size();
    return isMost ? share + ", " + Chart.number(new Percentile().evaluate(found, 50)) : share;
  }
}
