package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteSourceTest {
  @Test
  void behindTheEndThereAreZeros() {
    ByteSource source = new ByteSource(new byte[] {-1});
    assertThat(source.isSpent()).isFalse();
    assertThat(source.next()).isEqualTo(255);
    assertThat(source.isSpent()).isTrue();
    assertThat(source.next()).isZero();
    assertThat(source.below(1000)).isZero();
    assertThat(source.number(8)).isZero();
    assertThat(source.rarely(2)).isFalse();
  }

  @Test
  void choicesStayBelowTheirBound() {
    for (int b = 0; b < 256; b++) {
      assertThat(new ByteSource(new byte[] {(byte) b, 7}).below(6)).isBetween(0, 5);
      assertThat(new ByteSource(new byte[] {(byte) b, 7}).below(700)).isBetween(0, 699);
    }
  }

  @Test
  void lengthsReachBothEnds() {
    assertThat(new ByteSource(new byte[] {0}).length(3, 900)).isEqualTo(3);
    assertThat(new ByteSource(new byte[] {29}).length(3, 900)).isEqualTo(900);
    assertThat(new ByteSource(new byte[] {30}).length(3, 900)).isEqualTo(899);
    for (int b = 0; b < 256; b++) {
      assertThat(new ByteSource(new byte[] {(byte) b, -1, -1}).length(3, 5)).isBetween(3, 5);
    }
  }

  @Test
  void numbersFitTheirWidth() {
    for (int b = 0; b < 256; b++) {
      byte[] bytes = {(byte) b, -1, -1, -1, -1, -1, -1, -1, -1};
      assertThat(new ByteSource(bytes).number(1)).isBetween(0L, 0xffL);
      assertThat(new ByteSource(bytes).number(4)).isBetween(0L, 0xffff_ffffL);
    }
    assertThat(new ByteSource(new byte[] {4, -1, -1, -1, -1, -1, -1, -1, -1}).number(8))
        .isEqualTo(-1);
    assertThat(new ByteSource(new byte[] {1}).number(8)).isEqualTo(-1);
  }
}
