package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import org.junit.jupiter.api.Test;

class ImpactTest {
  @Test
  void aWrongVerdictIsWorseThanAnException() {
    assertThat(of(new ClaimFailure(Claim.TREE_INVARIANTS, "dots", "")))
        .extracting(Impact::severity, Impact::kind, Impact::cwe)
        .containsExactly(Impact.Severity.HIGH, Impact.Kind.ACCEPTED_BUT_WRONG, 20);
    assertThat(of(new ClaimFailure(Claim.SAME_VERDICT, "verdict", "")))
        .extracting(Impact::severity, Impact::kind, Impact::cwe)
        .containsExactly(Impact.Severity.HIGH, Impact.Kind.DIFFERING_READERS, 436);
    assertThat(of(new ClaimFailure(Claim.SIGNATURE_BINDS, "x", "")))
        .extracting(Impact::severity, Impact::cwe)
        .containsExactly(Impact.Severity.CRITICAL, 347);
    assertThat(of(new ArrayIndexOutOfBoundsException()))
        .extracting(Impact::severity, Impact::kind, Impact::cwe)
        .containsExactly(Impact.Severity.LOW, Impact.Kind.UNCAUGHT_EXCEPTION, 129);
  }

  @Test
  void whereAClaimNamesARuleItsWeaknessIsThatOfTheRule() {
    assertThat(of(new ClaimFailure(Claim.TREE_INVARIANTS, "NAME_NUL", "")).cwe()).isEqualTo(626);
  }

  @Test
  void aDenialOfServiceTellsItsCostForAByte() {
    Impact impact = of(new StackOverflowError());
    assertThat(impact.kind()).isEqualTo(Impact.Kind.DENIAL_OF_SERVICE);
    assertThat(impact.cwe()).isEqualTo(674);
    assertThat(impact.reason()).contains("50 ms", "1024 KiB of heap", "100 bytes", "500 us a byte");
    assertThat(of(new OutOfMemoryError()).cwe()).isEqualTo(789);
    assertThat(of(new ClaimFailure(Claim.LINEAR_WORK, "steps", "")).cwe()).isEqualTo(407);
  }

  private static Impact of(Throwable thrown) {
    return Impact.of(new Replayer.Result(Failure.of(thrown), 50_000_000, 1 << 20), 100);
  }
}
