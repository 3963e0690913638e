package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {
  private static final byte[] IMAGE = EditScript.image(new byte[] {3});

  /** What one edit did, one edit says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sb.version=2",
        "inode[0].st_mode=0x81a4",
        "inode[0].variable_data.len=0xffffffff",
        "truncate=200",
        "append=00112233",
        "insert[130]=aabbcc",
        "remove[0]=4"
      })
  void oneEditIsFoundAgain(String text) throws EditException {
    byte[] edited = Edit.apply(IMAGE, List.of(Edit.parse(text)));
    assertThat(Difference.edits(IMAGE, edited)).extracting(Edit::toString).containsExactly(text);
  }

  @Test
  void sameImageNeedsNoEdit() {
    assertThat(Difference.edits(IMAGE, IMAGE.clone())).isEmpty();
    assertThat(Difference.distance(IMAGE, IMAGE.clone())).isZero();
  }

  @Test
  void distanceCountsBytes() {
    assertThat(Difference.distance(new byte[] {1, 2, 3}, new byte[] {1, 9, 3})).isEqualTo(1);
    assertThat(Difference.distance(new byte[] {1, 2, 3}, new byte[] {1, 7, 7, 2, 3})).isEqualTo(2);
    assertThat(Difference.distance(new byte[0], new byte[] {5})).isEqualTo(1);
  }

  /** Whatever was done, the edits lead there, and their text means the same. */
  @Test
  void editsLeadToTheImage() throws EditException {
    Random random = new Random(4);
    for (int i = 0; i < 400; i++) {
      byte[] other = Arrays.copyOf(IMAGE, Math.max(1, IMAGE.length + random.nextInt(41) - 20));
      for (int k = random.nextInt(20); k > 0; k--) {
        other[random.nextInt(other.length)] = (byte) random.nextInt();
      }
      byte[] again = IMAGE;
      for (Edit edit : Difference.edits(IMAGE, other)) {
        again = Edit.apply(again, List.of(Edit.parse(edit.toString())));
      }
      assertThat(again).isEqualTo(other);
    }
  }
}
