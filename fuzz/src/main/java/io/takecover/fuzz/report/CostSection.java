package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.takecover.fuzz.inspect.HtmlPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What each rule costs, in instructions and by their share in time. */
final class CostSection {
  private static final int DEAREST = 12;
  private static final List<String> FORMATS = List.of("native", "erofs");

  private CostSection() {}

  /**
   * Bars of the dearest rules, and a table of all, as HTML.
   *
   * @param costs of {@link RuleCosts}
   */
  static String of(JsonNode costs) {
    StringBuilder html = new StringBuilder("<h3>What each rule costs</h3>\n<p>");
    for (String format : FORMATS) {
      html.append(HtmlPage.escape(words(costs, format))).append(' ');
    }
    html.append("A rule's time is its share of the instructions, for no clock can tell it from ");
    html.append("chance. What several rules use, as one walk over a directory, is nobody's.</p>\n");
    List<Plot.Bar> bars = new ArrayList<>();
    for (String format : FORMATS) {
      rows(costs).stream()
          .sorted(Comparator.comparingLong(row -> -row.path(format).asLong()))
          .limit(DEAREST)
          .forEach(row -> bars.add(bar(costs, format, row)));
    }
    html.append(Plot.bars("rule-costs", "Share of a verdict that the dearest rules take", bars));
    html.append("<details>\n<summary>All rules</summary>\n<table>\n<caption>Instructions of a ");
    html.append("verdict on ").append(costs.path("inodes").asLong());
    html.append(" inodes, and nanoseconds an inode by their share</caption>\n<thead><tr>");
    for (String head : List.of("rule", "native", "ns", "EROFS", "ns")) {
      html.append("<th scope=\"col\">").append(head).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (JsonNode row : rows(costs)) {
      html.append("<tr><th scope=\"row\">").append(HtmlPage.escape(name(row))).append("</th>");
      for (String format : FORMATS) {
        long count = row.path(format).asLong();
        double share = share(costs, format, row);
        double nanos = share * median(costs, format) / costs.path("inodes").asDouble();
        cell(html, String.format(Locale.ROOT, "%,d", count));
        cell(html, String.format(Locale.ROOT, "%.2f", nanos));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</details>\n").toString();
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td class=\"n\">").append(text).append("</td>");
  }

  private static List<JsonNode> rows(JsonNode costs) {
    List<JsonNode> rows = new ArrayList<>();
    costs.path("rules").forEach(rows::add);
    return rows;
  }

  private static String name(JsonNode row) {
    return row.path("rule").asText() + " " + row.path("name").asText();
  }

  private static double share(JsonNode costs, String format, JsonNode row) {
    return row.path(format).asDouble() / costs.path(format).path("instructions").asDouble();
  }

  private static double median(JsonNode costs, String format) {
    return costs.path(format).path("nanoseconds").path(1).asDouble();
  }

  private static Plot.Bar bar(JsonNode costs, String format, JsonNode row) {
    double share = share(costs, format, row);
    String text = String.format(Locale.ROOT, "%.1f %% %s", 100 * share, format);
    return new Plot.Bar(name(row), format, share, text);
  }

  private static String words(JsonNode costs, String format) {
    JsonNode one = costs.path(format);
    double all = one.path("instructions").asDouble();
    double inodes = costs.path("inodes").asDouble();
    JsonNode nanos = one.path("nanoseconds");
    return String.format(
        Locale.ROOT,
        "%s: a verdict takes %,.0f instructions an inode, %.0f %% of them for rules, and %.0f ns an "
            + "inode in the median of its runs (quartiles %.0f and %.0f).",
        format.equals("native") ? "Native" : "EROFS",
        all / inodes,
        100 * one.path("forRules").asDouble() / all,
        nanos.path(1).asDouble() / inodes,
        nanos.path(0).asDouble() / inodes,
        nanos.path(2).asDouble() / inodes);
  }
}
