package io.takecover.fuzz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.dump.DumpRule;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ClosedInputs;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.Rule;
import io.takecover.sign.SignatureRule;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationsTest {
  private final Ablations ablations;

  AblationsTest() throws Exception {
    Places places = Places.around(Path.of(""));
    ablations = new Ablations(places, Corpus.open(places.corpus()));
  }

  @Test
  void withoutItsCheckAMagicNumberMayBeAny() throws Exception {
    AblationRow row = ablations.ofCorpus(NativeRule.MAGIC);
    assertThat(row.outcomes()).containsOnlyKeys(Outcome.ACCEPTED);
    assertThat(row.noticed()).isEqualTo(row.vectors().size()).isPositive();
  }

  @Test
  void aRangeThatIsNotCheckedIsRead() throws Exception {
    AblationRow row = ablations.ofCorpus(ErofsRule.XATTR_RANGE);
    assertThat(row.outcomes()).containsKey(Outcome.THROWN + "IndexOutOfBoundsException");
    assertThat(row.detectors()).containsKey("only-refuses");
  }

  @Test
  void aCheckOfAnyCatalogueCanBeTakenOut() throws Exception {
    for (Rule rule :
        List.of(
            TreeRule.NAME_SLASH,
            DumpRule.TRAILING_SPACE,
            SignatureRule.ATTACHED,
            ErofsRule.NAME_FILTER)) {
      AblationRow row = ablations.ofCorpus(rule);
      assertThat(row.noticed()).as(rule.name()).isEqualTo(row.vectors().size()).isPositive();
      assertThat(row.outcomes()).as(rule.name()).containsKey(Outcome.ACCEPTED);
    }
  }

  @Test
  void aFuzzerThatKnowsNoMalformedInputFindsWhatIsMissing() throws Exception {
    AblationRow row = ablations.ofCorpus(TreeRule.NAME_SLASH);
    AblationRow fuzzed = ablations.ofFuzzers(TreeRule.NAME_SLASH, row, 1, 60);
    assertThat(fuzzed.isFound()).isTrue();
    assertThat(fuzzed.fuzz().detector()).isEqualTo("tree-invariants");
    assertThat(fuzzed.fuzz().executions()).isPositive();
  }

  @Test
  void whatAFuzzerFindsIsKeptForARuleThatHasNoInput(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("vectors.json"), "{\"vectors\": []}");
    Places places = Places.around(Path.of(""));
    Ablations without = new Ablations(places, Corpus.open(folder));
    AblationRow row = without.ofCorpus(SignatureRule.EXPIRED);
    assertThat(row.noticed()).isZero();
    AblationRow kept = without.keep(SignatureRule.EXPIRED, row, 60);
    assertThat(kept.vectors()).hasSize(1);
    assertThat(kept.outcomes()).containsOnlyKeys(Outcome.FAILS);
    assertThat(kept.detectors()).containsOnlyKeys("signature-verdict");
    ClosedInputs.Closed closed = new ClosedInputs(folder).list().get(0);
    assertThat(closed.without()).isEqualTo("S-034 EXPIRED");
    assertThat(kept.vectors().get(0)).endsWith("/" + closed.name());
    assertThat(new Ablations(places, Corpus.open(folder)).ofCorpus(SignatureRule.EXPIRED))
        .isEqualTo(kept);
  }

  @Test
  void everyRuleHasATargetThatComesByIt() {
    for (Rule rule : Rule.catalogue()) {
      assertThat(Ablations.targets(rule))
          .as(rule.name())
          .isSubsetOf(Targets.regular())
          .isNotEmpty();
    }
  }

  @Test
  void whatWasMeasuredIsNotMeasuredAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("ablation.json");
    AblationRow row = ablations.ofCorpus(NativeRule.VERSION);
    open(file).put(row);
    AblationTable again = open(file);
    assertThat(again.row(NativeRule.VERSION)).contains(row);
    assertThat(again.row(NativeRule.MAGIC)).isEmpty();
    assertThat(again.summary())
        .startsWith("1 rules; 1 have inputs")
        .endsWith("each rule is missed");
    assertThat(Evidence.read(file).data().path(EvidenceRows.ROWS)).hasSize(1);
    assertThat(Evidence.read(file).command()).isEqualTo("fuzz/takecover bench ablate");
  }

  /** No rule is redundant: the corpus has an input that gets another verdict without its check. */
  @Test
  void eachRuleIsMissedInTheStoredTable() throws Exception {
    AblationTable stored = open(ProjectFolder.root().resolve("fuzz/evidence/ablation.json"));
    for (Rule rule : Rule.catalogue()) {
      AblationRow row = stored.row(rule).orElseThrow();
      assertThat(row.noticed()).as(rule.name()).isPositive();
      assertThat(row.detected()).as(rule.name()).isPositive();
      assertThat(row.isFuzzed(5)).as(rule.name()).isTrue();
    }
  }

  private static AblationTable open(Path file) throws IOException {
    return AblationTable.open(file, "takecover", "fuzz/takecover bench ablate");
  }
}
