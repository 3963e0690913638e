package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code mvn test -Pfuzz}: the whole campaign, then a test for each target. {@code -Dfuzz.seconds},
 * {@code -Dfuzz.jobs} and {@code -Dfuzz.target} say how long, how many at a time, and which.
 */
@Tag("campaign")
class CampaignTest {
  @TestFactory
  Stream<DynamicTest> everyTargetFindsNothing() throws IOException, InterruptedException {
    Settings settings =
        new Settings(
            targets(),
            Integer.getInteger("fuzz.seconds", Settings.DEFAULT_SECONDS),
            Integer.getInteger("fuzz.jobs", Settings.DEFAULT_JOBS),
            Places.around(Path.of("")));
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    Report report = Campaign.run(settings, out, false);
    report.print(out);
    return report.lines().stream()
        .map(line -> DynamicTest.dynamicTest(line.target().label(), () -> check(line)));
  }

  private static void check(Report.Line line) {
    assertThat(line.findings()).as("inputs that failed").isEmpty();
    assertThat(line.complaints()).as("trouble with the fuzzing itself").isEmpty();
  }

  private static List<Targets> targets() {
    String names = System.getProperty("fuzz.target", "");
    if (names.isBlank()) {
      return Targets.regular();
    }
    return Arrays.stream(names.split(",", -1)).map(CampaignTest::target).toList();
  }

  private static Targets target(String name) {
    return Targets.find(name)
        .orElseThrow(() -> new IllegalArgumentException("no target is named " + name));
  }
}
