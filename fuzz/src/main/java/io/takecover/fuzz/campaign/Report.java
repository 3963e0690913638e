package io.takecover.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.corpus.WholeFile;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a campaign came to.
 *
 * @param growth of the targets of a long campaign, else empty
 * @param start from the start of the process until a fuzzer came to its first input; zero where
 *     none came so far
 */
public record Report(List<Line> lines, List<Growth> growth, Duration start) {

  /**
   * What one target came to.
   *
   * @param processes how many at the same time
   * @param time under the fuzzer, of the longest process
   * @param execs of all processes
   * @param rate executions a second, of all processes together
   * @param edges that one process covered at most
   * @param corpus inputs, seeds included
   * @param findings one sentence a failure that was taken in, new or known
   * @param complaints what went wrong with the fuzzing itself
   */
  public record Line(
      Targets target,
      int processes,
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
          run.processes(),
          run.spent(),
          progress.execs(),
          progress.rate(),
          progress.edges(),
          census.inputs(),
          census.rules(),
          run.findings(),
          run.complaints());
    }
  }

  public Report {
    lines = List.copyOf(lines);
    growth = List.copyOf(growth);
  }

  /** Whether an input failed. */
  public boolean hasFindings() {
    return lines.stream().anyMatch(line -> !line.findings().isEmpty());
  }

  /** Whether some target was not fuzzed as it should have been. */
  public boolean hasComplaints() {
    return lines.stream().anyMatch(line -> !line.complaints().isEmpty());
  }

  /** Rules of images that no input fired. */
  List<Rule> silent() {
    Set<Rule> fired = new HashSet<>();
    lines.forEach(line -> fired.addAll(line.rules()));
    return imageRules().stream().filter(rule -> !fired.contains(rule)).toList();
  }

  /** What inputs show is told of images only. */
  public static List<Rule> imageRules() {
    return Rule.catalogue().stream().filter(Rule::bindsImages).toList();
  }

  /** Prints the closing table, then findings and complaints. */
  public void print(PrintWriter out) {
    new ReportText(this, out).print();
  }

  /**
   * The report as one JSON object: {@code startSeconds}; {@code targets}, each with the figures of
   * its {@link Line}; {@code silent}, the ids of rules that no input fired; {@code growth}, see
   * {@link Growth}.
   */
  public ObjectNode json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode whole = json.createObjectNode();
    whole.put("startSeconds", start.toMillis() / 1e3);
    ArrayNode targets = whole.putArray("targets");
    for (Line line : lines) {
      ObjectNode one = targets.addObject();
      one.put("target", line.target().label());
      one.put("processes", line.processes());
      one.put("seconds", line.time().toMillis() / 1e3);
      one.put("execs", line.execs());
      one.put("rate", line.rate());
      one.put("edges", line.edges());
      one.put("corpus", line.corpus());
      ArrayNode rules = one.putArray("rules");
      line.rules().stream().map(Rule::id).sorted().forEach(rules::add);
      one.set("findings", json.valueToTree(line.findings()));
      one.set("complaints", json.valueToTree(line.complaints()));
    }
    ArrayNode silent = whole.putArray("silent");
    silent().forEach(rule -> silent.add(rule.id()));
    whole.set("growth", json.valueToTree(growth));
    return whole;
  }

  /** Keeps the report in the work folder, for people and for programs. */
  void keep(Places places) throws IOException {
    StringWriter text = new StringWriter();
    print(new PrintWriter(text));
    WholeFile.write(places.reportForPeople(), text.toString());
    WholeFile.write(places.reportForPrograms(), json().toPrettyString() + "\n");
  }
}
