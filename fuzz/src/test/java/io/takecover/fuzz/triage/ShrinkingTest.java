package io.takecover.fuzz.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
  private static final byte[] INPUT = bytes("some hay, a needle, and more hay");

  @Test
  void whatIsWantedStays() throws Exception {
    List<byte[]> steps = Shrinking.of(INPUT, version -> text(version).contains("needle"), 1000);
    assertThat(text(steps.get(steps.size() - 1))).isEqualTo("needle");
    int before = INPUT.length + 1;
    for (byte[] step : steps) {
      assertThat(text(step)).contains("needle");
      assertThat(step.length).isLessThanOrEqualTo(before);
      before = step.length;
    }
  }

  @Test
  void whatCannotGoBecomesZero() throws Exception {
    List<byte[]> steps =
        Shrinking.of(
            bytes("abcdef"), version -> version.length == 6 && text(version).contains("cd"), 1000);
    assertThat(text(steps.get(steps.size() - 1))).isEqualTo("\0\0cd\0\0");
  }

  @Test
  void theNumberOfTrialsIsBounded() throws Exception {
    AtomicInteger trials = new AtomicInteger();
    List<byte[]> steps = Shrinking.of(INPUT, version -> trials.incrementAndGet() < 0, 5);
    assertThat(steps).isEmpty();
    assertThat(trials).hasValue(5);
    assertThat(Shrinking.of(new byte[0], version -> true, 5)).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
