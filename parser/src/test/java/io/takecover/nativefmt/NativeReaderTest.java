package io.takecover.nativefmt;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Specimen;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks each rule of the format by an edit of an image that is right. */
class NativeReaderTest {
  private static final Set<Kind> REFUSING =
      EnumSet.of(Kind.MALFORMED, Kind.UNSUPPORTED, Kind.INVALID);

  static Stream<Defect> defects() {
    return NativeDefects.all();
  }

  /** What is left are limits, notes and other encodings, which have tests of their own. */
  @Test
  void everyRuleThatCanOnlyRefuseHasADefect() {
    Set<Rule> broken = defects().map(defect -> defect.expected().rule()).collect(toSet());
    assertThat(broken)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(NativeRule.values()).filter(rule -> REFUSING.contains(rule.kind())).toList());
  }

  @Test
  void specimenIsRightAndSaysNothing() {
    for (Profile profile : Profile.values()) {
      assertThat(Inspection.accepted(Specimen.image(), profile).canonical()).isTrue();
      assertThat(Inspection.notes(Specimen.image(), profile)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsFoundWhereItIs(Defect defect) {
    assertThat(Inspection.rejected(defect.image(), Profile.STRICT).violations())
        .containsExactly(defect.expected());
  }

  @ParameterizedTest
  @MethodSource("defects")
  void lenientToleratesNothingButUnusedWords(Defect defect) {
    if (defect.expected().rule() == NativeRule.INODE_UNUSED) {
      assertThat(Inspection.accepted(defect.image(), Profile.LENIENT_V3).notes())
          .containsExactly(defect.expected());
    } else {
      assertThat(Inspection.rejected(defect.image(), Profile.LENIENT_V3).first())
          .isEqualTo(defect.expected());
    }
  }
}
