package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void aLogIsFollowed() {
    Progress progress =
        read(
            "INFO: Seed: 979058465",
            "#2\tINITED cov: 2 ft: 2 corp: 1/1b exec/s: 0 rss: 424Mb",
            "#896\tREDUCE cov: 5 ft: 5 corp: 3/5b lim: 8 exec/s: 12 rss: 425Mb L: 2/2",
            "artifact_prefix='art/'; Test unit written to art/crash-609bef34",
            "stat::number_of_executed_units: 900",
            "#1048576\tpulse  cov: 6 ft: 6 corp: 4/7Kb lim: 64 exec/s: 524288 rss: 432Mb");
    assertThat(progress).isEqualTo(new Progress(1_048_576, 524_288, 6, 4, 1, true));
  }

  @Test
  void theFinalFiguresCount() {
    Progress progress =
        read(
            "#2031312\tDONE   cov: 6 ft: 6 corp: 4/7b lim: 64 exec/s: 406262 rss: 432Mb",
            "Done 2031312 runs in 5 second(s)",
            "stat::number_of_executed_units: 2031312",
            "stat::average_exec_per_sec:     399999");
    assertThat(progress.execs()).isEqualTo(2_031_312);
    assertThat(progress.rate()).isEqualTo(399_999);
  }

  @Test
  void whatNeverStartedIsNotRunning() {
    assertThat(read("ERROR: could not find class", "anything").running()).isFalse();
  }

  /** One after the other: what they did adds up, and the rate is that of both times together. */
  @Test
  void laterProcessesAddUp() {
    Progress earlier = new Progress(1_000, 100, 7, 3, 1, true);
    Progress sum = new Progress(3_000, 150, 5, 4, 0, true).plus(earlier);
    assertThat(sum).isEqualTo(new Progress(4_000, 133, 7, 4, 1, true));
  }

  @Test
  void whatHasNoRateDoesNotLowerIt() {
    Progress earlier = new Progress(1_000, 100, 7, 3, 1, true);
    assertThat(Progress.NONE.plus(earlier).rate()).isEqualTo(100);
    assertThat(earlier.plus(Progress.NONE).rate()).isEqualTo(100);
  }

  /** At the same time, over one corpus: rates add up, and edges and inputs are the same ones. */
  @Test
  void processesBesideEachOtherAddUp() {
    Progress other = new Progress(1_000, 100, 7, 3, 1, false);
    Progress sum = new Progress(3_000, 150, 5, 4, 2, true).beside(other);
    assertThat(sum).isEqualTo(new Progress(4_000, 250, 7, 4, 3, true));
  }

  private static Progress read(String... lines) {
    Progress progress = Progress.NONE;
    for (String line : List.of(lines)) {
      progress = progress.after(line);
    }
    return progress;
  }
}
