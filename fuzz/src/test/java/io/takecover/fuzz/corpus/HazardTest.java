package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What costs others more than its size costs us no more than so many steps a byte, at any size. */
class HazardTest {
  private static final double MOST_STEPS_PER_BYTE = 2;

  @ParameterizedTest
  @EnumSource
  void workIsLinear(Hazard hazard) throws RejectedException {
    for (int number : new int[] {500, 1000, 2000}) {
      byte[] image = Composefs.write(hazard.of(number), Format.EROFS, Limits.DEFAULT);
      Verdict verdict = Composefs.inspect(image, Limits.DEFAULT);
      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      double perByte = (double) verdict.steps() / image.length;
      assertThat(perByte).as(hazard + " of " + number).isLessThan(MOST_STEPS_PER_BYTE);
    }
  }
}
