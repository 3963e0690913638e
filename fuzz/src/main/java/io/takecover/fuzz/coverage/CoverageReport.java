package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Report;
import io.takecover.fuzz.campaign.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.analysis.ICounter;

/**
 * What the inputs that targets have cover of the parser: pages for people, and the list of what
 * none of them reaches.
 */
public final class CoverageReport {
  private static final String ALL = "all";

  private final Places places;
  private final Path out;
  private final Consumer<String> progress;
  private final ProbeSpace space = new ProbeSpace();
  private final Map<String, byte[]> classes;
  private final HtmlReport pages;

  /**
   * What one target covers, or all together.
   *
   * @param inputs that ran
   * @param lines of the parser that were run, of {@code allLines}
   * @param branches of the parser that were taken, of {@code allBranches}
   * @param rules that fired
   * @param lost inputs that hang or end the process
   */
  public record Line(
      String target,
      int inputs,
      int lines,
      int allLines,
      int branches,
      int allBranches,
      int rules,
      List<String> lost) {
    public Line {
      lost = List.copyOf(lost);
    }
  }

  /** A rule that no input fires. */
  public record SilentRule(String rule, String name, String title) {}

  /**
   * All of it.
   *
   * @param targets a line each
   * @param all the line of all together
   * @param rules that bind images and that no input fires
   * @param branches that no input takes
   */
  public record Result(
      List<Line> targets, Line all, List<SilentRule> rules, List<Blocker> branches) {
    public Result {
      targets = List.copyOf(targets);
      rules = List.copyOf(rules);
      branches = List.copyOf(branches);
    }

    /** The branches as lines of text, those that are reached first. */
    public List<String> branchLines() {
      return BlockerText.lines(branches);
    }
  }

  private CoverageReport(Places places, Path out, Consumer<String> progress) throws IOException {
    this.places = places;
    this.out = out;
    this.progress = progress;
    this.classes = ClassFiles.ofParser();
    Path project = places.corpus().toAbsolutePath().resolveSibling("parser");
    this.pages = new HtmlReport(classes, project.resolve("src/main/java"));
  }

  /**
   * Runs seeds and working corpus of each target, and writes a folder of pages for each and one for
   * all, and {@code blockers.json}.
   *
   * @param out a folder; files of an earlier report in it are replaced
   * @throws IllegalStateException where a process cannot be run
   */
  public static Result write(
      List<Targets> targets, Places places, Path out, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new CoverageReport(places, out, progress).write(targets);
  }

  private Result write(List<Targets> targets) throws IOException, InterruptedException {
    Files.createDirectories(places.work());
    List<ProbeRun.Result> runs = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    BitSet union = new BitSet();
    Set<String> fired = new TreeSet<>();
    int inputs = 0;
    for (Targets target : targets) {
      List<Path> files = places.seedFiles(target);
      files.addAll(Places.filesIn(places.workingCorpus(target)));
      progress.accept(target.label() + ": running " + files.size() + " inputs");
      ProbeRun.Result run = ProbeRun.of(target, files, places, space);
      runs.add(run);
      union.or(run.union());
      Set<String> own = fired(run);
      fired.addAll(own);
      inputs += run.covered().size();
      List<String> lost = run.lost().stream().map(Path::toString).toList();
      lines.add(page(target.label(), run.union(), run.covered().size(), own.size(), lost));
    }
    Line all = page(ALL, union, inputs, fired.size(), List.of());
    progress.accept("looking at what is not covered");
    List<Blocker> branches =
        new Blockers(classes, space, runs, places.corpus()).find(union, places);
    Result result = new Result(lines, all, silent(fired), branches);
    new ObjectMapper()
        .writer(
            new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
        .writeValue(out.resolve("blockers.json").toFile(), result);
    return result;
  }

  private Line page(String name, BitSet hit, int inputs, int rules, List<String> lost)
      throws IOException {
    pages.write(out.resolve(name), name, space, hit);
    IBundleCoverage bundle = pages.bundle(name, space.store(hit));
    ICounter lines = bundle.getLineCounter();
    ICounter branches = bundle.getBranchCounter();
    return new Line(
        name,
        inputs,
        lines.getCoveredCount(),
        lines.getTotalCount(),
        branches.getCoveredCount(),
        branches.getTotalCount(),
        rules,
        lost);
  }

  /** Of rules about images; the other ones have no part in what inputs are to reach. */
  private static Set<String> fired(ProbeRun.Result run) {
    Set<String> fired = new TreeSet<>();
    run.covered().forEach(covered -> fired.addAll(covered.outcome().fired()));
    Set<String> binding = new TreeSet<>();
    Report.imageRules().forEach(rule -> binding.add(Outcome.name(rule)));
    fired.retainAll(binding);
    return fired;
  }

  private static List<SilentRule> silent(Set<String> fired) {
    return Report.imageRules().stream()
        .filter(rule -> !fired.contains(Outcome.name(rule)))
        .map(rule -> new SilentRule(rule.id(), rule.name(), rule.title()))
        .toList();
  }
}
