package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.Tools;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser shows the page: every plot is there, and nothing is complained of. */
class BrowserTest {
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @Test
  void aBrowserDrawsEveryPlot() throws IOException, InterruptedException {
    Tools.require("chromium");
    Path evidence = ProjectFolder.root().resolve("fuzz/evidence");
    String html = HtmlReport.of(ClaimsReport.of(EvidenceFolder.open(evidence)));
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
    String shown = Files.readString(dom);
    assertThat(count("<svg", shown)).isPositive().isEqualTo(count("<svg", html));
    assertThat(count("<rect", shown)).isEqualTo(count("<rect", html));
    assertThat(count("<tr", shown)).isEqualTo(count("<tr", html));
    assertThat(Files.readString(log)).doesNotContain(":CONSOLE");
  }

  private static long count(String what, String text) {
    return Pattern.compile(Pattern.quote(what) + "\\b").matcher(text).results().count();
  }
}
