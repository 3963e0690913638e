package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule refuses what breaks it, and says where. */
class DumpRuleTest {
  static List<DumpDefect> defects() {
    return DumpDefects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsRefused(DumpDefect defect) {
    DumpVerdict verdict = Composefs.readDump(defect.bytes(), Limits.DEFAULT, false);
    assertThat(verdict).isInstanceOf(DumpVerdict.Rejected.class);
    Violation first = ((DumpVerdict.Rejected) verdict).first();
    assertThat(first.rule()).isEqualTo(defect.rule());
    assertThat(first.offset()).isEqualTo(defect.offset());
  }

  /**
   * What is not tolerated is refused in both modes, and the lenient one says what it tolerates.
   * Where the C parser does not look at all, at the fields of a hard link, or sees something else,
   * behind an escape in a digest, there is nothing to say.
   */
  @ParameterizedTest
  @MethodSource("defects")
  void lenientModeRefusesWhatTheParserOfCRefuses(DumpDefect defect) {
    DumpVerdict verdict = Composefs.readDump(defect.bytes(), Limits.DEFAULT, true);
    if (verdict instanceof DumpVerdict.Accepted accepted) {
      boolean unseen = defect.text().contains("@") || defect.text().contains("\u00a7\\x30");
      assertThat(accepted.notes())
          .filteredOn(note -> note.rule() == defect.rule() && note.offset() == defect.offset())
          .hasSizeGreaterThanOrEqualTo(unseen ? 0 : 1);
    } else if (!defect.rule().isToleratedByC()) {
      Violation first = ((DumpVerdict.Rejected) verdict).first();
      assertThat(first.rule()).isEqualTo(defect.rule());
      assertThat(first.offset()).isEqualTo(defect.offset());
    }
  }

  @Test
  void everyRefusingRuleHasADefect() {
    Set<DumpRule> refusing =
        Arrays.stream(DumpRule.values())
            .filter(Profile.STRICT::refuses)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DumpRule.class)));
    DumpDefects.all().forEach(defect -> refusing.remove(defect.rule()));
    assertThat(refusing).isEmpty();
  }

  @Test
  void onlyWhatRefusesIsTolerated() {
    for (DumpRule rule : DumpRule.values()) {
      assertThat(!rule.isToleratedByC() || Profile.STRICT.refuses(rule)).as(rule.id()).isTrue();
    }
  }
}
