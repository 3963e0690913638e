package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.takecover.fixture.Refusal;
import io.takecover.fixture.TestField;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Kind;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, the budget that counts against them, and unsigned numbers. */
class LimitsTest {
  private static final Limits ALL_DIFFERENT = new Limits(1, 2, 3, 4, 5, 6);

  static Stream<Arguments> senseless() {
    return Stream.of(
        Arguments.of("imageBytes", -1L, 0, 0L, 0L, 1, 1),
        Arguments.of("imageBytes of 2 GiB", Integer.MAX_VALUE - 7L, 0, 0L, 0L, 1, 1),
        Arguments.of("treeDepth", 0L, -1, 0L, 0L, 1, 1),
        Arguments.of("expandedBytes", 0L, 0, -1L, 0L, 1, 1),
        Arguments.of("chunkBytes", 0L, 0, 0L, -1L, 1, 1),
        Arguments.of("workPerByte", 0L, 0, 0L, 0L, 0, 1),
        Arguments.of("findings", 0L, 0, 0L, 0L, 1, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void senseless(
      String name, long image, int depth, long expanded, long chunk, int work, int findings) {
    assertThatIllegalArgumentException()
        .as(name)
        .isThrownBy(() -> new Limits(image, depth, expanded, chunk, work, findings));
  }

  @Test
  void leastAndLargestAreLimits() {
    assertThat(new Limits(0, 0, 0, 0, 1, 1).imageBytes()).isZero();
    assertThat(new Limits(Limits.LARGEST_IMAGE, 0, 0, 0, 1, 1).imageBytes())
        .isEqualTo(Integer.MAX_VALUE - 8L);
  }

  @Test
  void eachLimitIsSetAlone() {
    assertThat(ALL_DIFFERENT.withImageBytes(9)).isEqualTo(new Limits(9, 2, 3, 4, 5, 6));
    assertThat(ALL_DIFFERENT.withTreeDepth(9)).isEqualTo(new Limits(1, 9, 3, 4, 5, 6));
    assertThat(ALL_DIFFERENT.withExpandedBytes(9)).isEqualTo(new Limits(1, 2, 9, 4, 5, 6));
    assertThat(ALL_DIFFERENT.withChunkBytes(9)).isEqualTo(new Limits(1, 2, 3, 9, 5, 6));
    assertThat(ALL_DIFFERENT.withWorkPerByte(9)).isEqualTo(new Limits(1, 2, 3, 4, 9, 6));
  }

  @Test
  void defaultsAreThoseThatAreDocumented() {
    assertThat(Limits.DEFAULT)
        .isEqualTo(
            new Limits(
                Integer.MAX_VALUE - 8L, 4096, 4L * 1024 * 1024 * 1024, 512L * 1024 * 1024, 64, 16));
  }

  @Test
  void workIsCountedUpToTheLastStep() throws RejectedException {
    Budget budget = new Budget(ALL_DIFFERENT, 100);
    assertThat(budget.limits()).isSameAs(ALL_DIFFERENT);
    assertThat(budget.stepsAllowed()).isEqualTo(4096 + 500);
    assertThat(budget.steps()).isZero();
    budget.work(4096);
    budget.work(500);
    assertThat(budget.steps()).isEqualTo(4596);
    assertThat(Refusal.of(() -> budget.work(1)))
        .isEqualTo(new Violation(LimitRule.WORK, 0, "image", 4597));
  }

  @Test
  void expansionIsCountedUpToTheLastByte() throws RejectedException {
    TestField field = new TestField("test.off", 6, 4);
    Budget budget = new Budget(ALL_DIFFERENT.withExpandedBytes(30), 100);
    budget.expand(10, NativeRule.EXPANSION, field, 100);
    budget.expand(20, NativeRule.EXPANSION, field, 100);
    assertThat(Refusal.of(() -> budget.expand(5, NativeRule.EXPANSION, field, 100)))
        .isEqualTo(new Violation(NativeRule.EXPANSION, 106, "test.off", 5));
    assertThat(budget.steps()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void limitRulesAreLimits(LimitRule rule) {
    assertThat(rule.kind()).isEqualTo(Kind.LIMIT);
    assertThat(rule.id()).startsWith("L-");
  }

  @Test
  void bitsOfAnUnsignedNumberGoBothWays() {
    for (long value : new long[] {0, 1, 0x7fff_ffffL, 0x8000_0000L, U32.MAX}) {
      assertThat(Integer.toUnsignedLong(U32.bits(value))).isEqualTo(value);
    }
    assertThat(U32.MAX).isEqualTo((1L << 32) - 1);
    assertThat(U32.bits(1L << 32)).isZero();
  }
}
