package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path folder;

  /** Who fuzzes from a wrong folder is told so, and does not take the rate for good news. */
  @Test
  void targetsThatWantSeedsAndFindNone() throws IOException {
    Files.createDirectories(folder.resolve("corpus/native/valid"));
    List<Targets> targets =
        List.of(Targets.NATIVE_READ, Targets.NATIVE_TREE, Targets.EROFS_READ, Targets.DUMP_READ);
    Settings settings = new Settings(targets, 1, 1, Places.around(folder));
    assertThat(settings.seedless()).containsExactly(Targets.EROFS_READ, Targets.DUMP_READ);
  }

  @Test
  void jobsThatAreLeftGoToTheFirstTargets() {
    assertThat(processes(5, Targets.DUMP, Targets.STORE)).containsExactly(3, 2);
    assertThat(processes(2, Targets.DUMP)).containsExactly(2);
    assertThat(processes(1, Targets.DUMP)).containsExactly(1);
    assertThat(processes(2, Targets.DUMP, Targets.STORE, Targets.VERITY)).containsExactly(1, 1, 1);
  }

  /** What may take inputs away is said, or follows from what adds many. */
  @Test
  void corporaAreMadeSmallWhereMuchIsGathered() {
    assertThat(settings(1, Targets.DUMP).prunes()).isFalse();
    assertThat(settings(2, Targets.DUMP).prunes()).isTrue();
    List<Targets> one = List.of(Targets.DUMP);
    Places places = Places.around(folder);
    Duration hour = Duration.ofHours(1);
    assertThat(new Settings(one, 0, 1, places, hour, false, false).prunes()).isTrue();
    assertThat(new Settings(one, 0, 1, places, hour, false, false).isEndless()).isFalse();
    assertThat(new Settings(one, 1, 1, places, Duration.ZERO, false, true).prunes()).isTrue();
  }

  private List<Integer> processes(int jobs, Targets... targets) {
    Settings settings = settings(jobs, targets);
    return settings.targets().stream().map(settings::processes).toList();
  }

  private Settings settings(int jobs, Targets... targets) {
    return new Settings(List.of(targets), 1, jobs, Places.around(folder));
  }
}
