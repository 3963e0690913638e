package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimFailureTest {
  @Test
  void claimAndRuleStandInTheTopFrame() {
    StackTraceElement top = new ClaimFailure(Claim.CANARY, "planted", "x").getStackTrace()[0];
    assertThat(top.getClassName()).isEqualTo("claim.canary");
    assertThat(top.getMethodName()).isEqualTo("planted");
  }

  @Test
  void whatWasThrownLeavesItsFramesAndIsNoCause() {
    Throwable thrown = new ArithmeticException("overflow");
    ClaimFailure failure = ClaimFailure.thrown(Claim.REWRITES, thrown);
    assertThat(failure)
        .hasNoCause()
        .hasMessageContaining("overflow")
        .hasMessageContaining("rewrites");
    assertThat(failure.claim()).isEqualTo(Claim.ONLY_REFUSES);
    assertThat(failure.rule()).isEqualTo("ArithmeticException");
    StackTraceElement[] frames = failure.getStackTrace();
    assertThat(frames).hasSize(thrown.getStackTrace().length + 1);
    assertThat(frames[1]).isEqualTo(thrown.getStackTrace()[0]);
  }
}
