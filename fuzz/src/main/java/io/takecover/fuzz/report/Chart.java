package io.takecover.fuzz.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines, steps and bands over two axes. Each series has a name beside the end of its line. */
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 60;
  private static final int NAMES = 160;
  private static final int TOP = 30;
  private static final int LINE = 14;
  private static final int SERIES = 8;
  private static final int RIGHT = WIDTH - NAMES;
  private static final int BOTTOM = HEIGHT - MARGIN;

  private final Plot plot;
  private final Axis x;
  private final Axis y;
  private final List<Name> names = new ArrayList<>();

  /** Where a name wants to stand. */
  private record Name(double at, String series, String text) {}

  /**
   * An axis.
   *
   * @param name with its unit
   * @param logarithmic whether equal ratios are equally long; both ends are positive then
   */
  record Axis(String name, double from, double to, boolean logarithmic) {
    /** One that has all of these numbers; only positive ones count where it is logarithmic. */
    static Axis of(String name, List<Double> numbers, boolean logarithmic) {
      List<Double> shown =
          logarithmic ? numbers.stream().filter(number -> number > 0).toList() : numbers;
      double from = shown.stream().min(Comparator.naturalOrder()).orElse(1.0);
      double to = shown.stream().max(Comparator.naturalOrder()).orElse(1.0);
      return new Axis(name, from, to, logarithmic);
    }

    /** From 0 at its start to 1 at its end. */
    private double share(double number) {
      if (to <= from) {
        return 0.5;
      }
      double within = Math.min(Math.max(number, from), to);
      return logarithmic
          ? Math.log(within / from) / Math.log(to / from)
          : (within - from) / (to - from);
    }
  }

  /**
   * @param description what the chart shows, for who does not see it
   */
  Chart(String id, String title, String description, Axis x, Axis y) {
    this.x = x;
    this.y = y;
    plot = new Plot(id, title, description, WIDTH, HEIGHT);
    plot.append("<path class=\"axis\" d=\"M%d 10V%dH%d\"/>%n", MARGIN, BOTTOM, RIGHT);
    plot.text(MARGIN, BOTTOM + 18, "start", number(x.from()));
    plot.text(RIGHT, BOTTOM + 18, "end", number(x.to()));
    plot.text((MARGIN + RIGHT) / 2.0, BOTTOM + 40, "middle", x.name());
    plot.text(MARGIN - 4, BOTTOM, "end", number(y.from()));
    plot.text(MARGIN - 4, 20, "end", number(y.to()));
    plot.text(MARGIN + 6, 20, "start", y.name());
  }

  /** The name of the colours and dashes of the series with this number, from 0. */
  static String series(int number) {
    return "s" + number % SERIES;
  }

  /** Curves over logarithmic axes; only positive points are drawn. */
  static String curves(String id, String title, String across, String up, List<Plot.Curve> curves) {
    String description =
        across
            + " across, "
            + up
            + " up; "
            + curves.stream().map(Chart::ends).collect(Collectors.joining("; "));
    Chart chart =
        new Chart(
            id,
            title,
            description,
            Axis.of(across, numbers(curves, 0), true),
            Axis.of(up, numbers(curves, 1), true));
    curves.forEach(curve -> chart.line(curve.series(), curve.label(), curve.points()));
    return chart.end();
  }

  private static List<Double> numbers(List<Plot.Curve> curves, int axis) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .map(point -> point[axis])
        .toList();
  }

  private static String ends(Plot.Curve curve) {
    if (curve.points().isEmpty()) {
      return curve.label() + ": nothing";
    }
    double[] first = curve.points().get(0);
    double[] last = curve.points().get(curve.points().size() - 1);
    return "%s: from %s at %s to %s at %s"
        .formatted(
            curve.label(), number(first[1]), number(first[0]), number(last[1]), number(last[0]));
  }

  /** A line through points, x and y in turn. */
  void line(String series, String label, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> to(path, point[0], point[1]));
    draw(series, path);
    name(series, label, points);
  }

  /** A line that keeps its height from each point to the next. */
  void steps(String series, String label, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    double height = Double.NaN;
    for (double[] point : points) {
      if (path.length() > 0) {
        to(path, point[0], height);
      }
      height = point[1];
      to(path, point[0], height);
    }
    draw(series, path);
    name(series, label, points);
  }

  /** The room between two heights: x, the lower and the upper one in turn. */
  void band(String series, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> to(path, point[0], point[1]));
    for (int i = points.size() - 1; i >= 0; i--) {
      to(path, points.get(i)[0], points.get(i)[2]);
    }
    plot.append("<path class=\"band %s\" d=\"%sZ\"/>%n", series, path);
  }

  /** The picture; names that would stand on each other are moved apart. */
  String end() {
    double least = 0;
    for (Name name : names.stream().sorted(Comparator.comparingDouble(Name::at)).toList()) {
      double at = Math.max(name.at(), least);
      plot.append("<path class=\"line %s\" d=\"M%d %.1fh14\"/>%n", name.series(), RIGHT + 4, at);
      plot.text(RIGHT + 22.0, at + 4, "start", name.text());
      least = at + LINE;
    }
    return plot.end();
  }

  private void name(String series, String label, List<double[]> points) {
    double last = points.isEmpty() ? y.from() : points.get(points.size() - 1)[1];
    names.add(new Name(height(last), series, label));
  }

  private void draw(String series, StringBuilder path) {
    plot.append("<path class=\"line %s\" d=\"%s\"/>%n", series, path);
  }

  private void to(StringBuilder path, double across, double up) {
    double at = MARGIN + x.share(across) * (RIGHT - MARGIN);
    String command = path.length() == 0 ? "M" : "L";
    path.append(String.format(Locale.ROOT, "%s%.1f %.1f", command, at, height(up)));
  }

  private double height(double number) {
    return BOTTOM - y.share(number) * (BOTTOM - TOP);
  }

  /** For people: no more places than the number needs. */
  static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
