package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.bench.specimen.Reader;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.bench.trial.Comparison;
import io.takecover.fuzz.bench.trial.Configuration;
import io.takecover.fuzz.bench.trial.FaultTrial;
import io.takecover.fuzz.bench.trial.Lifetimes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Trials of fuzzers on the known faults of readers: how long faults live, each way to fuzz against
 * another, and each fault by itself.
 */
final class TrialSection {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Readers of the format as it was reviewed. */
  private static final Set<Reader> REVIEWED =
      Set.of(Reader.NATIVE_V1, Reader.NATIVE_V2, Reader.NATIVE_V3);

  private final List<FaultTrial> trials;
  private final Map<SpecimenFault, Map<Configuration, List<FaultTrial>>> table;

  private TrialSection(List<FaultTrial> trials) {
    this.trials = trials;
    table =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    FaultTrial::fault,
                    TreeMap::new,
                    Collectors.groupingBy(FaultTrial::configuration, Collectors.toList())));
  }

  /**
   * @param rows of {@code trials.json}
   */
  static TrialSection of(JsonNode rows) {
    List<FaultTrial> trials = new ArrayList<>();
    rows.forEach(row -> trials.add(JSON.convertValue(row, FaultTrial.class)));
    return new TrialSection(trials);
  }

  /** The curves and two tables. */
  String html() {
    return compared() + faults(table.keySet(), "Trials in which a fault was found, and the median");
  }

  /** The same of the faults of the readers that were posted for review. */
  String reviewed() {
    Set<SpecimenFault> faults = EnumSet.noneOf(SpecimenFault.class);
    table.keySet().stream().filter(fault -> REVIEWED.contains(fault.reader())).forEach(faults::add);
    return faults(faults, "Faults of the readers as they were posted");
  }

  private String compared() {
    Set<SpecimenFault> common = Comparison.common(trials);
    Map<Configuration, List<FaultTrial>> byWay =
        trials.stream()
            .filter(trial -> common.contains(trial.fault()))
            .collect(
                Collectors.groupingBy(
                    FaultTrial::configuration, TreeMap::new, Collectors.toList()));
    return byWay.isEmpty() ? "" : curves(byWay) + comparison(Comparison.of(trials));
  }

  private static String curves(Map<Configuration, List<FaultTrial>> byWay) {
    Map<Configuration, List<double[]>> curves = new TreeMap<>();
    List<Double> seconds = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    byWay.forEach(
        (way, own) -> {
          List<double[]> curve = new ArrayList<>();
          Lifetimes.survival(own)
              .forEach(step -> curve.add(new double[] {step.seconds(), step.alive()}));
          double end = own.stream().mapToDouble(FaultTrial::seconds).max().orElse(0);
          curve.add(new double[] {end, curve.get(curve.size() - 1)[1]});
          curve.forEach(point -> seconds.add(point[0]));
          curves.put(way, curve);
          texts.add(way.label() + ": " + share(own));
        });
    Chart chart =
        new Chart(
            "survival",
            "Planted faults that are not found yet, by time",
            String.join("; ", texts),
            Chart.Axis.of("seconds", seconds, true),
            new Chart.Axis("share of trials", 0, 1, false));
    int series = 0;
    for (Map.Entry<Configuration, List<double[]>> curve : curves.entrySet()) {
      chart.steps(Chart.series(series++), curve.getKey().label(), curve.getValue());
    }
    return chart.end();
  }

  private static String comparison(List<Comparison> rows) {
    StringBuilder html = open("Ways to fuzz, each against bytes from valid images, fault by fault");
    for (String name :
        List.of("way", "faults", "found in half", "median s", "A12", "sooner", "later")) {
      html.append("<th scope=\"col\">").append(name).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (Comparison row : rows) {
      html.append("<tr><th scope=\"row\">").append(row.configuration().label()).append("</th>");
      cell(html, String.valueOf(row.faults()));
      cell(html, String.valueOf(row.foundInHalf()));
      cell(html, number(row.median()));
      cell(html, number(row.shorter()));
      cell(html, String.valueOf(row.sooner()));
      cell(html, String.valueOf(row.later()));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private String faults(Set<SpecimenFault> shown, String caption) {
    Set<Configuration> ways = EnumSet.noneOf(Configuration.class);
    shown.forEach(fault -> ways.addAll(table.get(fault).keySet()));
    StringBuilder html = open(caption);
    html.append("<th scope=\"col\">fault</th>");
    ways.forEach(way -> html.append("<th scope=\"col\">").append(way.label()).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (SpecimenFault fault : shown) {
      html.append("<tr><th scope=\"row\">").append(fault.id()).append(' ').append(fault.name());
      html.append("</th>");
      for (Configuration way : ways) {
        List<FaultTrial> own = table.get(fault).getOrDefault(way, List.of());
        cell(html, own.isEmpty() ? "" : share(own));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private static StringBuilder open(String caption) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    html.append(caption).append("\">\n<table>\n<caption>").append(caption);
    return html.append("</caption>\n<thead><tr>");
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td class=\"n\">").append(text).append("</td>");
  }

  /** How many, and their median where more than half were found, for else it says nothing. */
  private static String share(List<FaultTrial> trials) {
    long found = trials.stream().filter(FaultTrial::isFound).count();
    String share = found + " of " + trials.size();
    boolean isMost = 2 * found > trials.size();
    return isMost ? share + ", " + number(Lifetimes.median(trials)) + " s" : share;
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
