package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.coverage.ProbeRun.Covered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.analysis.IMethodCoverage;

/** Finds the branches that no input takes, and for each the input that comes nearest. */
final class Blockers {
  private static final String NOT_CALLED = "not called";

  private final Map<String, byte[]> classes;
  private final ProbeSpace space;
  private final List<Reach> reaches = new ArrayList<>();

  /** An input, with the target that runs it. */
  private record Reach(Targets target, Covered covered, long size) {}

  /** A line with a missed branch. */
  private record Found(Site site, String file, String method, ICounter branches, String behind) {}

  /**
   * @param classes of the parser
   * @param runs of all targets, in the numbers of {@code space}
   * @param seeds the committed inputs; of inputs that reach a line, one of these is told first
   */
  Blockers(Map<String, byte[]> classes, ProbeSpace space, List<ProbeRun.Result> runs, Path seeds)
      throws IOException {
    this.classes = classes;
    this.space = space;
    for (ProbeRun.Result run : runs) {
      for (Covered covered : run.covered()) {
        reaches.add(new Reach(run.target(), covered, Files.size(covered.input())));
      }
    }
    // A seed has a name that says what it is.
    reaches.sort(
        Comparator.comparing((Reach reach) -> !reach.covered().input().startsWith(seeds))
            .thenComparingLong(Reach::size)
            .thenComparing(reach -> reach.covered().input()));
  }

  /** The blockers, by class and line. */
  List<Blocker> find(BitSet union, Places places) throws IOException, InterruptedException {
    List<Found> all = new ArrayList<>();
    for (IClassCoverage one : HtmlReport.analysed(classes, space.store(union)).getClasses()) {
      all.addAll(missed(one));
    }
    all.sort(
        Comparator.<Found, String>comparing(found -> found.site().type())
            .thenComparing(found -> found.site().line()));
    Map<Site, Reach> nearest = nearest(all);
    Map<Site, List<Comparison>> compared = compared(nearest, places);
    List<Blocker> blockers = new ArrayList<>();
    for (Found found : all) {
      Reach reach = nearest.get(found.site());
      blockers.add(
          new Blocker(
              found.file(),
              found.site().line(),
              found.method(),
              found.branches().getCoveredCount(),
              found.branches().getMissedCount(),
              found.behind(),
              reach == null ? null : reach.target().label(),
              reach == null ? null : shortened(reach.covered().input(), places),
              compared.getOrDefault(found.site(), List.of())));
    }
    return blockers;
  }

  /** Seen from the project where it is in there, as people type it. */
  private static String shortened(Path input, Places places) {
    Path project = places.corpus().toAbsolutePath().getParent();
    Path file = input.toAbsolutePath();
    return (file.startsWith(project) ? project.relativize(file) : file).toString();
  }

  private static List<Found> missed(IClassCoverage type) {
    List<Found> all = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (IMethodCoverage method : type.getMethods()) {
      String name = type.getName().replace('/', '.') + "." + method.getName();
      String last = NOT_CALLED;
      for (int line = method.getFirstLine(); line >= 0 && line <= method.getLastLine(); line++) {
        ILine at = method.getLine(line);
        ICounter branches = at.getBranchCounter();
        if (branches.getMissedCount() > 0 && seen.add(line)) {
          boolean isReached = at.getInstructionCounter().getCoveredCount() > 0;
          Site site = new Site(type.getName(), line);
          String file = type.getSourceFileName();
          all.add(new Found(site, file, name, branches, isReached ? null : last));
          last = isReached ? file + ":" + line : last;
        }
      }
    }
    return all;
  }

  /** The first input for each line that one reaches. */
  private Map<Site, Reach> nearest(List<Found> all) throws IOException {
    Map<String, Set<Integer>> wanted = new LinkedHashMap<>();
    for (Found found : all) {
      if (found.behind() == null) {
        wanted
            .computeIfAbsent(found.site().type(), type -> new HashSet<>())
            .add(found.site().line());
      }
    }
    Map<Site, Reach> nearest = new HashMap<>();
    for (Map.Entry<String, Set<Integer>> entry : wanted.entrySet()) {
      nearest(entry.getKey(), entry.getValue(), nearest);
    }
    return nearest;
  }

  /** Many inputs cover the same of one class, so it is analysed once for all of those. */
  private void nearest(String type, Set<Integer> lines, Map<Site, Reach> nearest)
      throws IOException {
    Map<String, byte[]> alone = Map.of(type, classes.get(type));
    BitSet mask = space.mask(type);
    Set<BitSet> known = new HashSet<>();
    for (Reach reach : reaches) {
      BitSet hit = (BitSet) reach.covered().probes().clone();
      hit.and(mask);
      if (!lines.isEmpty() && !hit.isEmpty() && known.add(hit)) {
        for (IClassCoverage one : HtmlReport.analysed(alone, space.store(hit)).getClasses()) {
          for (int line : List.copyOf(lines)) {
            if (one.getLine(line).getInstructionCounter().getCoveredCount() > 0) {
              nearest.put(new Site(type, line), reach);
              lines.remove(line);
            }
          }
        }
      }
    }
  }

  private static Map<Site, List<Comparison>> compared(Map<Site, Reach> nearest, Places places)
      throws IOException, InterruptedException {
    Map<Targets, Map<Path, List<Site>>> asked = new LinkedHashMap<>();
    nearest.forEach(
        (site, reach) ->
            asked
                .computeIfAbsent(reach.target(), target -> new LinkedHashMap<>())
                .computeIfAbsent(reach.covered().input(), input -> new ArrayList<>())
                .add(site));
    Map<Site, List<Comparison>> compared = new HashMap<>();
    for (Map.Entry<Targets, Map<Path, List<Site>>> entry : asked.entrySet()) {
      compared.putAll(TraceRun.of(entry.getKey(), entry.getValue(), places));
    }
    return compared;
  }
}
