package io.takecover.fuzz.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.takecover.fuzz.bench.specimen.SpecimenFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimesTest {
  private static final int CAP = 60;
  private static final double ALIVE = -1;

  @Test
  void survivalFallsWhereAFaultIsFound() {
    assertThat(Lifetimes.survival(trials(Configuration.VALID, 4, 1, ALIVE, 1)))
        .containsExactly(step(0, 1), step(1, 0.5), step(4, 0.25));
  }

  @Test
  void whoIsGivenUpAliveIsAtRiskUntilThen() {
    FaultTrial givenUp =
        new FaultTrial(SpecimenFault.V3_BISECTION, Configuration.VALID, 9, null, 2, 100, 2);
    List<FaultTrial> trials = new ArrayList<>(trials(Configuration.VALID, 1, 3));
    trials.add(givenUp);
    assertThat(Lifetimes.survival(trials).get(1).alive()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(Lifetimes.survival(trials).get(2).alive()).isZero();
  }

  @Test
  void amongEqualTimesAFaultIsFoundBeforeItIsGivenUp() {
    FaultTrial givenUp =
        new FaultTrial(SpecimenFault.V3_BISECTION, Configuration.VALID, 9, null, 1, 100, 1);
    List<FaultTrial> trials = new ArrayList<>(List.of(givenUp));
    trials.addAll(trials(Configuration.VALID, 1));
    assertThat(Lifetimes.survival(trials)).containsExactly(step(0, 1), step(1, 0.5));
  }

  @Test
  void theMedianOfMoreThanHalfThatLiveIsTheCap() {
    assertThat(Lifetimes.median(trials(Configuration.VALID, 1, ALIVE, ALIVE))).isEqualTo(CAP);
    assertThat(Lifetimes.median(trials(Configuration.VALID, 1, 2, ALIVE))).isEqualTo(2);
  }

  @Test
  void shorterIsBetweenNeverAndAlways() {
    List<FaultTrial> quick = trials(Configuration.EDITS, 1, 2, 3);
    List<FaultTrial> slow = trials(Configuration.VALID, 3, 4, ALIVE);
    assertThat(Lifetimes.shorter(quick, quick)).isEqualTo(0.5);
    assertThat(Lifetimes.shorter(quick, slow)).isEqualTo(8.5 / 9);
    assertThat(Lifetimes.shorter(slow, quick)).isEqualTo(0.5 / 9);
  }

  @Test
  void chanceTellsApartOnlyWhatIsApart() {
    List<FaultTrial> quick = trials(Configuration.EDITS, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    List<FaultTrial> slow = trials(Configuration.VALID, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    assertThat(Lifetimes.chance(quick, slow)).isLessThan(0.001);
    assertThat(Lifetimes.chance(quick, quick)).isGreaterThan(0.9);
    List<FaultTrial> never = trials(Configuration.VALID, ALIVE, ALIVE, ALIVE);
    assertThat(Lifetimes.chance(never, never)).isEqualTo(1);
  }

  @Test
  void aConfigurationIsHeldAgainstTheValidSeedsFaultByFault() {
    List<FaultTrial> all = new ArrayList<>();
    all.addAll(trials(Configuration.VALID, 11, 12, 13, 14, 15, 16, 17, 18, 19, ALIVE));
    all.addAll(trials(Configuration.EDITS, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    List<Comparison> rows = Comparison.of(all);
    assertThat(rows)
        .containsExactly(
            new Comparison(Configuration.VALID, 1, 10, 9, 15.5, 1, 0.5, 0, 0),
            new Comparison(Configuration.EDITS, 1, 10, 10, 5.5, 1, 1, 1, 0));
  }

  @Test
  void faultsThatNotAllConfigurationsWereTriedOnAreLeftOut() {
    List<FaultTrial> all = new ArrayList<>(trials(Configuration.VALID, 1, 2));
    all.add(
        new FaultTrial(SpecimenFault.LIB_RECURSION, Configuration.EDITS, 1, "too-deep", 1, 9, CAP));
    assertThat(Comparison.of(all)).allMatch(row -> row.faults() == 0);
  }

  private static Lifetimes.Step step(double seconds, double alive) {
    return new Lifetimes.Step(seconds, alive);
  }

  private static List<FaultTrial> trials(Configuration way, double... seconds) {
    List<FaultTrial> trials = new ArrayList<>();
    for (double each : seconds) {
      boolean isFound = each != ALIVE;
      trials.add(
          new FaultTrial(
              SpecimenFault.V3_BISECTION,
              way,
              trials.size() + 1,
              isFound ? "out-of-bounds" : null,
              isFound ? each : CAP,
              1000,
              CAP));
    }
    return trials;
  }
}
