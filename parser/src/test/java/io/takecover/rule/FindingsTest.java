package io.takecover.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.LimitRule;
import io.takecover.fixture.Refusal;
import io.takecover.nativefmt.NativeRule;
import io.takecover.tree.TreeRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a profile makes of a breach, and what of it is kept. */
class FindingsTest {
  private static final Rule MALFORMED = NativeRule.MAGIC;
  private static final Rule NONCANONICAL = NativeRule.CANONICAL_VDATA;
  private static final Rule NOTE = NativeRule.KERNEL_UNMOUNTABLE;
  private static final Rule OLD_FAULT = NativeRule.INODE_UNUSED;

  private static Violation at(Rule rule, long offset) {
    return new Violation(rule, offset, "field", 0);
  }

  @ParameterizedTest
  @CsvSource({
    "MAGIC, true, true, true",
    "VDATA_GAP, true, true, true",
    "EXPANSION, true, true, true",
    "CANONICAL_VDATA, false, true, false",
    "KERNEL_UNMOUNTABLE, false, false, false",
    "INODE_UNUSED, true, true, false",
    "NUMBERING, true, true, true",
  })
  void profileRefuses(NativeRule rule, boolean strict, boolean canonical, boolean lenient) {
    assertThat(Profile.STRICT.refuses(rule)).isEqualTo(strict);
    assertThat(Profile.CANONICAL.refuses(rule)).isEqualTo(canonical);
    assertThat(Profile.LENIENT_V3.refuses(rule)).isEqualTo(lenient);
  }

  @Test
  void lenientToleratesOrphansButNoOrphanDirectory() {
    assertThat(Profile.LENIENT_V3.refuses(TreeRule.REACHABLE)).isFalse();
    assertThat(Profile.LENIENT_V3.refuses(TreeRule.DIRECTORY_REACHABLE)).isTrue();
    assertThat(Profile.STRICT.refuses(TreeRule.REACHABLE)).isTrue();
  }

  @Test
  void onlyTheFaultsOfTheFirstWriterAreTolerated() {
    assertThat(Rule.catalogue().stream().filter(Rule::isFaultOfTheFirstWriter))
        .containsExactlyInAnyOrder(NativeRule.INODE_UNUSED, TreeRule.REACHABLE);
  }

  @Test
  void violationsAreKeptUpToTheCapAndNeverDisplaced() {
    Findings findings = new Findings(Profile.STRICT, 2);
    assertThat(findings.isRefusing()).isFalse();
    assertThat(findings.isFull()).isFalse();
    findings.add(at(MALFORMED, 1));
    assertThat(findings.isRefusing()).isTrue();
    assertThat(findings.isFull()).isFalse();
    assertThat(findings.wants(MALFORMED)).isTrue();
    findings.add(at(MALFORMED, 2));
    assertThat(findings.isFull()).isTrue();
    assertThat(findings.wants(MALFORMED)).isFalse();
    findings.add(at(LimitRule.WORK, 3));
    assertThat(findings.violations()).containsExactly(at(MALFORMED, 1), at(MALFORMED, 2));
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void noteIsKeptOnceForEachRule() {
    Findings findings = new Findings(Profile.STRICT, 1);
    assertThat(findings.wants(NOTE)).isTrue();
    findings.add(at(NOTE, 1));
    assertThat(findings.wants(NOTE)).isFalse();
    findings.add(at(NOTE, 2));
    assertThat(findings.wants(NONCANONICAL)).isTrue();
    findings.note(at(NONCANONICAL, 3));
    findings.note(at(NONCANONICAL, 4));
    assertThat(findings.wants(NONCANONICAL)).isFalse();
    assertThat(findings.notes()).containsExactly(at(NOTE, 1), at(NONCANONICAL, 3));
    assertThat(findings.isRefusing()).isFalse();
    assertThat(findings.wants(MALFORMED)).isTrue();
  }

  @Test
  void notesAreKeptWhenNoViolationIsAnyMore() {
    Findings findings = new Findings(Profile.STRICT, 1);
    findings.add(at(MALFORMED, 1));
    assertThat(findings.wants(NOTE)).isTrue();
    findings.add(at(NOTE, 2));
    assertThat(findings.notes()).containsExactly(at(NOTE, 2));
  }

  @Test
  void refusalIsThrownOrNoted() throws RejectedException {
    Findings strict = new Findings(Profile.STRICT, 4);
    assertThat(Refusal.of(() -> strict.refuse(at(OLD_FAULT, 9)))).isEqualTo(at(OLD_FAULT, 9));
    assertThat(strict.isRefusing()).isFalse();
    assertThat(strict.notes()).isEmpty();
    Findings lenient = new Findings(Profile.LENIENT_V3, 4);
    lenient.refuse(at(OLD_FAULT, 9));
    lenient.refuse(at(OLD_FAULT, 10));
    assertThat(lenient.notes()).containsExactly(at(OLD_FAULT, 9));
    assertThat(lenient.isRefusing()).isFalse();
  }

  @Test
  void firstDeferredBreachCountsWhenSettled() {
    Findings findings = new Findings(Profile.STRICT, 4);
    findings.defer(at(NativeRule.VDATA_GAP, 1));
    findings.defer(at(NativeRule.VDATA_TAIL, 2));
    assertThat(findings.isRefusing()).isFalse();
    assertThat(findings.violations()).isEmpty();
    findings.settle();
    assertThat(findings.isRefusing()).isTrue();
    assertThat(findings.violations()).containsExactly(at(NativeRule.VDATA_GAP, 1));
  }

  @Test
  void deferredBreachGivesWayToAnother() {
    Findings findings = new Findings(Profile.STRICT, 4);
    findings.defer(at(NativeRule.VDATA_GAP, 1));
    findings.add(at(MALFORMED, 2));
    findings.settle();
    assertThat(findings.violations()).containsExactly(at(MALFORMED, 2));
  }

  @Test
  void deferredBreachThatIsToleratedIsNotedAtOnce() {
    Findings findings = new Findings(Profile.STRICT, 4);
    findings.defer(at(NONCANONICAL, 1));
    assertThat(findings.notes()).containsExactly(at(NONCANONICAL, 1));
    findings.settle();
    assertThat(findings.isRefusing()).isFalse();
  }

  @Test
  void nothingDeferredSettlesToNothing() {
    Findings findings = new Findings(Profile.CANONICAL, 4);
    findings.settle();
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.profile()).isEqualTo(Profile.CANONICAL);
  }

  @ParameterizedTest
  @EnumSource
  void listsAreCopies(Profile profile) {
    Findings findings = new Findings(profile, 4);
    var before = findings.violations();
    var notesBefore = findings.notes();
    findings.add(at(MALFORMED, 1));
    findings.note(at(NOTE, 1));
    assertThat(before).isEmpty();
    assertThat(notesBefore).isEmpty();
  }
}
