package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Collisions;
import io.takecover.fixture.CostlyImages;
import io.takecover.fixture.Fill;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What images cost that are made to cost: counted in steps, which are the same on every machine. An
 * image of twice the size takes twice the steps, or it is refused before they are taken.
 */
class CostTest {
  private static final int N = 1000;

  /** Fewer steps than by default, so that a small image spends them. */
  private static final Limits TIGHT = Limits.DEFAULT.withWorkPerByte(16);

  static Stream<Arguments> linear() {
    return Stream.of(
        shape("a wide directory", CostlyImages::wideDirectory),
        shape("a chain of directories", CostlyImages::chain),
        shape("one path for all", CostlyImages::sharedPath),
        shape("one target for all", CostlyImages::sharedTarget),
        shape("one chunk of xattrs for all", CostlyImages::sharedXattrs),
        shape("claims of one byte in one granule", CostlyImages::oneByteClaims),
        shape("directories with the same entries", CostlyImages::sameDirectories));
  }

  private static Arguments shape(String name, IntFunction<byte[]> image) {
    return Arguments.of(name, image);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void linear(String name, IntFunction<byte[]> image) {
    double once = steps(image.apply(N), Limits.DEFAULT);
    double twice = steps(image.apply(2 * N), Limits.DEFAULT);
    double fourTimes = steps(image.apply(4 * N), Limits.DEFAULT);
    // A few chunks meet in the table by chance, and not the same few at each size.
    assertThat(twice / once).as(name).isBetween(1.5, 2.01);
    assertThat(fourTimes / twice).as(name).isBetween(1.5, 2.01);
  }

  /** What inodes share costs none of them its length: an inode has 96 bytes, and so many steps. */
  @Test
  void sharedBytesCostOnce() {
    for (IntFunction<byte[]> shape :
        List.<IntFunction<byte[]>>of(CostlyImages::sharedPath, CostlyImages::sharedTarget)) {
      byte[] image = shape.apply(N);
      assertThat(steps(image, Limits.DEFAULT)).isLessThan(image.length);
    }
  }

  static Stream<Arguments> colliding() {
    return Stream.of(
        shape("digests that collide", CostlyImages::collidingDigests),
        shape("directories that collide", CostlyImages::collidingDirectories));
  }

  /** A pair of chunks that collide costs steps, so the budget is what ends it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void colliding(String name, IntFunction<byte[]> image) {
    long few = steps(image.apply(N / 4), TIGHT);
    assertThat(steps(image.apply(N / 2), TIGHT)).as(name).isGreaterThan(3 * few);
    for (int n : new int[] {N, 2 * N}) {
      byte[] bytes = image.apply(n);
      Violation refusal = Inspection.rejected(bytes, TIGHT, Profile.CANONICAL).first();
      assertThat(Composefs.admit(bytes, TIGHT, Profile.STRICT))
          .isInstanceOf(Verdict.Accepted.class);
      assertThat(refusal.rule()).isEqualTo(LimitRule.WORK);
      assertThat(refusal.offset()).isZero();
      long allowed = Budget.FREE_STEPS + 16L * bytes.length;
      assertThat(refusal.found()).isGreaterThan(allowed).isLessThanOrEqualTo(allowed + 5);
    }
  }

  @Test
  void textsThatAreSaidToCollideDo() {
    List<String> digests = Collisions.digests(100);
    assertThat(new HashSet<>(digests)).hasSize(100);
    assertThat(digests.stream().map(text -> ByteView.of(Fill.text(text)).hash(0, 32)).distinct())
        .hasSize(1);
    String shorter = Collisions.shorter(digests.get(0));
    assertThat(ByteView.of(Fill.text(shorter)).hash(0, 24))
        .isEqualTo(ByteView.of(Fill.text(digests.get(0))).hash(0, 32));
    String head = "0123456789abcdef";
    List<String> names = Collisions.names(100, head);
    assertThat(new HashSet<>(names)).hasSize(100);
    assertThat(
            names.stream().map(name -> ByteView.of(Fill.text(head + name)).hash(0, 32)).distinct())
        .hasSize(1);
  }

  private static long steps(byte[] image, Limits limits) {
    return Inspection.accepted(image, limits, Profile.STRICT).steps();
  }
}
