package io.takecover.fuzz.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Rule;
import io.takecover.tree.TreeRule;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of the ledger are counts of what is there. */
class LedgerPartsTest {
  /** Who adds a rule says what it relates. */
  @ParameterizedTest
  @ValueSource(classes = {NativeRule.class, ErofsRule.class, TreeRule.class})
  void theTableHasEachRuleOnceAndNoOther(Class<? extends Rule> type) throws Exception {
    List<String> named = new ArrayList<>();
    for (Constraints.Reach reach : Constraints.Reach.values()) {
      named.addAll(Constraints.read().names(type, reach));
    }
    List<String> rules = Arrays.stream(type.getEnumConstants()).map(Rule::name).toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(rules);
  }

  @Test
  void constraintsAcrossFieldsAreThoseOfMoreThanOne() throws Exception {
    Constraints constraints = Constraints.read();
    int own = constraints.names(NativeRule.class, Constraints.Reach.FIELD).size();
    assertThat(constraints.acrossFields(NativeRule.class))
        .isEqualTo(NativeRule.values().length - own);
  }

  @Test
  void aReaderIsNotItsWriter() throws Exception {
    ReaderCode code = ReaderCode.of("io/takecover/nativefmt/NativeReader");
    assertThat(code.names())
        .contains("io/takecover/nativefmt/VdataSweep", "io/takecover/nativefmt/NativeRule")
        .doesNotContain("io/takecover/nativefmt/NativeWriter")
        .allMatch(name -> name.startsWith("io/takecover/nativefmt/"));
    assertThat(code.edges()).isGreaterThan(code.names().size());
  }

  @Test
  void turnedBitsAreRefusedOrMeanAnotherTree() throws Exception {
    byte[] image = Files.readAllBytes(ProjectFolder.corpus().resolve("native/valid/one-file.img"));
    BitFaults faults = BitFaults.of(image);
    assertThat(faults.tried()).isEqualTo(8 * image.length);
    assertThat(faults.accepted()).isBetween(1, faults.tried() - 1);
    assertThat(faults.unnoticed()).isZero();
    assertThatThrownBy(() -> BitFaults.of(new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rulesThatNoClaimMissesAreCountedForTheirFormat() throws Exception {
    String rows =
        """
        [{"rule":"N-003","name":"MAGIC","vectors":["a","b"],"detectors":{"":2}},
         {"rule":"N-004","name":"VERSION","vectors":["a","b"],"detectors":{"":1,"rewrites":1}},
         {"rule":"N-005","name":"VDATA_OFFSET_RANGE","vectors":[],"detectors":{}},
         {"rule":"E-010","name":"MAGIC","vectors":["c"],"detectors":{"":1}},
         {"rule":"E-013","name":"BLOCK_SIZE","vectors":["c"],"detectors":{"":1},"fuzz":{"found":1}},
         {"rule":"E-012","name":"FEATURE_COMPAT","vectors":["c"],"detectors":{"":1}},
         {"rule":"N-047","name":"NAME_SLASH","vectors":["c"],"detectors":{"":1}}]
        """;
    SilentRules silent = SilentRules.of(new ObjectMapper().readTree(rows));
    assertThat(silent.ofNative()).isEqualTo(1);
    assertThat(silent.ofErofs()).isEqualTo(2);
  }

  @Test
  void costsAreInstructionsAndTheirShareOfTime() throws Exception {
    AtomicLong now = new AtomicLong();
    JsonNode costs = RuleCosts.of(() -> now.getAndAdd(1000));
    assertThat(costs.path("native").path("nanoseconds").toString()).isEqualTo("[1000,1000,1000]");
    long all = 0;
    for (JsonNode row : costs.path("rules")) {
      all += row.path("native").asLong();
    }
    assertThat(costs.path("native").path("forRules").asLong()).isEqualTo(all).isPositive();
    assertThat(costs.path("native").path("instructions").asLong()).isGreaterThan(all);
    assertThat(CostSection.of(costs)).contains("id=\"rule-costs\"", "N-060 PAYLOAD_RELATIVE");
  }
}
