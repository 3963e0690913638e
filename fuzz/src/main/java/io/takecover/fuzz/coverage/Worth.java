package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Cover;
import io.takecover.fuzz.campaign.Coverage;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What inputs are kept for: what they cover, in the fuzzer's numbers, and what they show, the rule
 * with its field or the verdict. The two are one set, for a new verdict need not be a new edge.
 */
final class Worth {
  /** Above all numbers of the fuzzer: what inputs show. */
  private static final int SHOWN = 1 << 24;

  private final Map<Path, BitSet> features = new HashMap<>();
  private final Map<Path, Outcome> outcomes = new HashMap<>();
  private final List<Path> seeds;
  private final List<Path> inputs;

  private Worth(List<Path> seeds, List<Path> inputs) {
    this.seeds = seeds;
    this.inputs = inputs;
  }

  /** Measures seeds and inputs; one that fails is an artifact of the target. */
  static Worth of(Targets target, List<Path> seeds, List<Path> inputs, Places places)
      throws IOException, InterruptedException {
    Worth worth = new Worth(seeds, inputs);
    List<Path> all = new ArrayList<>(seeds);
    all.addAll(inputs);
    for (ProbeRun.Covered one : ProbeRun.of(target, all, places, new ProbeSpace()).covered()) {
      worth.outcomes.put(one.input(), one.outcome());
    }
    all.removeIf(input -> worth.outcome(input).equals(Outcome.FAILED));
    worth.features.putAll(Coverage.of(target, all, places));
    return worth;
  }

  static BitSet union(List<Path> inputs, Map<Path, BitSet> features) {
    BitSet union = new BitSet();
    inputs.forEach(input -> union.or(features.getOrDefault(input, new BitSet())));
    return union;
  }

  /** What is said of an input; {@link Outcome#FAILED} where it fails. */
  Outcome outcome(Path input) {
    return outcomes.getOrDefault(input, Outcome.FAILED);
  }

  /** What an input covers; empty where it fails. */
  BitSet features(Path input) {
    return features.getOrDefault(input, new BitSet());
  }

  /** Whether an input came to its end each time. */
  boolean isSound(Path input) {
    return features.containsKey(input);
  }

  /** Inputs that fail; seeds are not among them. */
  List<Path> failed() {
    return inputs.stream().filter(input -> !isSound(input)).toList();
  }

  /** Few inputs that are worth together what all are beside the seeds; small ones first. */
  List<Path> needed() throws IOException {
    return needed(seeds, inputs, features -> features);
  }

  /**
   * The same of any inputs.
   *
   * @param known whose worth does not count
   * @param view what of the fuzzer's numbers counts
   */
  List<Path> needed(List<Path> known, List<Path> some, UnaryOperator<BitSet> view)
      throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    BitSet already = new BitSet();
    known.stream().filter(this::isSound).forEach(one -> already.or(worth(one, view, numbers)));
    Map<Path, BitSet> worth = new HashMap<>();
    Map<Path, Long> sizes = new HashMap<>();
    for (Path one : some) {
      if (isSound(one)) {
        BitSet news = worth(one, view, numbers);
        news.andNot(already);
        if (!news.isEmpty()) {
          worth.put(one, news);
          sizes.put(one, Files.size(one));
        }
      }
    }
    Comparator<Path> order =
        Comparator.<Path, Long>comparing(sizes::get).thenComparing(Comparator.naturalOrder());
    Set<Path> chosen = Cover.of(worth, order);
    return chosen.stream().sorted(order).toList();
  }

  private BitSet worth(Path input, UnaryOperator<BitSet> view, Map<String, Integer> numbers) {
    BitSet worth = (BitSet) view.apply(features(input)).clone();
    String shown = outcome(input).shown();
    Integer number = numbers.get(shown);
    if (number == null) {
      number = numbers.size();
      numbers.put(shown, number);
    }
    worth.set(SHOWN + number);
    return worth;
  }
}
