package io.takecover.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A range that is new and is not called so would go unchecked: that must not be. */
class CheckedRangesTest {
  private static final int SIZE = 300;
  private static final long LONGEST = (1L << 25) - 1;

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6})
  void noTwoRangesAreTakenForOne(int granuleBits) {
    for (int at = 0; at < SIZE; at++) {
      for (int other = 0; other < SIZE; other++) {
        CheckedRanges ranges = new CheckedRanges(SIZE, granuleBits);
        assertThat(ranges.isNew(at, 7)).isTrue();
        assertThat(ranges.isNew(other, 7)).as(at + ", " + other).isEqualTo(at != other);
        assertThat(ranges.isNew(at, 8)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6})
  void noTwoLengthsAreTakenForOne(int granuleBits) {
    for (int at = 0; at < SIZE; at++) {
      CheckedRanges ranges = new CheckedRanges(SIZE, granuleBits);
      for (int length = 1; length <= 64; length++) {
        assertThat(ranges.isNew(at, length)).as(at + ", " + length).isTrue();
        assertThat(ranges.isNew(at, length)).as(at + ", " + length).isFalse();
      }
    }
  }

  @Test
  void everyRangeOfATilingIsRemembered() {
    CheckedRanges ranges = new CheckedRanges(SIZE, 6);
    for (int at = 0; at < SIZE; at += 64) {
      assertThat(ranges.isNew(at + 1, 64)).isTrue();
    }
    for (int at = 0; at < SIZE; at += 64) {
      assertThat(ranges.isNew(at + 1, 64)).isFalse();
    }
  }

  @Test
  void lengthsUpToTheLongestAreRemembered() {
    CheckedRanges ranges = new CheckedRanges(64, 6);
    assertThat(ranges.isNew(63, LONGEST)).isTrue();
    assertThat(ranges.isNew(63, LONGEST)).isFalse();
    assertThat(ranges.isNew(63, LONGEST - 1)).isTrue();
  }

  @Test
  void whatIsLongerIsNewEachTime() {
    CheckedRanges ranges = new CheckedRanges(64, 6);
    assertThat(ranges.isNew(0, LONGEST + 1)).isTrue();
    assertThat(ranges.isNew(0, LONGEST + 1)).isTrue();
    assertThat(ranges.isNew(0, (1L << 25) + 5)).isTrue();
    assertThat(ranges.isNew(0, 5)).isTrue();
  }
}
