package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.Tools;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser shows the page: every plot is there, and nothing is complained of. */
class BrowserTest {
  private static final long SECONDS = 60;

  /** Those that the report is to have, by their ids. */
  private static final List<String> PLOTS =
      List.of(
          "summary",
          "rules",
          "sizes",
          "cost",
          "rule-costs",
          "survival",
          "growth",
          "growth-executions",
          "ablation");

  private static final String COSTS =
      """
      {"inodes":10,"native":{"instructions":100,"forRules":10,"nanoseconds":[1,2,3]},
       "erofs":{"instructions":200,"forRules":10,"nanoseconds":[1,2,3]},
       "rules":[{"rule":"N-003","name":"MAGIC","native":10,"erofs":0},
                {"rule":"E-010","name":"MAGIC","native":0,"erofs":10}]}
      """;

  @TempDir Path folder;

  /** The stored results, and small ones in the place of those that take hours. */
  private JsonNode report() throws IOException {
    Path evidence = Files.createDirectory(folder.resolve("evidence"));
    try (Stream<Path> files = Files.list(ProjectFolder.root().resolve("fuzz/evidence"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        Files.copy(file, evidence.resolve(file.getFileName()));
      }
    }
    ObjectMapper json = new ObjectMapper();
    if (Files.notExists(evidence.resolve("trials.json"))) {
      Files.writeString(evidence.resolve("trials.json"), TrialSectionTest.TRIALS);
    }
    ObjectNode report = ClaimsReport.of(EvidenceFolder.open(evidence));
    if (report.path("ledger") instanceof ObjectNode ledger && !ledger.has("ruleCosts")) {
      ledger.set("ruleCosts", json.readTree(COSTS));
    }
    return report;
  }

  @Test
  void aBrowserDrawsEveryPlot() throws IOException, InterruptedException {
    Tools.require("chromium");
    String html = HtmlReport.of(report());
    String shown = shown(html);
    assertThat(count("<svg", shown)).isPositive().isEqualTo(count("<svg", html));
    assertThat(count("<rect", shown)).isEqualTo(count("<rect", html));
    assertThat(count("<path", shown)).isEqualTo(count("<path", html));
    assertThat(count("<tr", shown)).isEqualTo(count("<tr", html));
    for (String id : PLOTS) {
      Matcher svg =
          Pattern.compile("<svg id=\"" + id + "\"([^>]*)>(.*?)</svg>", Pattern.DOTALL)
              .matcher(shown);
      assertThat(svg.find()).as(id).isTrue();
      assertThat(svg.group(1))
          .contains("role=\"img\"", "tabindex=\"0\"")
          .contains("aria-labelledby=\"" + id + "-t " + id + "-d\"");
      assertThat(svg.group(2))
          .containsPattern("<title id=\"" + id + "-t\">[^<]+</title>")
          .containsPattern("<desc id=\"" + id + "-d\">[^<]+</desc>")
          .containsPattern("<(rect|path) class=\"(?!axis)[^\"]+\"")
          .doesNotContain("NaN", "Infinity");
    }
    for (String format : List.of("native", "erofs")) {
      Pattern layout =
          Pattern.compile(
              "<div id=\"layout-%s\">\\s*<h3>[^<]+</h3>\\s*<svg [^>]*tabindex=\"0\"[^>]*>"
                      .formatted(format)
                  + "\\s*<title>[^<]+</title>");
      assertThat(layout.matcher(shown).find()).as(format).isTrue();
    }
  }

  /** What the browser has made of the page, having complained of nothing. */
  private String shown(String html) throws IOException, InterruptedException {
    Path page = Files.writeString(folder.resolve("report.html"), html);
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    Process browser =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = browser.waitFor(SECONDS, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(Files.readString(log)).doesNotContain(":CONSOLE");
    return Files.readString(dom);
  }

  private static long count(String what, String text) {
    return Pattern.compile(Pattern.quote(what) + "\\b").matcher(text).results().count();
  }
}
