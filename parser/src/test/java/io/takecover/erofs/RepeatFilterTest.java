package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatFilterTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 255, 256, 257, Integer.MAX_VALUE})
  void anyHashIsSeenAgain(int hash) {
    RepeatFilter filter = new RepeatFilter(1);
    filter.add(hash);
    assertThat(filter.mayRepeat(hash)).isFalse();
    filter.add(hash);
    assertThat(filter.mayRepeat(hash)).isTrue();
    filter.add(hash);
    assertThat(filter.mayRepeat(hash)).isTrue();
    assertThat(filter.mayRepeat(hash ^ 1)).isFalse();
  }

  @Test
  void allThatRepeatAreToldAndFewOthers() {
    int count = 10_000;
    RepeatFilter filter = new RepeatFilter(count);
    Random random = new Random(7);
    Set<Integer> once = new HashSet<>();
    Set<Integer> again = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int hash = random.nextInt() >>> (1 + random.nextInt(4) * 6);
      filter.add(hash);
      if (!once.add(hash)) {
        again.add(hash);
      }
    }
    assertThat(again).hasSizeGreaterThan(200).allMatch(filter::mayRepeat);
    once.removeAll(again);
    assertThat(once.stream().filter(filter::mayRepeat).count()).isLessThan(once.size() / 3);
  }
}
