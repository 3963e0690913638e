package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.bench.Evidence;
import io.takecover.fuzz.campaign.GrowthRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Several runs of each of some targets, and the quartiles of what they had covered at points of
 * time.
 */
public final class CoverageGrowth {
  private static final int POINTS = 60;
  private static final double FIRST_SECOND = 0.5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int seconds;
  private final List<GrowthRun> runs = new ArrayList<>();

  private CoverageGrowth(int seconds) {
    this.seconds = seconds;
  }

  /**
   * The runs that a file keeps; none where there is no such file, or its runs took another time.
   *
   * @param file of an earlier measurement; null for none
   * @param seconds of a run
   * @throws IOException where the file cannot be read, or is something else
   */
  public static CoverageGrowth open(Path file, int seconds) throws IOException {
    CoverageGrowth growth = new CoverageGrowth(seconds);
    if (file != null && Files.exists(file)) {
      for (JsonNode node : Evidence.read(file).data().path("runs")) {
        GrowthRun run = JSON.treeToValue(node, GrowthRun.class);
        if (run.seconds() == seconds) {
          growth.runs.add(run);
        }
      }
    }
    return growth;
  }

  /** A run that is there. */
  public Optional<GrowthRun> run(String target, long chance) {
    return runs.stream()
        .filter(run -> run.target().equals(target) && run.chance() == chance)
        .findFirst();
  }

  public void add(GrowthRun run) {
    runs.add(run);
  }

  /**
   * The evidence: {@code runs}; {@code series}, a list of {@code target}, {@code bands} and {@code
   * bandsByExecutions}, each of which is seconds, or inputs that were run, and the edges that a
   * quarter, half and three quarters of the runs had not gone beyond by then; {@code measurements},
   * one a target.
   */
  public ObjectNode data() {
    ObjectNode data = JSON.createObjectNode();
    data.put("seconds", seconds);
    ArrayNode series = data.putArray("series");
    List<Measurement> measurements = new ArrayList<>();
    for (String target : new TreeSet<>(runs.stream().map(GrowthRun::target).toList())) {
      List<GrowthRun> own = runs.stream().filter(run -> run.target().equals(target)).toList();
      double fewest = own.stream().mapToLong(GrowthRun::executions).min().orElse(1);
      ObjectNode one = series.addObject().put("target", target);
      one.set(
          "bands", JSON.valueToTree(bands(own, FIRST_SECOND, seconds, GrowthRun.Step::seconds)));
      one.set(
          "bandsByExecutions",
          JSON.valueToTree(bands(own, 1, fewest, step -> (double) step.executions())));
      measurements.add(measurement(target, own));
    }
    data.set("runs", JSON.valueToTree(runs));
    data.set("measurements", JSON.valueToTree(measurements));
    return data;
  }

  /** At points that stand in equal ratios, up to where every run has come. */
  private static List<double[]> bands(
      List<GrowthRun> own, double from, double to, ToDoubleFunction<GrowthRun.Step> clock) {
    List<double[]> bands = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      double at = from * Math.pow(Math.max(to, from) / from, (double) i / POINTS);
      double then = i == POINTS ? Math.max(to, from) : Math.round(100 * at) / 100.0;
      double[] edges = own.stream().mapToDouble(run -> edgesAt(run, then, clock)).toArray();
      Percentile quartiles = new Percentile();
      quartiles.setData(edges);
      bands.add(
          new double[] {
            then, quartiles.evaluate(25), quartiles.evaluate(50), quartiles.evaluate(75)
          });
    }
    return bands;
  }

  private static int edgesAt(GrowthRun run, double then, ToDoubleFunction<GrowthRun.Step> clock) {
    return run.steps().stream()
        .filter(step -> clock.applyAsDouble(step) <= then)
        .mapToInt(GrowthRun.Step::edges)
        .max()
        .orElse(0);
  }

  private Measurement measurement(String target, List<GrowthRun> own) {
    Tally tally = new Tally();
    own.forEach(run -> tally.add(run.findings() == 0, "seed " + run.chance()));
    Map<String, Object> figures = new TreeMap<>(tally.figures());
    double[] edges =
        own.stream()
            .mapToDouble(run -> edgesAt(run, Double.MAX_VALUE, GrowthRun.Step::seconds))
            .toArray();
    figures.put("median edges", new Percentile().evaluate(edges, 50));
    figures.put("executions", own.stream().mapToLong(GrowthRun::executions).sum());
    return new Measurement(target, tally.trials(), tally.counterexamples(), "runs", figures);
  }
}
