package io.takecover.fuzz.campaign;

import io.takecover.rule.Rule;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people: the closing table, growth, then findings and complaints. */
final class ReportText {
  /** Moments at which edges are shown. */
  private static final int COLUMNS = 8;

  private final Report report;
  private final PrintWriter out;

  ReportText(Report report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  void print() {
    out.printf(
        "%-17s %8s %13s %9s %6s %7s %9s %6s%n",
        "target", "time", "execs", "exec/s", "edges", "corpus", "findings", "rules");
    report.lines().forEach(this::print);
    printRules();
    if (!report.growth().isEmpty()) {
      printGrowth();
    }
    report.lines().forEach(this::printFindings);
    report.lines().forEach(line -> line.complaints().forEach(out::println));
    out.flush();
  }

  private void print(Report.Line line) {
    out.printf(
        Locale.ROOT,
        "%-17s %8s %,13d %,9d %,6d %,7d %9d %6d%n",
        line.target().label(),
        Screen.clock(line.time()),
        line.execs(),
        line.rate(),
        line.edges(),
        line.corpus(),
        line.findings().size(),
        line.rules().size());
  }

  /** The same one time and again, as of a crash that is known, is told once. */
  private void printFindings(Report.Line line) {
    Map<String, Integer> times = new LinkedHashMap<>();
    line.findings().forEach(finding -> times.merge(finding, 1, Integer::sum));
    times.forEach(
        (finding, count) -> out.println(count == 1 ? finding : finding + " (" + count + " times)"));
  }

  private void printRules() {
    List<Rule> silent = report.silent();
    int all = Report.imageRules().size();
    out.printf("rules fired: %d of %d", all - silent.size(), all);
    String names =
        silent.stream()
            .map(rule -> rule.id() + " " + rule.name())
            .collect(Collectors.joining(", "));
    out.println(names.isEmpty() ? "" : "; silent: " + names);
  }

  private void printGrowth() {
    double end = report.growth().stream().mapToDouble(Growth::end).max().orElse(0);
    out.printf("%-17s", "edges after");
    for (int column = 1; column <= COLUMNS; column++) {
      out.printf(" %8s", Screen.clock(end * column / COLUMNS));
    }
    out.printf(" %9s%n", "last new");
    for (Growth growth : report.growth()) {
      out.printf("%-17s", growth.target());
      for (int column = 1; column <= COLUMNS; column++) {
        out.printf(Locale.ROOT, " %,8d", growth.edgesAt(end * column / COLUMNS));
      }
      out.printf(" %9s%n", Screen.clock(growth.lastNewEdge()));
    }
  }
}
