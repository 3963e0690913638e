package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextGrammarTest {
  private static final Path TEXTS = Path.of("..", "corpus", "dump", "valid");
  private static final String ROOT = "/ 0 40755 2 0 0 0 0.0 - - -\n";

  @Test
  void acceptedTextsAreOfTheGrammar() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(TEXTS)) {
      files = list.toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      TextGrammar.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
  }

  /** A fuzzer found that the grammar knew modes of eight digits at most. */
  @Test
  void aModeMayHaveManyZerosInFront() {
    TextGrammar.of(ROOT.replace(" 40755", " " + "0".repeat(100) + "40755"));
  }

  @Test
  void aLinkMayWriteTheXattrsOfItsTargetInAnotherOrder() {
    String file = "/a 0 100644 2 0 0 0 0.0 - - - user.a=1 user.b=2\n";
    String link = "/b 0 @100644 2 0 0 0 0.0 /a - - user.b=2 user.\\x61=1\n";
    TextGrammar.of(ROOT + file + link);
  }

  @Test
  void aLinkMaySayAnySizeAndOwner() {
    String file = "/a 0 100644 2 0 0 0 0.0 - - -\n";
    String link = "/b 9223372036854775807 @100644 2 4294967295 4294967295 0 0.0 /a - -\n";
    String text = ROOT + file + link;
    TextGrammar.of(text);
    TextClaims.hold(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/a 0 100644 1 0 0 0 0.0 -  -, line",
        "\"/a 0 100644 1 0 0 0 0.0 - - - \", line",
        "/a 00 100644 1 0 0 0 0.0 - - -, line",
        "/a 0 100644 1 0 0 0 0 - - -, line",
        "/a\\q 0 100644 1 0 0 0 0.0 - - -, escape",
        "/a\\x2fb 0 100644 1 0 0 0 0.0 - - -, escaped-slash",
        "/a\\x00 0 100644 1 0 0 0 0.0 - - -, path",
        "/.. 0 100644 1 0 0 0 0.0 - - -, name",
        "//a 0 100644 1 0 0 0 0.0 - - -, name",
        "/a/b 0 100644 1 0 0 0 0.0 - - -, parent",
        "/a 0 644 1 0 0 0 0.0 - - -, mode",
        "/a 9007199254740993 100644 1 0 0 0 0.0 - - -, file-size",
        "/a 0 100644 1 4294967295 0 0 0.0 - - -, owner",
        "/a 0 100644 1 0 0 1 0.0 - - -, rdev",
        "/a 0 100644 1 0 0 0 01.0 - - -, seconds",
        "/a 0 100644 1 0 0 0 0.1000000000 - - -, nanoseconds",
        "/a 1 100644 1 0 0 0 0.0 b c -, content-and-payload",
        "/a 0 100644 1 0 0 0 0.0 b - -, empty-file",
        "/a 1 100644 1 0 0 0 0.0 /b - -, absolute",
        "/a 2 120777 1 0 0 0 0.0 b - -, target-size",
        "/a 0 10644 1 0 0 0 0.0 b - -, payload-type",
        "/a 2 100644 1 0 0 0 0.0 - b -, content-size",
        "/a 0 100644 1 0 0 0 0.0 - - - user.a, equals",
        "/a 0 100644 1 0 0 0 0.0 - - - user.a=1 user.a=2, key-twice",
        "/a 0 100644 2 0 0 0 0.0 - - -, link-count",
        "/a 0 @100644 1 0 0 0 0.0 /b - -, link-target"
      })
  void whatIsWrongIsNamed(String line, String wrong) {
    ClaimFailure failure =
        catchThrowableOfType(ClaimFailure.class, () -> TextGrammar.of(ROOT + line + "\n"));
    assertThat(failure.rule()).isEqualTo(wrong);
    assertThat(failure.claim()).isEqualTo(Claim.TEXT_GRAMMAR);
  }
}
