package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The estimate, worked out by hand. */
class SurvivalTest {
  /** Found after 1, 3 and 5 seconds; given up at 2 and at 10. */
  static final String TRIALS =
      """
      [{"fault":"A","configuration":"plain","chance":1,"detector":"c","seconds":1.0,"cap":10},
       {"fault":"A","configuration":"plain","chance":2,"detector":null,"seconds":2.0,"cap":2},
       {"fault":"B","configuration":"plain","chance":1,"detector":"c","seconds":5.0,"cap":10},
       {"fault":"B","configuration":"plain","chance":2,"detector":"d","seconds":3.0,"cap":10},
       {"fault":"B","configuration":"plain","chance":3,"detector":null,"seconds":10.2,"cap":10},
       {"fault":"B","configuration":"other","chance":1,"seconds":4.0,"cap":4}]
      """;

  private static JsonNode trials() throws Exception {
    return new ObjectMapper().readTree(TRIALS);
  }

  @Test
  void whatEndedUnfoundLeavesTheOthersAtRisk() throws Exception {
    Survival plain = Survival.of(trials()).get(0);
    List<double[]> curve = plain.curve();
    assertThat(curve.stream().map(point -> point[0])).containsExactly(0.0, 1.0, 3.0, 5.0, 10.0);
    assertThat(curve.get(1)[1]).isCloseTo(4 / 5.0, within(1e-12));
    assertThat(curve.get(2)[1]).isCloseTo(4 / 5.0 * 2 / 3, within(1e-12));
    assertThat(curve.get(3)[1]).isCloseTo(4 / 5.0 * 2 / 3 / 2, within(1e-12));
    assertThat(curve.get(4)[1]).isEqualTo(curve.get(3)[1]);
    assertThat(plain.secondsTo(0.5)).isEqualTo(5);
    assertThat(plain.secondsTo(0.1)).isNaN();
    assertThat(plain.text()).isEqualTo("plain: 3 of 5 found, half within 5 s");
  }

  @Test
  void configurationsStandApart() throws Exception {
    Survival other = Survival.of(trials()).get(1);
    assertThat(other.text()).isEqualTo("other: 0 of 1 found, less than half");
    assertThat(other.curve().get(other.curve().size() - 1)).containsExactly(4, 1);
  }

  @Test
  void theSectionHasACurveForEachAndATableOfFaults() throws Exception {
    String html = TrialSection.of(trials());
    assertThat(html)
        .contains("id=\"survival\"", "<desc", "plain: 3 of 5 found", "class=\"line s1\"");
    assertThat(html).contains(">2 of 3, 4<", ">1 of 2<", ">0 of 1<");
  }
}
