package io.takecover.fuzz.campaign;

import io.takecover.rule.Rule;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a campaign came to. */
public record Report(List<Line> lines) {

  /**
   * What one target came to.
   *
   * @param findings one sentence a failure that was taken in, new or known
   * @param complaints what went wrong with the fuzzing itself
   */
  public record Line(
      Targets target,
      Duration time,
      long execs,
      long rate,
      int edges,
      int corpus,
      Set<Rule> rules,
      List<String> findings,
      List<String> complaints) {

    static Line of(TargetRun run, Census census) {
      Progress progress = run.progress();
      return new Line(
          run.target(),
          run.spent(),
          progress.execs(),
          progress.rate(),
          progress.edges(),
          census.inputs(),
          census.rules(),
          run.taken().stream().map(Intake.Taken::line).toList(),
          run.complaints());
    }
  }

  public Report {
    lines = List.copyOf(lines);
  }

  /** Whether an input failed. */
  public boolean hasFindings() {
    return lines.stream().anyMatch(line -> !line.findings().isEmpty());
  }

  /** Whether some target was not fuzzed as it should have been. */
  public boolean hasComplaints() {
    return lines.stream().anyMatch(line -> !line.complaints().isEmpty());
  }

  /** Prints the closing table, then findings and complaints. */
  public void print(PrintWriter out) {
    out.printf(
        "%-17s %8s %13s %9s %6s %7s %9s %6s%n",
        "target", "time", "execs", "exec/s", "edges", "corpus", "findings", "rules");
    Set<Rule> fired = new HashSet<>();
    for (Line line : lines) {
      fired.addAll(line.rules());
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
    // What inputs show is told of images only.
    List<Rule> all = Rule.catalogue().stream().filter(Rule::bindsImages).toList();
    out.printf("rules fired: %d of %d", fired.size(), all.size());
    String silent =
        all.stream()
            .filter(rule -> !fired.contains(rule))
            .map(Report::name)
            .collect(Collectors.joining(", "));
    out.println(silent.isEmpty() ? "" : "; silent: " + silent);
    lines.forEach(line -> line.findings().forEach(out::println));
    lines.forEach(line -> line.complaints().forEach(out::println));
    out.flush();
  }

  private static String name(Rule rule) {
    return rule.id() + " " + rule.name();
  }
}
