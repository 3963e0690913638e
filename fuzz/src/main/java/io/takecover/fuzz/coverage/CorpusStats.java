package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Coverage;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.campaign.WorkLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the inputs of a target are worth: the edges that the fuzzer counts, and what the parser says
 * of them.
 */
public final class CorpusStats {
  /** Which inputs. */
  public enum Part {
    /** The seeds; each is held against the other seeds. */
    COMMITTED,
    /** What was gathered; each is held against the rest of that and the seeds. */
    WORKING;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Targets target;
  private final Worth worth;

  /**
   * One input.
   *
   * @param bytes its size
   * @param edges that it covers
   * @param features edges, told apart by how often they are taken
   * @param alone edges that no other input covers
   * @param shows the rule that it breaks, with the field, or the verdict
   * @param dead whether those that are not dead cover all its edges, and show what it shows
   */
  public record Entry(
      String file, long bytes, int edges, int features, int alone, String shows, boolean dead) {}

  /**
   * One part of a target's inputs.
   *
   * @param edges that they cover together
   * @param rules that they fire together
   * @param lost inputs that fail, and are not counted
   */
  public record Line(
      String target,
      String part,
      long bytes,
      int edges,
      int features,
      int rules,
      List<Entry> entries,
      List<String> lost) {
    public Line {
      entries = List.copyOf(entries);
      lost = List.copyOf(lost);
    }

    /** Entries that could all go, and nobody would miss an edge or a rule at a field. */
    public List<Entry> dead() {
      return entries.stream().filter(Entry::dead).toList();
    }
  }

  private CorpusStats(Targets target, Worth worth) {
    this.target = target;
    this.worth = worth;
  }

  /**
   * Both parts of a target's inputs, by their order in {@link Part}.
   *
   * @throws io.takecover.fuzz.campaign.BusyException where a campaign works in the same place
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static List<Line> of(Targets target, Places places, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (WorkLock lock = WorkLock.take(places)) {
      return measure(target, places, progress);
    }
  }

  private static List<Line> measure(Targets target, Places places, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Path> seeds = places.seedFiles(target);
    List<Path> gathered = Places.filesIn(places.workingCorpus(target));
    progress.accept(
        "%s: measuring %d inputs".formatted(target.label(), seeds.size() + gathered.size()));
    CorpusStats stats = new CorpusStats(target, Worth.of(target, seeds, gathered, places));
    return List.of(
        stats.line(Part.COMMITTED, seeds, List.of()), stats.line(Part.WORKING, gathered, seeds));
  }

  /**
   * @param known what each of {@code inputs} is held against beside the others of them
   */
  private Line line(Part part, List<Path> inputs, List<Path> known) throws IOException {
    Map<Integer, Integer> holders = new HashMap<>();
    for (List<Path> some : List.of(inputs, known)) {
      for (Path other : some) {
        edges(other).stream().forEach(edge -> holders.merge(edge, 1, Integer::sum));
      }
    }
    Set<Path> needed = Set.copyOf(worth.needed(known, inputs, Coverage::edges));
    List<Entry> entries = new ArrayList<>();
    BitSet together = new BitSet();
    BitSet counted = new BitSet();
    Set<String> fired = new HashSet<>();
    long bytes = 0;
    for (Path input : inputs) {
      if (worth.isSound(input)) {
        BitSet covered = edges(input);
        Outcome outcome = worth.outcome(input);
        long size = Files.size(input);
        entries.add(
            new Entry(
                input.toString(),
                size,
                covered.cardinality(),
                worth.features(input).cardinality(),
                (int) covered.stream().filter(edge -> holders.get(edge) == 1).count(),
                outcome.shown(),
                !needed.contains(input)));
        together.or(covered);
        counted.or(worth.features(input));
        fired.addAll(outcome.fired());
        bytes += size;
      }
    }
    List<String> lost =
        inputs.stream().filter(one -> !worth.isSound(one)).map(Path::toString).toList();
    return new Line(
        target.label(),
        part.label(),
        bytes,
        together.cardinality(),
        counted.cardinality(),
        fired.size(),
        entries,
        lost);
  }

  private BitSet edges(Path input) {
    return Coverage.edges(worth.features(input));
  }
}
