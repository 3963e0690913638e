package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir private Path folder;

  @Test
  void everyWayToFailIsToldAndTheNextInputIsRunAllTheSame() throws Exception {
    List<Path> inputs = inputs("fine", "throw", "hang", "eat", "recur", "halt", "fine");
    List<Replay.Outcome> outcomes =
        Replay.run(
            Misbehaving.class,
            inputs,
            new ReplayLimits(
                2, ReplayLimits.HEAP_MEGABYTES, ReplayLimits.STACK_KILOBYTES, List.of()));
    assertThat(outcomes.stream().map(Replay.Outcome::input).toList())
        .isEqualTo(inputs.stream().map(Path::toString).toList());
    assertThat(outcomes.stream().map(ReplayTest::word).toList())
        .containsExactly(
            "none",
            "CRASH IllegalStateException",
            "TIMEOUT timeout",
            "OUT_OF_MEMORY OutOfMemoryError",
            "STACK_OVERFLOW StackOverflowError",
            "EXIT exit",
            "none");
    Failure thrown = outcomes.get(1).failure();
    assertThat(thrown.message()).isEqualTo("as told");
    assertThat(thrown.stack()).contains("Misbehaving.fuzzerTestOneInput");
  }

  @Test
  void noInputsNeedNoChild() throws Exception {
    assertThat(Replay.run(Misbehaving.class, List.of())).isEmpty();
  }

  private static String word(Replay.Outcome outcome) {
    return outcome.failed().map(f -> f.kind() + " " + f.signature().rule()).orElse("none");
  }

  private List<Path> inputs(String... texts) throws IOException {
    List<Path> inputs = new ArrayList<>();
    for (String text : texts) {
      inputs.add(Files.writeString(folder.resolve(inputs.size() + "-" + text), text));
    }
    return inputs;
  }
}
