package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What costs others more than its size costs us no more than so many steps a byte, at any size. */
class HazardTest {
  private static final double MOST_STEPS_PER_BYTE = 2;

  /** The rules that refuse those hazards that are not valid. */
  private static final Map<Hazard, String> REFUSED =
      Map.of(Hazard.DIAMONDS, "N-055", Hazard.LENGTHS, "E-109", Hazard.BLOCKS, "E-202");

  @ParameterizedTest
  @EnumSource
  void workIsLinear(Hazard hazard) {
    for (int number : new int[] {500, 1000, 2000}) {
      byte[] image = hazard.image(number);
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      assertThat(REFUSED.get(hazard)).as(hazard + " of " + number).isEqualTo(rule(verdict));
      double perByte = (double) verdict.steps() / image.length;
      assertThat(perByte).as(hazard + " of " + number).isLessThan(MOST_STEPS_PER_BYTE);
    }
  }

  private static String rule(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected ? rejected.first().rule().id() : null;
  }
}
