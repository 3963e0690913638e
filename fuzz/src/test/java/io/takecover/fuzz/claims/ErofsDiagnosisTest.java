package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.erofs.ErofsRule;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.EditScript;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErofsDiagnosisTest {
  private static final Set<Profile> READ =
      EnumSet.of(Profile.STRICT, Profile.RS_V2, Profile.USERXATTR);

  /** What the parser says of an image under a profile. */
  private record Judged(String id, Blob image, Profile profile, Verdict verdict) {
    static Judged of(String id, byte[] bytes, Profile profile) {
      Verdict verdict = Composefs.inspect(bytes, Limits.DEFAULT, profile);
      return new Judged(id, Blob.of(bytes), profile, verdict);
    }

    Rule rule() {
      return verdict instanceof Verdict.Rejected rejected ? rejected.first().rule() : null;
    }

    void holds() {
      ErofsDiagnosis.hold(verdict, image.bytes(), profile);
    }

    /** The rule that the claim names where the parser had said something else. */
    void breaksWith(Verdict another, ErofsRule named) {
      assertThatThrownBy(() -> ErofsDiagnosis.hold(another, image.bytes(), profile))
          .as(id)
          .isInstanceOfSatisfying(
              ClaimFailure.class,
              failure -> {
                assertThat(failure.claim()).isEqualTo(Claim.FIRST_FAULT);
                assertThat(failure.rule()).isEqualTo(named.name());
              });
    }
  }

  private final List<Judged> corpus = new ArrayList<>();
  private Verdict.Accepted accepted;

  @BeforeAll
  void judge() throws IOException, CorpusException {
    Corpus all = Corpus.open(ProjectFolder.corpus());
    for (TestVector vector : all.vectors()) {
      byte[] bytes = all.read(vector);
      if (Composefs.formatOf(bytes) == Format.EROFS) {
        READ.forEach(profile -> corpus.add(Judged.of(vector.id(), bytes, profile)));
      }
    }
    accepted =
        corpus.stream()
            .map(Judged::verdict)
            .filter(Verdict.Accepted.class::isInstance)
            .map(Verdict.Accepted.class::cast)
            .filter(verdict -> verdict.notes().isEmpty())
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theSecondReaderAgreesOnTheCorpus() {
    assertThat(corpus).hasSizeGreaterThan(2000);
    corpus.forEach(Judged::holds);
    Set<ErofsRule> fired = EnumSet.noneOf(ErofsRule.class);
    for (Judged judged : corpus) {
      if (judged.rule() instanceof ErofsRule rule) {
        fired.add(rule);
      }
    }
    assertThat(fired).hasSizeGreaterThan(100);
  }

  @Test
  void itSeesThatAnImageShouldHaveBeenRefused() {
    for (Judged judged : corpus) {
      if (judged.rule() instanceof ErofsRule rule) {
        judged.breaksWith(accepted, rule);
      }
    }
  }

  @Test
  void itSeesThatAnotherRuleShouldHaveRefused() {
    for (Judged judged : corpus) {
      if (judged.rule() instanceof ErofsRule rule) {
        ErofsRule other = rule == ErofsRule.INOS ? ErofsRule.DOTS : ErofsRule.INOS;
        Violation violation = new Violation(other, 0, "", 0);
        Verdict another = new Verdict.Rejected(Format.EROFS, List.of(violation), 0);
        assertThatThrownBy(
                () -> ErofsDiagnosis.hold(another, judged.image().bytes(), judged.profile()))
            .as(judged.id())
            .isInstanceOf(ClaimFailure.class);
      }
    }
  }

  @Test
  void itSeesThatAValidImageIsRefusedAndThatANoteIsLacking() {
    Set<ErofsRule> lacking = EnumSet.noneOf(ErofsRule.class);
    for (Judged judged : corpus) {
      if (judged.verdict() instanceof Verdict.Accepted good) {
        Violation violation = new Violation(ErofsRule.DOTS, 0, "", 0);
        Verdict refused = new Verdict.Rejected(Format.EROFS, List.of(violation), 0);
        judged.breaksWith(refused, ErofsRule.DOTS);
        for (Violation note : good.notes()) {
          if (note.rule() instanceof ErofsRule rule && ErofsDiagnosis.NOTES.contains(rule)) {
            lacking.add(rule);
            judged.breaksWith(without(good, rule), rule);
          }
        }
      }
    }
    // No image of the corpus has so many shared xattrs of one inode.
    lacking.add(ErofsRule.SHARED_COUNT_MOST);
    assertThat(lacking).isEqualTo(ErofsDiagnosis.NOTES);
  }

  private static Verdict without(Verdict.Accepted good, ErofsRule rule) {
    return new Verdict.Accepted(
        good.format(),
        good.version(),
        good.image(),
        good.origins(),
        good.comparison(),
        good.notes().stream().filter(note -> note.rule() != rule).toList(),
        good.steps());
  }

  @Test
  void itAgreesOnEditedImages() {
    Random random = new Random(11);
    int rejected = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] script = new byte[1 + random.nextInt(24)];
      random.nextBytes(script);
      byte[] image = EditScript.erofsImage(script);
      if (Composefs.formatOf(image) == Format.EROFS) {
        for (Profile profile : READ) {
          Judged judged = Judged.of(Arrays.toString(script), image, profile);
          judged.holds();
          rejected += judged.rule() == null ? 0 : 1;
        }
      }
    }
    assertThat(rejected).isPositive();
  }
}
