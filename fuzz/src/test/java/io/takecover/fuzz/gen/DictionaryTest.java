package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  /** What libFuzzer reads: a name, and at most 64 bytes. */
  private static final Pattern LINE = Pattern.compile("[a-z_0-9]+=\"(\\\\x[0-9a-f]{2}){1,64}\"");

  private final List<String> lines = Dictionary.text().lines().toList();

  @Test
  void linesAreWhatTheFuzzerReads() {
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
  }

  @Test
  void noWordStandsTwice() {
    assertThat(lines.stream().map(line -> line.substring(line.indexOf('='))).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void wordsOfBothFormatsAreThere() {
    assertThat(lines)
        .contains(
            "magic=\"\\x9a\\x62\\x78\\xc0\"",
            "vdata_of_1=\"\\xe0\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"",
            "name=\"\\x2e\\x2e\"",
            "erofs_magic=\"\\xe2\\xe1\\xf5\\xe0\"",
            "metacopy=\"\\x00\\x24\\x00\\x01\"")
        .anyMatch(line -> line.endsWith("=\"\\xff\\xff\\xff\\xff\""))
        .anyMatch(line -> line.endsWith("=\"\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f\""));
  }
}
