package io.takecover.fuzz.triage.output;

import io.takecover.dump.Escape;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import java.util.Locale;

/** Open crashes as a table for a terminal. */
public final class CrashText {
  private CrashText() {}

  /** One line a crash behind a heading, and under it what is wrong with its input. */
  public static String of(CrashList list) {
    if (list.entries().isEmpty()) {
      return "no crash is open\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %-8s %-14s %-8s %-17s %-10s %5s %7s  %s%n",
            "key",
            "severity",
            "class",
            "CWE",
            "target",
            "first seen",
            "count",
            "bytes",
            "what"));
    for (CrashList.Entry entry : list.entries()) {
      Crash crash = entry.crash();
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %-8s %-14s %-8s %-17s %-10s %5d %7d  %s%n",
              crash.key(),
              crash.severity(),
              crash.kind().label(),
              "CWE-" + crash.cwe(),
              crash.target(),
              day(crash),
              crash.count(),
              crash.bytes(),
              Escape.sentence(crash.title())));
      crash
          .knownCause()
          .map(Cause::sentence)
          .ifPresent(cause -> text.append("             ").append(cause).append('\n'));
    }
    return text.toString();
  }

  private static String day(Crash crash) {
    String seen = String.valueOf(crash.firstSeen());
    return seen.length() > 10 ? seen.substring(0, 10) : "-";
  }
}
