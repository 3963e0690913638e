package io.takecover.fuzz.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a target got on in a long campaign.
 *
 * @param target its label
 * @param points in order of time; not all that were noted down where those are very many
 */
public record Growth(String target, List<Point> points) {
  private static final int MOST_POINTS = 200;

  /**
   * How far a target was at some time.
   *
   * @param spent seconds since the start of the campaign, interruptions left out
   * @param execs inputs that were run
   * @param edges that were covered by one process
   * @param corpus inputs that the fuzzer held
   * @param findings failures, taken in or told
   */
  public record Point(double spent, long execs, int edges, int corpus, int findings) {}

  public Growth {
    points = List.copyOf(points);
  }

  /** The growth of each target that a journal tells of. */
  static List<Growth> of(List<Journal.Entry> entries) {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (Journal.Entry entry : entries) {
      if (entry.execs() != null) {
        points.computeIfAbsent(entry.target(), label -> new ArrayList<>()).add(point(entry));
      }
    }
    return points.entrySet().stream()
        .map(target -> new Growth(target.getKey(), thinned(target.getValue())))
        .toList();
  }

  private static Point point(Journal.Entry entry) {
    int findings = entry.findings() == null ? 0 : entry.findings();
    return new Point(entry.spent(), entry.execs(), entry.edges(), entry.corpus(), findings);
  }

  /** Every n-th, counted from the last, which is what the target came to. */
  private static List<Point> thinned(List<Point> points) {
    int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Point> few = new ArrayList<>();
    for (int i = points.size() - 1; i >= 0; i -= step) {
      few.add(0, points.get(i));
    }
    return few;
  }

  /** Edges that were covered by then; 0 before the first was noted down. */
  int edgesAt(double spent) {
    return points.stream()
        .filter(point -> point.spent() <= spent)
        .mapToInt(Point::edges)
        .max()
        .orElse(0);
  }

  /** When an edge was noted down for the last time that none had covered before. */
  Duration lastNewEdge() {
    int most = edgesAt(Double.MAX_VALUE);
    double spent =
        points.stream()
            .filter(point -> point.edges() == most)
            .mapToDouble(Point::spent)
            .min()
            .orElse(0);
    return Duration.ofMillis(Math.round(spent * 1000));
  }

  /** Seconds from the start of the campaign to the last point. */
  double end() {
    return points.get(points.size() - 1).spent();
  }
}
