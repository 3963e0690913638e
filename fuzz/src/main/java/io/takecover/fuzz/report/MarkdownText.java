package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The report as Markdown: a summary, the claims, the ledger. */
public final class MarkdownText {
  private MarkdownText() {}

  /**
   * The text.
   *
   * @param report of {@link ClaimsReport}
   */
  public static String of(JsonNode report) {
    StringBuilder text = new StringBuilder("# ").append(report.path("title").asText());
    text.append(
        "\n\nA verdict is by bounded evidence, and about the sentence that is held here.\n\n");
    report
        .path("summary")
        .properties()
        .forEach(
            entry ->
                text.append("- ")
                    .append(entry.getKey())
                    .append(": ")
                    .append(entry.getValue())
                    .append('\n'));
    text.append("\n## Claims\n\n| id | said | held here | verdict | figures | again |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (JsonNode claim : report.path("claims")) {
      String said =
          claim.path("said").asText()
              + " ("
              + claim.path("who").asText()
              + ", "
              + claim.path("when").asText()
              + ", "
              + claim.path("source").asText()
              + ")";
      text.append("| ").append(claim.path("id").asText());
      cell(text, said);
      cell(text, claim.path("held").asText());
      cell(text, claim.path("verdict").asText());
      cell(text, figures(claim));
      cell(text, "`" + claim.path("command").asText() + "`");
      text.append(" |\n");
    }
    text.append("\n## Complexity ledger\n\n| what | native | EROFS |\n|---|---|---|\n");
    for (JsonNode row : report.path("ledger").path("rows")) {
      text.append("| ").append(row.path("what").asText());
      cell(text, row.path("native").asText());
      cell(text, row.path("erofs").asText());
      text.append(" |\n");
    }
    text.append("\n## Evidence\n\n");
    for (JsonNode file : report.path("evidence")) {
      text.append(
          String.format(
              Locale.ROOT,
              "- `%s.json`, %s, %s: `%s`%n",
              file.path("name").asText(),
              file.path("date").asText(),
              file.path("tool").asText(),
              file.path("command").asText()));
    }
    return text.toString();
  }

  private static void cell(StringBuilder text, String content) {
    text.append(" | ").append(content.replace("|", "\\|").replace('\n', ' '));
  }

  /** What was measured of a claim, in one line. */
  static String figures(JsonNode claim) {
    StringBuilder text = new StringBuilder();
    for (JsonNode measured : claim.path("measured")) {
      text.append(text.length() == 0 ? "" : "; ");
      text.append(
          String.format(
              Locale.ROOT,
              "%,d %s, %,d counterexamples",
              measured.path("trials").asLong(),
              measured.path("unit").asText(),
              measured.path("counterexamples").asLong()));
      measured
          .path("figures")
          .properties()
          .forEach(
              figure ->
                  text.append("; ")
                      .append(figure.getKey())
                      .append(": ")
                      .append(figure.getValue().asText()));
    }
    return text.length() == 0 ? "no evidence stored" : text.toString();
  }
}
