package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import org.junit.jupiter.api.Test;

/** A fuzzer that runs alone tells how its coverage grew. */
class GrowthRunTest {
  @Test
  void edgesAreToldAsTheyGrow() throws Exception {
    GrowthRun run = GrowthRun.of(Targets.VERITY, ProjectFolder.corpus(), 2, 7);
    assertThat(run.target()).isEqualTo("VerityFuzzer");
    assertThat(run.executions()).isPositive();
    assertThat(run.findings()).isZero();
    assertThat(run.steps()).isNotEmpty();
    for (int i = 1; i < run.steps().size(); i++) {
      assertThat(run.steps().get(i).edges()).isGreaterThan(run.steps().get(i - 1).edges());
      assertThat(run.steps().get(i).seconds()).isGreaterThan(run.steps().get(i - 1).seconds());
    }
  }
}
