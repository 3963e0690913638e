package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims about images that are accepted: they hold of the corpus, and not of wrong verdicts. */
class AcceptedClaimsTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  @Test
  void allHoldOfTheCorpus() throws IOException, RejectedException {
    Map<Rule, Integer> notes = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    for (String folder : List.of("native/valid", "erofs/valid")) {
      for (Path file : files(CORPUS.resolve(folder))) {
        Trial trial = new Trial(Files.readAllBytes(file));
        trial.inspect();
        if (trial.isAccepted()) {
          ChunkClaims.hold(trial);
          NoteClaims.hold(trial);
          NoteClaims.differenceIsTold(trial);
          LimitClaims.hold(trial);
          LargeChunkClaims.hold(trial);
          trial.accepted().notes().forEach(note -> notes.merge(note.rule(), 1, Integer::sum));
        }
      }
    }
    assertThat(notes)
        .containsKeys(
            NativeRule.KERNEL_UNMOUNTABLE, TreeRule.NLINK_ABOVE_NAMES, TreeRule.LINK_SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "path-missing, PAYLOAD_MISSING",
    "directories-share-chunk, VDATA_SHARED",
    "directory-off-unaligned-by-1, DIRENT_CHUNK_ALIGNMENT"
  })
  void malformedChunksAreNotAccepted(String name, String rule) throws IOException {
    byte[] bytes = Files.readAllBytes(CORPUS.resolve("native/malformed/" + name + ".img"));
    Trial trial = new Trial(bytes, accepted(List.of()));
    ClaimFailure failure = catchThrowableOfType(ClaimFailure.class, () -> ChunkClaims.hold(trial));
    assertThat(failure.claim()).isEqualTo(Claim.CHUNKS_APART);
    assertThat(failure.rule()).isEqualTo(rule);
  }

  @Test
  void anImageThatIsWrongIsNotAcceptedWithALargeChunk() throws IOException {
    byte[] bytes = Files.readAllBytes(CORPUS.resolve("native/malformed/path-missing.img"));
    Trial trial = new Trial(bytes, accepted(List.of()));
    ClaimFailure failure =
        catchThrowableOfType(ClaimFailure.class, () -> LargeChunkClaims.hold(trial));
    assertThat(failure.claim()).isEqualTo(Claim.LARGE_CHUNK_TOLD);
    assertThat(failure.rule()).isEqualTo("PAYLOAD_MISSING");
  }

  @Test
  void noNoteMayBeLackingOrTooMuch() throws IOException {
    int lacking = 0;
    for (Path file : files(CORPUS.resolve("native/valid"))) {
      Trial trial = new Trial(Files.readAllBytes(file));
      trial.inspect();
      for (Rule rule : List.of(NativeRule.KERNEL_UNMOUNTABLE, TreeRule.NLINK_ABOVE_NAMES)) {
        boolean isNoted = isNoted(trial.accepted(), rule);
        List<Violation> notes = isNoted ? List.of() : List.of(note(rule));
        Trial wrong = new Trial(trial.bytes(), accepted(trial.accepted(), notes));
        ClaimFailure failure =
            catchThrowableOfType(ClaimFailure.class, () -> NoteClaims.hold(wrong));
        assertThat(failure.claim()).isEqualTo(Claim.NOTES_DUE);
        lacking += isNoted ? 1 : 0;
      }
    }
    assertThat(lacking).isPositive();
  }

  private static boolean isNoted(Verdict.Accepted accepted, Rule rule) {
    return accepted.notes().stream().anyMatch(it -> it.rule() == rule);
  }

  private static Violation note(Rule rule) {
    return new Violation(rule, 0, "image", 0);
  }

  @Test
  void whereAnInodeIsNumberedIsTold() throws IOException {
    int told = 0;
    for (Path file : files(CORPUS.resolve("erofs/valid"))) {
      Trial trial = new Trial(Files.readAllBytes(file));
      trial.inspect();
      if (trial.verdict() instanceof Verdict.Accepted accepted) {
        NoteClaims.hold(trial);
        Rule rule = TreeRule.NUMBERED_AT_FIRST_NAME;
        boolean isTold = isNoted(accepted, rule);
        List<Violation> wrong = isTold ? List.of() : List.of(note(rule));
        ClaimFailure failure =
            catchThrowableOfType(
                ClaimFailure.class, () -> NoteClaims.ofTree(accepted.image(), wrong));
        assertThat(failure.claim()).isEqualTo(Claim.NOTES_DUE);
        told += isTold ? 1 : 0;
      }
    }
    assertThat(told).isPositive();
  }

  @Test
  void aLimitThatIsNotMetOrDoesNotBindIsAFailure() throws IOException {
    byte[] bytes = Files.readAllBytes(CORPUS.resolve("native/valid/fifo.img"));
    LimitClaims claims = new LimitClaims(bytes);
    Limits met = Limits.DEFAULT.withTreeDepth(0);
    Limits less = Limits.DEFAULT.withChunkBytes(1);
    claims.binds(met, less, NativeRule.CHUNK_SIZE);
    for (Limits wrong : List.of(met, Limits.DEFAULT.withImageBytes(1))) {
      ClaimFailure failure =
          catchThrowableOfType(
              ClaimFailure.class, () -> claims.binds(met, wrong, NativeRule.CHUNK_SIZE));
      assertThat(failure.claim()).isEqualTo(Claim.LIMITS_BIND);
    }
    assertThat(
            catchThrowableOfType(
                    ClaimFailure.class, () -> claims.binds(less, less, NativeRule.CHUNK_SIZE))
                .rule())
        .isEqualTo("CHUNK_SIZE");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  private static Verdict.Accepted accepted(List<Violation> notes) {
    return new Verdict.Accepted(Format.NATIVE, 1, null, null, Verdict.Comparison.SAME, notes, 0);
  }

  private static Verdict.Accepted accepted(Verdict.Accepted like, List<Violation> notes) {
    return new Verdict.Accepted(
        like.format(), 1, like.image(), like.origins(), like.comparison(), notes, like.steps());
  }
}
