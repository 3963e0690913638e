package io.takecover.fuzz.triage.output;

import io.takecover.dump.Escape;
import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.inspect.HtmlPage;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import java.util.Locale;

/** Open crashes as one page that needs nothing else; readable on a phone, in print, in the dark. */
public final class CrashPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 sans-serif; margin: 1.5em auto; max-width: 70em; padding: 0 1em; }
      article { border: 1px solid #8888; border-left-width: 6px; margin: 1em 0; padding: .2em 1em; }
      .critical, .high { border-left-color: #c22; }
      .medium { border-left-color: #d80; }
      .low { border-left-color: #aa0; }
      h2 { font-size: 1.1em; margin: .5em 0; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: .5em 0; }
      dd { margin: 0; overflow-wrap: anywhere; }
      pre { overflow-x: auto; font-size: .85em; }
      code { overflow-wrap: anywhere; }
      """;

  private CrashPage() {}

  /** The page, in ASCII. */
  public static String of(CrashList list) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"us-ascii\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>Open crashes</title>\n<style>\n").append(STYLE);
    page.append("</style>\n</head>\n<body>\n<h1>Open crashes</h1>\n<p>");
    page.append(list.entries().size()).append(" open, takecover ");
    page.append(HtmlPage.escape(list.version())).append("</p>\n");
    list.entries().forEach(entry -> article(page, entry));
    return page.append("</body>\n</html>\n").toString();
  }

  private static void article(StringBuilder page, CrashList.Entry entry) {
    Crash crash = entry.crash();
    String severity = crash.severity().name().toLowerCase(Locale.ROOT);
    page.append("<article class=\"").append(severity).append("\" id=\"").append(crash.key());
    page.append("\">\n<h2>").append(text(crash.title())).append("</h2>\n<dl>\n");
    row(page, "key", crash.key());
    row(page, "severity", severity + ", " + crash.impact().label() + ": " + crash.reason());
    row(page, "class", crash.kind().label() + ", CWE-" + crash.cwe());
    Claim.find(crash.claim()).ifPresent(claim -> row(page, "claim", claim.sentence()));
    row(page, "cause", crash.knownCause().map(Cause::sentence).orElse("not known yet"));
    row(page, "said", crash.message());
    row(page, "input", crash.bytes() + " bytes, " + entry.input());
    row(page, "seen", crash.count() + " times, first on " + crash.firstSeen());
    row(page, "replay", "fuzz/takecover triage show " + crash.key());
    page.append("</dl>\n<details><summary>stack</summary><pre>");
    page.append(HtmlPage.escape(Escape.lines(entry.stack())));
    page.append("</pre></details>\n</article>\n");
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("<dt>").append(name).append("</dt><dd>").append(text(value)).append("</dd>\n");
  }

  private static String text(String value) {
    return HtmlPage.escape(Escape.sentence(value));
  }
}
