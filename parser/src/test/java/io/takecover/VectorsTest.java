package io.takecover;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verdicts of the corpus, as a reader without a JSON library sees them. The harness checks the
 * corpus itself; this is for the mutation run, which sees the tests of the library only.
 */
class VectorsTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  static List<String> vectors() throws IOException {
    List<String> lines = Files.readAllLines(CORPUS.resolve("vectors.json"));
    return lines.stream().filter(line -> line.startsWith("{\"id\":")).toList();
  }

  private static String field(String line, String name) {
    Matcher field = Pattern.compile('"' + name + "\":\"?([^\",}]*)").matcher(line);
    return field.find() ? field.group(1) : "";
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hasItsVerdict(String line) throws IOException {
    byte[] image = Files.readAllBytes(CORPUS.resolve(field(line, "file")));
    String name = field(line, "profile").toUpperCase(Locale.ROOT).replace('-', '_');
    Verdict verdict = Composefs.inspect(image, Limits.DEFAULT, Profile.valueOf(name));
    if (verdict instanceof Verdict.Accepted accepted) {
      assertThat(field(line, "expect")).isEqualTo("accept");
      assertThat(String.valueOf(accepted.canonical())).isEqualTo(field(line, "canonical"));
    } else if (verdict instanceof Verdict.Rejected rejected) {
      Violation first = rejected.first();
      assertThat(first.rule().id() + " at " + first.offset())
          .isEqualTo(field(line, "rule") + " at " + field(line, "offset"));
      assertThat(first.field()).isEqualTo(field(line, "field"));
    }
  }
}
