package io.takecover.fuzz.campaign;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far fuzzers are, as their logs tell.
 *
 * @param execs inputs that were run
 * @param rate of them a second
 * @param edges that were covered
 * @param corpus inputs that are kept
 * @param findings failures that are new to the fuzzer
 * @param running whether the fuzzer has come past its start
 */
record Progress(long execs, long rate, int edges, int corpus, int findings, boolean running) {
  static final Progress NONE = new Progress(0, 0, 0, 0, 0, false);

  /** Said when the empty input was run, and right before the first other. */
  private static final List<String> FIRST_INPUT =
      List.of("INFO: seed corpus: ", "INFO: A corpus is not provided");

  private static final Pattern STATUS =
      Pattern.compile(
          "#(\\d+)\\s+\\w+\\s+cov: (\\d+) ft: \\d+ corp: (\\d+)/\\S+ .*?exec/s: (\\d+) .*");
  private static final Pattern EXECUTED =
      Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
  private static final Pattern AVERAGE = Pattern.compile("stat::average_exec_per_sec:\\s*(\\d+)");
  private static final Pattern FINDING = Pattern.compile(".*Test unit written to (.*)");

  /** Whether a line of the log is the last before the inputs that a fuzzer starts from. */
  static boolean isFirstInput(String line) {
    return FIRST_INPUT.stream().anyMatch(line::startsWith);
  }

  /** The progress after one more line of the log. */
  Progress after(String line) {
    Matcher status = STATUS.matcher(line);
    if (status.matches()) {
      return new Progress(
          Long.parseLong(status.group(1)),
          Long.parseLong(status.group(4)),
          Integer.parseInt(status.group(2)),
          Integer.parseInt(status.group(3)),
          findings,
          true);
    }
    if (FINDING.matcher(line).matches()) {
      return new Progress(execs, rate, edges, corpus, findings + 1, running);
    }
    Matcher executed = EXECUTED.matcher(line);
    if (executed.matches()) {
      return new Progress(
          Long.parseLong(executed.group(1)), rate, edges, corpus, findings, running);
    }
    Matcher average = AVERAGE.matcher(line);
    if (average.matches()) {
      return new Progress(
          execs, Long.parseLong(average.group(1)), edges, corpus, findings, running);
    }
    return this;
  }

  /** This, behind what an earlier process of the same target did. */
  Progress plus(Progress earlier) {
    return new Progress(
        execs + earlier.execs,
        averageWith(earlier),
        Math.max(edges, earlier.edges),
        Math.max(corpus, earlier.corpus),
        findings + earlier.findings,
        running);
  }

  /** This, and what another process of the same target does at the same time. */
  Progress beside(Progress other) {
    return new Progress(
        execs + other.execs,
        rate + other.rate,
        Math.max(edges, other.edges),
        Math.max(corpus, other.corpus),
        findings + other.findings,
        running || other.running);
  }

  private long averageWith(Progress earlier) {
    if (rate == 0 || earlier.rate == 0) {
      return Math.max(rate, earlier.rate);
    }
    double seconds = (double) execs / rate + (double) earlier.execs / earlier.rate;
    return seconds == 0 ? rate : Math.round((execs + earlier.execs) / seconds);
  }
}
