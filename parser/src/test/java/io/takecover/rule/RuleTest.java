package io.takecover.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.LimitRule;
import io.takecover.dump.DumpRule;
import io.takecover.nativefmt.NativeRule;
import io.takecover.sign.SignatureRule;
import io.takecover.store.StoreRule;
import io.takecover.tree.TreeRule;
import io.takecover.verity.VerityRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue, and the form of what is in it. */
class RuleTest {
  static Stream<Rule> rules() {
    return Rule.catalogue().stream();
  }

  @Test
  void catalogueHasEveryConstantOfEveryEnum() {
    assertThat(Rule.catalogue())
        .contains(LimitRule.values())
        .contains(NativeRule.values())
        .contains(TreeRule.values())
        .doesNotHaveDuplicates();
    assertThat(Rule.class.getPermittedSubclasses()).allMatch(Class::isEnum);
    assertThat(Rule.catalogue())
        .hasSize(
            Arrays.stream(Rule.class.getPermittedSubclasses())
                .mapToInt(permitted -> permitted.getEnumConstants().length)
                .sum());
  }

  @Test
  void ruleIsFoundByItsIdInAnyCase() {
    assertThat(Rule.find("N-003")).contains(NativeRule.MAGIC);
    assertThat(Rule.find("n-003")).contains(NativeRule.MAGIC);
    assertThat(Rule.find("n-0591")).contains(TreeRule.DEPTH);
    assertThat(Rule.find("l-001")).contains(LimitRule.IMAGE_SIZE);
    assertThat(Rule.find("N-002")).contains(NativeRule.IMAGE_TOO_SHORT);
  }

  @Test
  void unknownIdsAreNotFound() {
    assertThat(Rule.find("N-999")).isEmpty();
    assertThat(Rule.find("")).isEmpty();
    assertThat(Rule.find("N-00")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void idIsALetterAndANumber(Rule rule) {
    assertThat(rule.id()).matches("[A-Z]-[0-9]{3,4}");
    assertThat(Rule.find(rule.id()).orElseThrow().id()).isEqualTo(rule.id());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void titleIsOneSentenceForOneLine(Rule rule) {
    assertThat(rule.title()).isNotBlank().hasSizeLessThanOrEqualTo(110);
    assertThat(rule.title())
        .doesNotEndWith(".")
        .doesNotContain("\n", "  ")
        .isEqualTo(rule.title().trim());
    assertThat(rule.title().charAt(0)).as("first letter").matches(c -> !Character.isUpperCase(c));
    assertThat(rule.anchor()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatRefusesIsAWeaknessOrSaysThatItIsNone(Rule rule) {
    assertThat(rule.cwe()).isNotNull();
    assertThat(rule.kind()).isNotNull();
    if (rule.kind() == Kind.NONCANONICAL) {
      assertThat(rule.cwe()).isEqualTo(Cwe.NONE);
    }
    assertThat(rule.name()).matches("[A-Z][A-Z0-9_]+");
  }

  /** Digests, signatures and stores stand beside an image, and a dump is none. */
  @ParameterizedTest
  @MethodSource("rules")
  void imagesAreBoundByTheRulesOfImages(Rule rule) {
    boolean isBeside =
        rule instanceof DumpRule
            || rule instanceof VerityRule
            || rule instanceof SignatureRule
            || rule instanceof StoreRule;
    assertThat(rule.bindsImages()).isNotEqualTo(isBeside);
  }

  @Test
  void rulesOfOneIdShareTheirDocument() {
    for (Rule rule : Rule.catalogue()) {
      assertThat(Rule.find(rule.id()).orElseThrow().anchor()).isEqualTo(rule.anchor());
    }
  }

  @ParameterizedTest
  @EnumSource
  void weaknessIsNamedByItsNumber(Cwe cwe) {
    assertThat(cwe.name()).isEqualTo(cwe.number() == 0 ? "NONE" : "CWE_" + cwe.number());
    assertThat(cwe.title()).isNotBlank();
  }

  @Test
  void violationReadsAsALine() {
    Violation violation = new Violation(NativeRule.MAGIC, 4, "sb.magic", -1);
    assertThat(violation.foundHex()).isEqualTo("0xffffffffffffffff");
    assertThat(violation.toString()).startsWith("N-003 (sb.magic = 0xffffffffffffffff): ");
    RejectedException refusal = new RejectedException(violation);
    assertThat(refusal.violation()).isSameAs(violation);
    assertThat(refusal.getMessage()).isEqualTo(violation.toString());
    assertThat(refusal.getStackTrace()).isEmpty();
    assertThat(new Violation(NativeRule.MAGIC, 4, "sb.magic", 0).foundHex()).isEqualTo("0x0");
  }
}
