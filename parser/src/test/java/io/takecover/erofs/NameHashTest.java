package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameHashTest {

  /** Known answers of xxHash32, around each boundary of its loops. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, 02cc5d05",
    "'', 633577615, 1ea5407f",
    "a, 0, 550d7456",
    "abc, 0, 32d153ff",
    "abcd, 0, a3643705",
    "abcde, 0, 9738f19b",
    "0123456789abcde, 0, 1dbdfa0f",
    "0123456789abcdef, 0, c2c45b69",
    "0123456789abcdefg, 0, cc79b217",
    "0123456789abcdef0123456789abcdef!, 633577621, 10267597"
  })
  void knownAnswers(String text, int seed, String hex) {
    byte[] padded = ("xx" + text + "x").getBytes(StandardCharsets.US_ASCII);
    int hash = NameHash.hash(ByteView.of(padded), 2, text.length(), seed);
    assertThat(Integer.toHexString(hash)).isEqualTo(hex.replaceFirst("^0+", ""));
  }

  @ParameterizedTest
  @CsvSource({"selinux, 6, 11", "overlay.metacopy, 4, 31", "'', 2, 30"})
  void filterBit(String name, int index, int bit) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    assertThat(NameHash.filterBit(ByteView.of(bytes), 0, bytes.length, index)).isEqualTo(1 << bit);
  }
}
