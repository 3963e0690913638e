package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.takecover.fuzz.campaign.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays every open crash: the build is red as long as one fails, or is mended and not closed. */
class ReplayCrashesTest {
  private final CrashStore crashes = new CrashStore(Places.around(Path.of("")).crashes());

  @TestFactory
  Stream<DynamicTest> noCrashIsOpen() throws IOException, InterruptedException {
    return OpenCrash.in(crashes).stream()
        .map(open -> DynamicTest.dynamicTest(open.crash().key(), () -> check(open)));
  }

  private static void check(OpenCrash open) {
    fail(open.sentence());
  }

  @Test
  void theFolderIsThatOfTheProject() {
    Path folder = Places.around(Path.of("")).crashes();
    assertThat(folder.getFileName()).hasToString("crashes");
    assertThat(folder.resolveSibling("parser/pom.xml")).exists();
  }
}
