package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverTest {
  @Test
  void oneThatHoldsAllIsEnough() {
    Map<String, BitSet> sets =
        Map.of("a", bits(1, 2), "b", bits(2, 3), "all", bits(1, 2, 3), "none", bits());
    assertThat(of(sets)).containsExactly("all");
  }

  @Test
  void ofTwinsThePreferredOneStays() {
    assertThat(of(Map.of("x", bits(7), "b", bits(7), "y", bits(7)))).containsExactly("b");
  }

  /** The largest is taken first, and the two behind it make it idle. */
  @Test
  void whatTurnsOutToAddNothingIsDropped() {
    Map<String, BitSet> sets =
        Map.of("most", bits(2, 3, 4, 5), "low", bits(1, 2, 3), "high", bits(4, 5, 6));
    assertThat(of(sets)).containsExactlyInAnyOrder("low", "high");
  }

  @Test
  void nothingIsLostAndNothingIsIdle() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Map<String, BitSet> sets = new HashMap<>();
      for (int i = 0; i < 40; i++) {
        BitSet set = new BitSet();
        for (int k = random.nextInt(12); k > 0; k--) {
          set.set(random.nextInt(60));
        }
        sets.put("s" + i, set);
      }
      Set<String> chosen = of(sets);
      assertThat(union(sets, chosen)).isEqualTo(union(sets, sets.keySet()));
      for (String one : chosen) {
        Set<String> others = new java.util.HashSet<>(chosen);
        others.remove(one);
        assertThat(union(sets, others)).isNotEqualTo(union(sets, chosen));
      }
    }
  }

  private static Set<String> of(Map<String, BitSet> sets) {
    return Cover.of(sets, Comparator.naturalOrder());
  }

  private static BitSet union(Map<String, BitSet> sets, Set<String> names) {
    BitSet union = new BitSet();
    names.forEach(name -> union.or(sets.get(name)));
    return union;
  }

  private static BitSet bits(int... members) {
    BitSet bits = new BitSet();
    for (int member : members) {
      bits.set(member);
    }
    return bits;
  }
}
