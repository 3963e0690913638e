package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How coverage grew over several runs of each target: the median, and half of the runs about it.
 */
final class GrowthSection {
  private GrowthSection() {}

  /**
   * Two charts as HTML: by the clock, and by inputs that were run, which is the same however busy
   * the machine was.
   *
   * @param growth of {@link CoverageGrowth}
   */
  static String of(JsonNode growth) {
    return chart(growth, "growth", "seconds", "bands")
        + chart(growth, "growth-executions", "executions", "bandsByExecutions");
  }

  private static String chart(JsonNode growth, String id, String clock, String bands) {
    List<String> words = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    double most = 1;
    for (JsonNode series : growth.path("series")) {
      JsonNode last = null;
      for (JsonNode band : series.path(bands)) {
        times.add(band.path(0).asDouble());
        most = Math.max(most, band.path(3).asDouble());
        last = band;
      }
      if (last != null) {
        words.add(words(series.path("target").asText(), last, clock));
      }
    }
    Chart chart =
        new Chart(
            id,
            "Edges covered, by " + clock + ": median and quartiles of the runs of each target",
            String.join("; ", words),
            Chart.Axis.of(clock, times, true),
            new Chart.Axis("edges", 0, most, false));
    int number = 0;
    for (JsonNode series : growth.path("series")) {
      List<double[]> middle = new ArrayList<>();
      List<double[]> room = new ArrayList<>();
      for (JsonNode band : series.path(bands)) {
        double at = band.path(0).asDouble();
        middle.add(new double[] {at, band.path(2).asDouble()});
        room.add(new double[] {at, band.path(1).asDouble(), band.path(3).asDouble()});
      }
      String colour = Chart.series(number++);
      chart.band(colour, room);
      chart.line(colour, series.path("target").asText(), middle);
    }
    return chart.end();
  }

  private static String words(String target, JsonNode band, String clock) {
    return "%s: %s edges after %s %s, quartiles %s and %s"
        .formatted(
            target, number(band, 2), number(band, 0), clock, number(band, 1), number(band, 3));
  }

  private static String number(JsonNode band, int index) {
    return Chart.number(band.path(index).asDouble());
  }
}
