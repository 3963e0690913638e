package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.bench.RuleMeter;
import io.takecover.fuzz.gen.LargeTree;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * What each rule costs: the instructions that a verdict on one tree takes in both formats, those of
 * each rule among them, and how long the verdicts took. A clock cannot tell most rules from none;
 * their part of the instructions is the same each time.
 */
final class RuleCosts {
  private static final int FILES = 1000;
  private static final long SEED = 1;
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 41;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LongSupplier clock;
  private final ObjectNode data = JSON.createObjectNode();
  private final Map<Format, RuleMeter.Count> counts = new EnumMap<>(Format.class);

  private RuleCosts(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Counts and measures.
   *
   * @param clock nanoseconds, from any start
   * @return {@code inodes}; of each format {@code instructions}, those for rules, and the quartiles
   *     of {@code nanoseconds}; {@code rules}, with the instructions of each
   */
  static ObjectNode of(LongSupplier clock) throws IOException, RejectedException {
    RuleCosts costs = new RuleCosts(clock);
    Image tree = LargeTree.of(FILES, SEED);
    costs.data.put("inodes", tree.inodeCount());
    RuleMeter meter = new RuleMeter();
    for (Format format : Format.values()) {
      byte[] image = Composefs.write(tree, format, Limits.DEFAULT);
      RuleMeter.Count count = meter.count(List.of(image));
      costs.counts.put(format, count);
      ObjectNode one = costs.data.putObject(name(format));
      one.put("instructions", count.all());
      one.put("forRules", count.byRule().values().stream().mapToLong(Long::longValue).sum());
      one.set("nanoseconds", JSON.valueToTree(costs.nanoseconds(image)));
    }
    costs.rules();
    return costs.data;
  }

  private static String name(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private void rules() {
    ArrayNode list = data.putArray("rules");
    for (Rule rule : Rule.catalogue()) {
      if (counts.values().stream().anyMatch(count -> count.byRule().containsKey(rule))) {
        ObjectNode row = list.addObject().put("rule", rule.id()).put("name", rule.name());
        counts.forEach(
            (format, count) -> row.put(name(format), count.byRule().getOrDefault(rule, 0L)));
      }
    }
  }

  /** The quartiles of many verdicts, one after the other. */
  private List<Long> nanoseconds(byte[] image) {
    double[] took = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = clock.getAsLong();
      Composefs.admit(image, Limits.DEFAULT, Profile.STRICT);
      if (round >= 0) {
        took[round] = clock.getAsLong() - start;
      }
    }
    List<Long> quartiles = new ArrayList<>();
    for (int percent : List.of(25, 50, 75)) {
      quartiles.add(Math.round(new Percentile().evaluate(took, percent)));
    }
    return quartiles;
  }
}
