package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
