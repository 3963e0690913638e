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
  private static final int CELL = 14;

  private final StringBuilder svg = new StringBuilder();

  /** An empty picture, with what those hear who do not see it. */
  Plot(String id, String title, String description, int width, int height) {
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
      plot.append(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
          bar.series(), LABELS, y, Math.max(bar.value() * scale, 0.5), BAR);
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
      plot.append(
          "<text transform=\"translate(%d %d) rotate(-40)\">%s</text>%n",
          left + i * 3 * CELL + CELL, top - 6, HtmlPage.escape(columns.get(i)));
    }
    for (int i = 0; i < rows.size(); i++) {
      plot.text(left - 6, top + i * CELL + 11, "end", rows.get(i));
    }
    for (Cell cell : cells) {
      plot.append(
          "<rect class=\"heat\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
              + "fill-opacity=\"%.2f\"><title>%s</title></rect>%n",
          left + columns.indexOf(cell.column()) * 3 * CELL,
          top + rows.indexOf(cell.row()) * CELL,
          3 * CELL - 1,
          CELL - 1,
          0.1 + 0.9 * cell.share(),
          HtmlPage.escape(cell.text()));
    }
    return plot.end();
  }

  /** Adds text of SVG. */
  void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  void text(double x, double y, String anchor, String content) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            HtmlPage.escape(content)));
  }

  /** The picture. */
  String end() {
    return svg.append("</svg>\n").toString();
  }
}
