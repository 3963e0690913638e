package io.takecover.dump;

import static io.takecover.dump.DumpDefect.PLAIN;
import static io.takecover.dump.DumpDefect.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that ascend are not looked up, and nobody can tell. */
class PathTableTest {
  private static final String FILE = " 0 100644" + PLAIN;
  private static final String DIRECTORY = " 0 40755" + PLAIN;

  private static DumpRule ruleOf(String text) {
    DumpVerdict verdict = Composefs.readDump(DumpDefect.bytes(text), Limits.DEFAULT, false);
    return verdict instanceof DumpVerdict.Rejected rejected
        ? (DumpRule) rejected.first().rule()
        : null;
  }

  /** Letters in capitals are directories. */
  @ParameterizedTest
  @CsvSource({
    "a a, DUPLICATE",
    "a b a, DUPLICATE",
    "a b b, DUPLICATE",
    "b a b, DUPLICATE",
    "c b a c, DUPLICATE",
    "c a b b, DUPLICATE",
    "A A, DUPLICATE",
    "A B A, DUPLICATE",
    "B A c B, DUPLICATE",
    "b A, ",
    "a b c, ",
    "c b a, ",
    "B a C, ",
    "A A/a A/b b, ",
    "A A/b A/a A/b, DUPLICATE",
    "A A/a b A/a, DUPLICATE",
    "A A/a b A/b A/a, DUPLICATE",
    "A A/a b A/b a A/c, ",
    "b b/a, PARENT_TYPE",
    "b c b/a, PARENT_TYPE",
    "c b b/a, PARENT_TYPE",
    "b a/a, PARENT_MISSING",
    "A A/b A/b/c, PARENT_TYPE",
    "A A/b A/c A/a/c, PARENT_MISSING"
  })
  void inAnyOrder(String names, DumpRule rule) {
    StringBuilder text = new StringBuilder(ROOT);
    for (String name : List.of(names.split(" ", -1))) {
      boolean isDirectory = Character.isUpperCase(name.charAt(name.length() - 1));
      text.append('/').append(name).append(isDirectory ? DIRECTORY : FILE);
    }
    assertThat(ruleOf(text.toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/b", "/c", "/D/a", "/D/b"})
  void linksFindWhatAscended(String target) {
    String two = " 0 100644 2 0 0 0 0.0 - - -\n";
    StringBuilder text = new StringBuilder(ROOT);
    text.append("/D").append(DIRECTORY);
    for (String name : new String[] {"/D/a", "/D/b", "/a", "/b", "/c"}) {
      text.append(name).append(name.equals(target) ? two : FILE);
    }
    String link = "/d 0 @100644 2 0 0 0 0.0 ";
    assertThat(ruleOf(text + link + target + " - -\n")).isNull();
    assertThat(ruleOf(text + link + target + "a - -\n")).isEqualTo(DumpRule.LINK_MISSING);
  }

  /** Names of few letters in a few directories, of which at last one comes again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void atRandom(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(ROOT);
    Set<String> seen = new HashSet<>();
    String path;
    for (int i = 0; i < 4; i++) {
      text.append("/D").append(i).append(DIRECTORY);
    }
    boolean mostlyAscends = seed % 2 == 0;
    for (int i = 0; ; i++) {
      boolean ascends = mostlyAscends && random.nextInt(20) > 0;
      String name = ascends ? "%05d".formatted(i) : "%05d".formatted(random.nextInt(3000));
      path = "/D" + random.nextInt(4) + "/" + name;
      text.append(path).append(FILE);
      if (!seen.add(path)) {
        break;
      }
    }
    DumpVerdict verdict =
        Composefs.readDump(DumpDefect.bytes(text.toString()), Limits.DEFAULT, false);
    DumpVerdict.Rejected rejected = (DumpVerdict.Rejected) verdict;
    assertThat(rejected.first().rule()).isEqualTo(DumpRule.DUPLICATE);
    assertThat(rejected.first().offset()).isEqualTo(text.lastIndexOf(path + " "));
    int last = text.lastIndexOf(path + " ");
    assertThat(ruleOf(text.substring(0, last))).isNull();
  }
}
