package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.Sums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What once failed must pass for ever, with the verdict that was recorded. */
class ClosedInputsTest {
  private static final Replayer REPLAYER = new Replayer(ReplayLimits.DEFAULT);

  private final ClosedInputs inputs = new ClosedInputs(Places.around(Path.of("")).corpus());

  @TempDir private Path folder;

  @AfterAll
  static void closeReplayer() {
    REPLAYER.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingThatIsClosedFailsAgain() throws IOException {
    return inputs.list().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(inputs, one)));
  }

  @Test
  void anInputThatIsAnotherOrHasAnotherVerdictIsFound() throws Exception {
    ClosedInputs made = new ClosedInputs(folder);
    byte[] input = "gasp".getBytes(StandardCharsets.US_ASCII);
    made.add(closed("one", ClosedInputs.verdict(input), input), input);
    assertThatThrownBy(() -> check(made, made.list().get(0))).hasMessageContaining("fails");
    byte[] harmless = {1};
    made.add(closed("two", ClosedInputs.verdict(harmless), harmless), harmless);
    check(made, made.list().get(1));
    made.add(closed("three", "accept, canonical", harmless), harmless);
    assertThatThrownBy(() -> check(made, made.list().get(1))).isInstanceOf(AssertionError.class);
    Files.write(made.file(made.list().get(2)), new byte[] {2});
    assertThatThrownBy(() -> check(made, made.list().get(2))).isInstanceOf(AssertionError.class);
  }

  @Test
  void aNameIsTakenOnceAndIsNoPath() throws Exception {
    ClosedInputs made = new ClosedInputs(folder);
    byte[] input = {1};
    made.add(closed("one", "x", input), input);
    for (String name : List.of("one", "../two", "Two", "")) {
      assertThatThrownBy(() -> made.add(closed(name, "x", input), input))
          .isInstanceOf(CorpusException.class);
    }
  }

  private static ClosedInputs.Closed closed(String name, String verdict, byte[] input) {
    return new ClosedInputs.Closed(
        name, "CanaryFuzzer", Sums.sha256(input), null, "k", "canary", "r", verdict, "note");
  }

  private static void check(ClosedInputs inputs, ClosedInputs.Closed closed) throws Exception {
    byte[] input = Files.readAllBytes(inputs.file(closed));
    Targets target = Targets.find(closed.target()).orElseThrow();
    assertThat(Sums.sha256(input)).isEqualTo(closed.sha256());
    assertThat(ClosedInputs.verdict(target.image(input))).isEqualTo(closed.verdict());
    REPLAYER
        .run(target.type(), input)
        .failed()
        .ifPresent(
            failure -> {
              throw new AssertionError(closed.name() + " fails again: " + failure.stack());
            });
  }
}
