package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.takecover.fuzz.bench.EvidenceRows;
import io.takecover.fuzz.inspect.HtmlPage;
import io.takecover.fuzz.inspect.Picture;
import io.takecover.fuzz.inspect.RangeKind;
import io.takecover.fuzz.inspect.Ranges;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The report as one page that needs nothing else, no script either. */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --back: #fff; --text: #1a1a1a; --weak: #666;
        --line: #d0d0d0; --one: #2f5fc4; --two: #b86a00; --good: #257a35; --bad: #b3261e; }
      @media (prefers-color-scheme: dark) { :root { --back: #16181c; --text: #e8e8e8;
        --weak: #a0a0a0; --line: #3a3d44; --one: #85aaf5; --two: #f0b050; --good: #74c98a;
        --bad: #f08a80; } }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem;
        background: var(--back); color: var(--text); }
      svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: var(--text); }
      .native { fill: var(--one); } .erofs { fill: var(--two); } .heat { fill: var(--bad); }
      .supported { fill: var(--good); color: var(--good); }
      .contradicted { fill: var(--bad); color: var(--bad); }
      .not-decided { fill: var(--weak); color: var(--weak); }
      .axis { stroke: var(--weak); fill: none; } .line { fill: none; stroke-width: 2; }
      .line.native { stroke: var(--one); } .line.erofs { stroke: var(--two); }
      .band { opacity: .25; } .s0 { --s: var(--one); } .s1 { --s: var(--two); }
      .s2 { --s: var(--good); } .s3 { --s: var(--bad); } .s4 { --s: var(--one); stroke-dasharray: 6 3; }
      .s5 { --s: var(--two); stroke-dasharray: 6 3; } .s6 { --s: var(--good); stroke-dasharray: 6 3; }
      .s7 { --s: var(--bad); stroke-dasharray: 6 3; }
      .line[class*=" s"] { stroke: var(--s); } .band[class*=" s"] { fill: var(--s); }
      .scroll { overflow-x: auto; } .scroll:focus, svg:focus, a:focus { outline: 2px solid var(--one); }
      table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--weak); }
      td, th { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left;
        vertical-align: top; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; }
      code { font-size: .85em; overflow-wrap: anywhere; } .weak { color: var(--weak); }
      i { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 .8em; }
      @media (max-width: 40rem) { #claims thead { position: absolute; clip-path: inset(50%); }
        #claims tr, #claims td, #claims th { display: block; border: 0; padding: .1rem 0; }
        #claims tr { border-bottom: 1px solid var(--line); padding: .6rem 0; } }
      @media print { body { max-width: none; font-size: 10pt; } tr, svg { break-inside: avoid; } }
      """;

  private final StringBuilder page = new StringBuilder();
  private final JsonNode report;

  private HtmlReport(JsonNode report) {
    this.report = report;
  }

  /**
   * The page.
   *
   * @param report of {@link ClaimsReport}
   */
  public static String of(JsonNode report) {
    HtmlReport html = new HtmlReport(report);
    html.head();
    html.claims();
    html.ledger();
    html.layouts();
    html.counterfactual();
    html.growth();
    html.ablation();
    html.evidence();
    return html.page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head() {
    String title = HtmlPage.escape(report.path("title").asText());
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<link rel=\"icon\" href=\"data:,\">\n<title>").append(title);
    page.append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>")
        .append(title)
        .append("</h1>\n<p>Each claim is held against stored results. ");
    page.append(
        "A verdict is by bounded evidence: so many trials, and so many of them against it. ");
    page.append(
        "It is about the sentence that is <em>held here</em>, which can be tried, and not ");
    page.append("about all that somebody may have meant.</p>\n");
    List<Plot.Bar> bars = new ArrayList<>();
    report
        .path("summary")
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              long count = entry.getValue().asLong();
              bars.add(new Plot.Bar(name, name.replace(' ', '-'), count, Long.toString(count)));
            });
    page.append(Plot.bars("summary", "Claims by verdict", bars));
  }

  private void claims() {
    page.append("<h2>The claims</h2>\n<table id=\"claims\">\n<caption>");
    page.append("What was said, what is held here, and what came of it</caption>\n<thead><tr>");
    page.append("<th scope=\"col\">id</th><th scope=\"col\">said</th><th scope=\"col\">held here");
    page.append("</th><th scope=\"col\">verdict</th></tr></thead>\n<tbody>\n");
    for (JsonNode claim : report.path("claims")) {
      String verdict = claim.path("verdict").asText();
      page.append("<tr id=\"").append(text(claim, "id")).append("\"><th scope=\"row\">");
      page.append(text(claim, "id")).append("</th><td>").append(text(claim, "said"));
      page.append("<br><span class=\"weak\">").append(text(claim, "who")).append(", ");
      page.append(text(claim, "when")).append(", <code>").append(text(claim, "source"));
      page.append("</code></span></td><td>").append(text(claim, "held"));
      page.append("<br><span class=\"weak\">").append(text(claim, "stands"));
      page.append("; <code>").append(text(claim, "command")).append("</code></span></td>");
      page.append("<td><strong class=\"").append(verdict.replace(' ', '-')).append("\">");
      page.append(verdict).append("</strong><br>");
      page.append(HtmlPage.escape(MarkdownText.figures(claim))).append("</td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private void ledger() {
    page.append("<h2>Complexity ledger</h2>\n");
    JsonNode ledger = report.path("ledger");
    if (ledger.isMissingNode()) {
      absent("ledger", "fuzz/takecover bench ledger --out fuzz/evidence/ledger.json");
      return;
    }
    page.append("<table>\n<caption>One catalogue of rules, both formats</caption>\n<thead><tr>");
    page.append("<th scope=\"col\">what</th><th scope=\"col\">native</th>");
    page.append("<th scope=\"col\">EROFS</th></tr></thead>\n<tbody>\n");
    List<Plot.Bar> bars = new ArrayList<>();
    for (JsonNode row : ledger.path("rows")) {
      String what = row.path("what").asText();
      numbers(what, row.path("native").asText(), row.path("erofs").asText());
      if (what.equals("rules") || what.startsWith("rules, ")) {
        bars.add(bar(what + ", native", "native", row));
        bars.add(bar(what + ", EROFS", "erofs", row));
      }
    }
    for (JsonNode size : ledger.path("sizes")) {
      double inodes = size.path("inodes").asDouble();
      numbers(
          String.format(Locale.ROOT, "bytes an inode, of %,.0f inodes", inodes),
          String.format(Locale.ROOT, "%.1f", size.path("nativeBytes").asDouble() / inodes),
          String.format(Locale.ROOT, "%.1f", size.path("erofsBytes").asDouble() / inodes));
    }
    page.append(
        "</tbody>\n</table>\n<table>\n<caption>Steps of a verdict for a byte of the image, ");
    page.append("over all vectors</caption>\n<thead><tr><th scope=\"col\">format</th>");
    page.append(
        "<th scope=\"col\">typical</th><th scope=\"col\">worst</th></tr></thead>\n<tbody>\n");
    for (JsonNode cost : ledger.path("cost")) {
      numbers(
          cost.path("format").asText(), cost.path("typical").asText(), cost.path("worst").asText());
    }
    page.append("</tbody>\n</table>\n");
    page.append(Plot.bars("rules", "Rules of each format, by what breaking them means", bars));
    page.append(
        Chart.curves(
            "sizes",
            "Bytes an inode, by the size of the tree",
            "inodes",
            "bytes an inode",
            List.of(
                sizes("native", "nativeBytes", "inodes"), sizes("erofs", "erofsBytes", "inodes"))));
    page.append(
        Chart.curves(
            "cost",
            "Steps a byte, by the size of the image",
            "bytes",
            "steps a byte",
            List.of(
                sizes("native", "nativeSteps", "nativeBytes"),
                sizes("erofs", "erofsSteps", "erofsBytes"))));
    if (ledger.has("ruleCosts")) {
      page.append(CostSection.of(ledger.path("ruleCosts")));
    }
  }

  private static Plot.Bar bar(String label, String series, JsonNode row) {
    long count = row.path(series).asLong();
    return new Plot.Bar(label, series, count, Long.toString(count));
  }

  /** The ratio of two figures over one of them. */
  private Plot.Curve sizes(String series, String upper, String lower) {
    List<double[]> points = new ArrayList<>();
    for (JsonNode size : report.path("ledger").path("sizes")) {
      double x = size.path(lower).asDouble();
      points.add(new double[] {x, size.path(upper).asDouble() / x});
    }
    return new Plot.Curve(series, series, points);
  }

  private void numbers(String what, String one, String other) {
    page.append("<tr><th scope=\"row\">").append(HtmlPage.escape(what));
    page.append("</th><td class=\"n\">").append(one).append("</td><td class=\"n\">");
    page.append(other).append("</td></tr>\n");
  }

  private void layouts() {
    JsonNode layouts = report.path("ledger").path("layouts");
    if (layouts.isMissingNode()) {
      return;
    }
    page.append("<h2>One tree, both formats</h2>\n<p>").append(text(layouts, "tree"));
    page.append(", drawn as rows of bytes.");
    for (RangeKind kind : RangeKind.values()) {
      page.append(" <i style=\"background:").append(kind.colour()).append("\"></i>");
      page.append(kind.label());
    }
    page.append("</p>\n");
    for (String format : List.of("native", "erofs")) {
      if (layouts.has(format)) {
        byte[] image = Base64.getDecoder().decode(layouts.path(format).asText());
        page.append("<div id=\"layout-")
            .append(format)
            .append("\">\n<h3>")
            .append(format)
            .append(", ")
            .append(image.length)
            .append(" bytes</h3>\n");
        page.append(Picture.of(Ranges.of(image), image.length, "The image as " + format));
        page.append("</div>\n");
      }
    }
  }

  private void counterfactual() {
    page.append(
        "<h2>The counterfactual</h2>\n<p>The reader as it was posted had faults (C-09, C-10), ");
    page.append(
        "and a fuzzer of it had been removed (C-11). Would it have found them, and how soon?");
    page.append("</p>\n");
    JsonNode trials = report.path("trials").path(EvidenceRows.ROWS);
    if (trials.isEmpty()) {
      absent("trials", "fuzz/takecover bench trials --out fuzz/evidence/trials.json");
      return;
    }
    TrialSection section = TrialSection.of(trials);
    page.append(section.reviewed());
    page.append("<h2>Planted faults</h2>\n").append(section.html());
  }

  private void growth() {
    page.append("<h2>Growth of coverage</h2>\n");
    JsonNode growth = report.path("coverage-growth");
    if (growth.path("series").isEmpty()) {
      absent(
          "coverage-growth",
          "fuzz/takecover bench growth --out fuzz/evidence/coverage-growth.json");
    } else {
      page.append(GrowthSection.of(growth));
    }
  }

  private void ablation() {
    page.append("<h2>Who misses a rule</h2>\n");
    JsonNode rows = report.path(EvidenceFolder.ABLATION);
    if (rows.isEmpty()) {
      absent(
          "ablation",
          "fuzz/takecover bench ablate --keep --trials 5 --out fuzz/evidence/ablation.json");
      return;
    }
    page.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Rules\">\n");
    page.append(AblationMap.of(rows)).append("</div>\n");
  }

  private void absent(String name, String command) {
    page.append("<p>There is no <code>").append(name).append(".json</code>; it is made by <code>");
    page.append(command).append("</code>.</p>\n");
  }

  private void evidence() {
    page.append("<h2>Evidence</h2>\n<table>\n<caption>What the verdicts are made from</caption>\n");
    page.append("<thead><tr><th scope=\"col\">file</th><th scope=\"col\">date</th>");
    page.append("<th scope=\"col\">tool</th><th scope=\"col\">again</th></tr></thead>\n<tbody>\n");
    for (JsonNode file : report.path("evidence")) {
      page.append("<tr><th scope=\"row\">").append(text(file, "name")).append(".json</th><td>");
      page.append(text(file, "date")).append("</td><td>").append(text(file, "tool"));
      page.append("</td><td><code>").append(text(file, "command")).append("</code></td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private static String text(JsonNode node, String name) {
    return HtmlPage.escape(node.path(name).asText());
  }
}
