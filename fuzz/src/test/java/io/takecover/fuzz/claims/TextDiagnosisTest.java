package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.dump.DumpRule;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDiagnosisTest {
  private static final Path CORPUS = Path.of("..", "corpus", "dump");
  private static final String ROOT = "/ 0 40755 2 0 0 0 0.0 - - -\n";

  @ParameterizedTest
  @ValueSource(strings = {"malformed", "valid"})
  void eachVerdictOfTheCorpusIsRight(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(CORPUS.resolve(folder))) {
      files = list.toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      TextClaims.hold(Files.readAllBytes(file));
    }
  }

  /** What a reader says, of the second line if not of the first, that lacks a rule. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/a\\0 0 100644 1 0 0 0 0.0 - - -, 28, RAW_BYTE, RAW_NUL",
        "/a 0 100644 1 0 0 0 0.0 - - -\\r, 28, EMPTY_FILE_DATA, CARRIAGE_RETURN",
        "/a 0 100644 1 0 0 0 0.0 - -, 28, EMPTY_FILE_DATA, FIELD_COUNT",
        "/a 0 100644 1 0 0 0 0.0 - - -  user.a=1, 58, XATTR_EQUALS, XATTR_EMPTY",
        "/ 0 40755 2 0 0 0 0.0 - - -, 28, PAYLOAD_TYPE, ROOT_ONCE",
        "/../a 0 40755 2 0 0 0 0.0 - - -, 28, PARENT_MISSING, PATH_DOTS",
        "/a 0 @40755 2 0 0 0 0.0 /b - -, 28, LINK_MISSING, LINK_TO_DIRECTORY",
        "/a 0 @100644 2 0 0 0 0.0 / - -, 28, LINK_MISSING, LINK_TO_DIRECTORY",
        "/a 0 100644 1 0 0 0 0.0 - - -, 28, NAME_DOTS, NAME_DOTS",
        "/a 0 100644 1 0 0 0 0.0 - - -, 28, NAMES_DIFFER, NAMES_DIFFER",
        "/a 0 100644 1 0 0 0 0.0 - - -, 28, ONE_PARENT, ONE_PARENT"
      })
  void theRuleThatIsPassedOverIsNamed(String line, long offset, String other, String broken) {
    String text = ROOT + line.replace("\\0", "\0").replace("\\r", "\r") + "\n";
    assertThat(broken(text, other, offset)).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource({
    "/a 0 40755 2 0 0 0 0.0 - - -, PATH_ABSOLUTE, ROOT_FIRST",
    "/ 0 100644 2 0 0 0 0.0 - - -, LINK_COUNT, ROOT_TYPE",
    "/ 0 @40755 2 0 0 0 0.0 - - -, LINK_TO_DIRECTORY, ROOT_TYPE"
  })
  void theFirstLineIsTheRoots(String line, String other, String broken) {
    assertThat(broken(line + "\n" + ROOT, other, 0)).isEqualTo(broken);
    assertThat(broken(line + "\n" + ROOT, "TRAILING_SPACE", line.length() + 1)).isEqualTo(broken);
  }

  @Test
  void linksNameWhatIsNoLinkAndNoDirectory() {
    String file = "/a 0 100644 2 0 0 0 0.0 - - -\n";
    String link = "/b 0 @100644 2 0 0 0 0.0 /a - -\n";
    String chain = "/c 0 @100644 2 0 0 0 0.0 /b - -\n";
    int at = ROOT.length();
    assertThat(broken(ROOT + file + link + chain, "LINK_COUNT", at)).isEqualTo("LINK_CHAIN");
    String directory = "/d 0 40755 2 0 0 0 0.0 - - -\n";
    String toDirectory = "/e 0 @100644 2 0 0 0 0.0 /d - -\n";
    String text = ROOT + directory + toDirectory;
    assertThat(broken(text, "LINK_MODE", text.indexOf("/e"))).isEqualTo("LINK_TO_DIRECTORY");
  }

  @Test
  void capsBind() {
    TextLimitClaims.holdAll(ROOT);
    String textInNeedOfOneMoreByte = ROOT.substring(0, ROOT.length() - 1);
    ClaimFailure failure =
        catchThrowableOfType(
            ClaimFailure.class, () -> TextLimitClaims.holdAll(textInNeedOfOneMoreByte));
    assertThat(failure.claim()).isEqualTo(Claim.TEXT_LIMITS);
  }

  @Test
  void notesAreDueOrNotGiven() {
    String content = "/a 65 100644 1 0 0 0 0.0 - " + "c".repeat(65) + " -\n";
    Violation note = new Violation(DumpRule.CONTENT_LARGE, 0, "content", 65);
    TextGrammar.hold(ROOT + content, List.of(note));
    ClaimFailure lacking =
        catchThrowableOfType(ClaimFailure.class, () -> TextGrammar.hold(ROOT + content, List.of()));
    assertThat(lacking.rule()).isEqualTo("CONTENT_LARGE");
    String key = "/a 0 100644 1 0 0 0 0.0 - - - user.overlay.whiteout=\n";
    ClaimFailure whiteout =
        catchThrowableOfType(ClaimFailure.class, () -> TextGrammar.hold(ROOT + key, List.of()));
    assertThat(whiteout.rule()).isEqualTo("WHITEOUT_KEY");
  }

  private static String broken(String text, String other, long offset) {
    Rule rule =
        Stream.<Rule>concat(Stream.of(DumpRule.values()), Stream.of(TreeRule.values()))
            .filter(it -> it.name().equals(other))
            .findFirst()
            .orElseThrow();
    Violation violation = new Violation(rule, offset, "line", 0);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    String characters = new String(bytes, StandardCharsets.ISO_8859_1);
    ClaimFailure failure =
        catchThrowableOfType(
            ClaimFailure.class, () -> TextDiagnosis.hold(characters, List.of(violation)));
    assertThat(failure.claim()).isEqualTo(Claim.TEXT_DIAGNOSIS);
    return failure.rule();
  }
}
