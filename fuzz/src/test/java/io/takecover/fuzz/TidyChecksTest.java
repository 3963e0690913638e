package io.takecover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.tidy.ClassCheck;
import io.takecover.fuzz.tidy.Classes;
import io.takecover.fuzz.tidy.Source;
import io.takecover.fuzz.tidy.SourceCheck;
import io.takecover.fuzz.tidy.bad.BytesIndexed;
import io.takecover.fuzz.tidy.bad.Clean;
import io.takecover.fuzz.tidy.bad.MutableStatic;
import io.takecover.fuzz.tidy.bad.Narrowing;
import io.takecover.fuzz.tidy.bad.Printing;
import io.takecover.fuzz.tidy.bad.RawMemory;
import io.takecover.fuzz.tidy.bad.WideCatch;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A check that cannot fail keeps no rule: each one meets something bad here, and something that is
 * not.
 */
class TidyChecksTest {
  private static final String LINE = "  int a;\n";

  @ParameterizedTest
  @EnumSource
  void classCheckFindsEachBadThing(ClassCheck check) throws IOException {
    // Exhaustive switches: a new check without a bad thing does not compile.
    Class<?> bad =
        switch (check) {
          case BYTES_INDEXED -> BytesIndexed.class;
          case RAW_MEMORY -> RawMemory.class;
          case NARROWING -> Narrowing.class;
          case WIDE_CATCH -> WideCatch.class;
          case MUTABLE_STATIC -> MutableStatic.class;
          case PRINTING -> Printing.class;
          case TARGET_ENTRY -> Clean.class;
        };
    int expected =
        switch (check) {
          case BYTES_INDEXED -> 5;
          case RAW_MEMORY -> 3;
          case NARROWING -> 2;
          case WIDE_CATCH -> 4;
          case MUTABLE_STATIC -> 8;
          case PRINTING -> 3;
          case TARGET_ENTRY -> 1;
        };
    assertThat(findings(check, bad)).hasSize(expected);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TARGET_ENTRY")
  void classCheckPassesWhatIsAllowed(ClassCheck check) throws IOException {
    assertThat(findings(check, Clean.class)).isEmpty();
  }

  @Test
  void placeIsClassMethodAndLine() throws IOException {
    assertThat(findings(ClassCheck.PRINTING, Printing.class).get(0))
        .matches("io\\.takecover\\.fuzz\\.tidy\\.bad\\.Printing\\.print:\\d+ uses System\\.out");
  }

  @Test
  void scopesAreTheOnesOfTheRules() {
    assertThat(ClassCheck.BYTES_INDEXED.appliesTo("io/takecover/nativefmt/NativeReader")).isTrue();
    assertThat(ClassCheck.BYTES_INDEXED.appliesTo("io/takecover/Composefs")).isTrue();
    assertThat(ClassCheck.BYTES_INDEXED.appliesTo("io/takecover/bytes/ByteView")).isFalse();
    assertThat(ClassCheck.WIDE_CATCH.appliesTo("io/takecover/bytes/ByteView")).isTrue();
    assertThat(ClassCheck.WIDE_CATCH.appliesTo("io/takecover/fuzz/targets/CanaryFuzzer")).isTrue();
    assertThat(ClassCheck.WIDE_CATCH.appliesTo("io/takecover/fuzz/triage/Replay")).isFalse();
    assertThat(ClassCheck.PRINTING.appliesTo("io/takecover/fuzz/cli/Main")).isFalse();
    assertThat(ClassCheck.MUTABLE_STATIC.appliesTo("io/takecover/fuzz/cli/Main")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void sourceCheckFindsTheBadThingAndPassesTheNextBestOne(SourceCheck check) throws IOException {
    String bad =
        switch (check) {
          case FILE_LENGTH -> type(LINE.repeat(398));
          case METHOD_LENGTH -> type("  void m() {\n" + LINE.repeat(69) + "  }\n");
          case LINE_LENGTH -> type("  // " + "x".repeat(106) + "\n");
          case DISABLED_TEST -> type("  @org.junit.jupiter.api.Disabled void m() {}\n");
          case UNFINISHED -> type("  // TO" + "DO: later\n");
          case TARGET_LENGTH -> type(LINE.repeat(16));
        };
    String good =
        switch (check) {
          case FILE_LENGTH -> type(LINE.repeat(397));
          case METHOD_LENGTH -> type("  void m() {\n" + LINE.repeat(68) + "  }\n");
          case LINE_LENGTH -> type("  // " + "x".repeat(105) + "\n");
          case DISABLED_TEST -> type("  @Test void m() {}\n");
          case UNFINISHED -> type("  // all done\n");
          case TARGET_LENGTH -> type(LINE.repeat(15) + "\n  // why\n  // it is so\n");
        };
    assertThat(check.findings(Source.of("A.java", bad))).hasSize(1);
    assertThat(check.findings(Source.of("A.java", good))).isEmpty();
  }

  @Test
  void initialisersAreMethodsToo() throws IOException {
    Source source = Source.of("A.java", type("  static {\n" + LINE.repeat(69) + "  }\n"));
    assertThat(SourceCheck.METHOD_LENGTH.findings(source))
        .containsExactly("A.java:3 an initialiser has 71 lines");
  }

  /** Three lines more than {@code body}. */
  private static String type(String body) {
    return "package io.takecover.fuzz.targets;\nclass A {\n" + body + "}\n";
  }

  private static List<String> findings(ClassCheck check, Class<?> type) throws IOException {
    Classes classes = Classes.of(type);
    return check.findings(classes.all().iterator().next(), classes);
  }
}
