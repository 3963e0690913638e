package io.takecover.fuzz.report;

import io.takecover.fuzz.inspect.HtmlPage;
import java.util.List;
import java.util.Locale;

/**
 * Pictures in SVG that need nothing else. Colours are those of the page, by class, so that they
 * follow its dark and its light form.
 */
final class Plot {
  private static final int WIDTH = 640;
  private static final int BAR = 18;
  private static final int LABELS = 220;
  private static final int NUMBERS = 80;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 60;
  private static final int CELL = 14;

  private final StringBuilder svg = new StringBuilder();

  private Plot(String id, String title, String description, int width, int height) {
    svg.append("<svg id=\"").append(id).append("\" role=\"img\" tabindex=\"0\" viewBox=\"0 0 ");
    svg.append(width).append(' ').append(height).append("\" aria-labelledby=\"").append(id);
    svg.append("-t ").append(id).append("-d\">\n<title id=\"").append(id).append("-t\">");
    svg.append(HtmlPage.escape(title)).append("</title>\n<desc id=\"").append(id).append("-d\">");
    svg.append(HtmlPage.escape(description)).append("</desc>\n");
  }

  /** A bar of a row. */
  record Bar(String label, String series, double value, String text) {}

  /** A line through points, x and y in turn. */
  record Curve(String series, String label, List<double[]> points) {}

  /** A cell of a map, with how much of it there is, from 0 to 1. */
  record Cell(String row, String column, double share, String text) {}

  /** Bars below each other. */
  static String bars(String id, String title, List<Bar> bars) {
    Plot plot = new Plot(id, title, describe(bars), WIDTH, bars.size() * (BAR + 4) + 4);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    double scale = (WIDTH - LABELS - NUMBERS) / Math.max(most, 1e-9);
    int y = 2;
    for (Bar bar : bars) {
      plot.text(LABELS - 6, y + 13, "end", bar.label());
      plot.svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
              bar.series(),
              LABELS,
              y,
              Math.max(bar.value() * scale, 0.5),
              BAR));
      plot.text(LABELS + 4 + Math.max(bar.value() * scale, 0), y + 13, "start", bar.text());
      y += BAR + 4;
    }
    return plot.end();
  }

  private static String describe(List<Bar> bars) {
    StringBuilder text = new StringBuilder();
    for (Bar bar : bars) {
      text.append(text.length() == 0 ? "" : "; ").append(bar.label()).append(' ');
      text.append(bar.text());
    }
    return text.toString();
  }

  /** Curves over logarithmic axes; only positive points are drawn. */
  static String curves(String id, String title, String xAxis, String yAxis, List<Curve> curves) {
    Plot plot = new Plot(id, title, xAxis + " across, " + yAxis + " up", WIDTH, HEIGHT);
    double[] x = range(curves, 0);
    double[] y = range(curves, 1);
    int right = WIDTH - 120;
    int bottom = HEIGHT - MARGIN;
    plot.svg.append(
        String.format(
            Locale.ROOT, "<path class=\"axis\" d=\"M%d 10V%dH%d\"/>%n", MARGIN, bottom, right));
    plot.text(MARGIN, bottom + 18, "start", number(x[0]));
    plot.text(right, bottom + 18, "end", number(x[1]));
    plot.text((MARGIN + right) / 2.0, bottom + 40, "middle", xAxis);
    plot.text(MARGIN - 4, bottom, "end", number(y[0]));
    plot.text(MARGIN - 4, 20, "end", number(y[1]));
    plot.text(MARGIN + 6, 20, "start", yAxis);
    for (Curve curve : curves) {
      StringBuilder path = new StringBuilder();
      double lastX = 0;
      double lastY = 0;
      for (double[] point : curve.points()) {
        lastX = MARGIN + share(point[0], x) * (right - MARGIN);
        lastY = bottom - share(point[1], y) * (bottom - 30);
        path.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", lastX, lastY));
      }
      plot.svg.append("<path class=\"line ").append(curve.series()).append("\" d=\"");
      plot.svg.append(path).append("\"/>\n");
      plot.text(lastX + 6, lastY + 4, "start", curve.label());
    }
    return plot.end();
  }

  private static double[] range(List<Curve> curves, int axis) {
    double[] range = {Double.MAX_VALUE, Double.MIN_VALUE};
    for (Curve curve : curves) {
      for (double[] point : curve.points()) {
        range[0] = Math.min(range[0], point[axis]);
        range[1] = Math.max(range[1], point[axis]);
      }
    }
    return range;
  }

  private static double share(double value, double[] range) {
    double whole = Math.log(range[1] / Math.max(range[0], 1e-9));
    return whole <= 0 ? 0.5 : Math.log(Math.max(value, 1e-9) / Math.max(range[0], 1e-9)) / whole;
  }

  private static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** A map of rows and columns; the fuller a cell, the darker. */
  static String map(
      String id, String title, List<String> rows, List<String> columns, List<Cell> cells) {
    int left = 200;
    int top = 120;
    int width = Math.max(WIDTH, left + columns.size() * 3 * CELL + 10);
    Plot plot =
        new Plot(
            id,
            title,
            rows.size() + " rules by " + columns.size() + " detectors",
            width,
            top + rows.size() * CELL + 6);
    for (int i = 0; i < columns.size(); i++) {
      plot.svg.append(
          String.format(
              Locale.ROOT,
              "<text transform=\"translate(%d %d) rotate(-40)\">%s</text>%n",
              left + i * 3 * CELL + CELL,
              top - 6,
              HtmlPage.escape(columns.get(i))));
    }
    for (int i = 0; i < rows.size(); i++) {
      plot.text(left - 6, top + i * CELL + 11, "end", rows.get(i));
    }
    for (Cell cell : cells) {
      plot.svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"heat\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                  + "fill-opacity=\"%.2f\"><title>%s</title></rect>%n",
              left + columns.indexOf(cell.column()) * 3 * CELL,
              top + rows.indexOf(cell.row()) * CELL,
              3 * CELL - 1,
              CELL - 1,
              0.1 + 0.9 * cell.share(),
              HtmlPage.escape(cell.text())));
    }
    return plot.end();
  }

  private void text(double x, double y, String anchor, String content) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            HtmlPage.escape(content)));
  }

  private String end() {
    return svg.append("</svg>\n").toString();
  }
}
