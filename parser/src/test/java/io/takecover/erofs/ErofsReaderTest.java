package io.takecover.erofs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks each rule of the format by an edit of an image that is right. */
class ErofsReaderTest {
  private static final Set<Kind> REFUSING =
      EnumSet.of(Kind.MALFORMED, Kind.UNSUPPORTED, Kind.INVALID);

  static Stream<Defect> defects() {
    return ErofsDefects.all();
  }

  /** What other profiles ask for; {@link VariantTest} breaks these. */
  private static final Set<ErofsRule> OF_VARIANTS =
      EnumSet.of(
          ErofsRule.V2_INODE,
          ErofsRule.V2_TIME,
          ErofsRule.V2_LINK,
          ErofsRule.V2_ONLY,
          ErofsRule.OVERLAY_DIFFERS);

  /** What is left are notes and other encodings. */
  @Test
  void everyRuleThatCanOnlyRefuseHasADefect() {
    Set<Rule> broken =
        defects()
            .map(defect -> defect.expected().rule())
            .filter(rule -> rule instanceof ErofsRule)
            .collect(toSet());
    assertThat(broken)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ErofsRule.values())
                .filter(rule -> REFUSING.contains(rule.kind()))
                .filter(rule -> !OF_VARIANTS.contains(rule) && !rule.bindsWriting())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsFoundWhereItIs(Defect defect) {
    for (Profile profile : List.of(Profile.STRICT, Profile.CANONICAL, Profile.LENIENT_V3)) {
      assertThat(Inspection.rejected(defect.image(), profile).violations())
          .containsExactly(defect.expected());
    }
  }

  /** Nothing says where such a map is, so a reader can only guess; it is told. */
  @Test
  void mapOfChunksInABlockIsTold() {
    ErofsPatch patch = ErofsEdgeDefects.mapInABlock();
    long file = patch.inode("/z");
    ErofsLayout field = ErofsLayout.EXTENDED_I_U;
    assertThat(Inspection.accepted(patch.bytes(), Profile.STRICT).notes())
        .contains(
            new Violation(
                ErofsRule.CHUNK_MAP_SPILLS,
                file + field.offset(),
                field.path(),
                patch.get(field, file)));
  }
}
