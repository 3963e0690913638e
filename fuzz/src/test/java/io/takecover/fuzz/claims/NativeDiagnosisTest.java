package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.nativefmt.NativeRule;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeDiagnosisTest {
  private static final Path MALFORMED = Path.of("..", "corpus", "native", "malformed");

  @Test
  void eachVerdictOfTheCorpusIsRight() throws IOException, RejectedException {
    List<Path> files;
    try (Stream<Path> list = Files.list(MALFORMED)) {
      files = list.toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      Trial trial = new Trial(Files.readAllBytes(file));
      trial.inspect();
      NativeDiagnosis.hold(trial);
      NativeDiagnosis.treeIsRight(trial);
    }
  }

  /** What a reader says that lacks the rule which refuses the image. */
  @ParameterizedTest
  @CsvSource({
    "sb-vdata-offset-one-above, INODE_TABLE_SIZE, 8, sb.vdata_offset, VDATA_OFFSET_ALIGNMENT",
    "path-missing, VDATA_TAIL, 512, vdata, PAYLOAD_MISSING",
    "digest-len-1, DIGEST_RANGE, 308, inode.digest.len, DIGEST_LENGTH",
    "dir-count-zero, REACHABLE, 224, inode.st_mode, DIRENT_COUNT_ZERO",
    "directories-share-chunk, VDATA_TAIL, 512, vdata, VDATA_SHARED",
    "directory-off-unaligned-by-1, VDATA_GAP, 512, vdata, DIRENT_CHUNK_ALIGNMENT",
    "dirent-name-len-zero, NAMES_ASCEND, 512, dirent.name_offset, NAME_LENGTH",
    "inode-mode-type-11, VARIABLE_DATA_TYPE, 284, inode.variable_data.len, MODE_TYPE",
    "directory-len-12, DIRENT_CHUNK_ALIGNMENT, 180, inode.variable_data.off, DIRENT_CHUNK_TOO_SHORT",
    "directory-with-two-parents, DIRECTORY_NLINK, 132, inode.st_nlink, ONE_PARENT",
    "fifo-nlink-zero, NLINK_BELOW_NAMES, 228, inode.st_nlink, NLINK_ZERO"
  })
  void theRuleThatIsPassedOverIsNamed(
      String name, String other, long offset, String field, String rule) throws IOException {
    byte[] bytes = Files.readAllBytes(MALFORMED.resolve(name + ".img"));
    Trial trial = new Trial(bytes, rejected(other, offset, field));
    ClaimFailure failure =
        catchThrowableOfType(ClaimFailure.class, () -> NativeDiagnosis.hold(trial));
    assertThat(failure.claim()).isEqualTo(Claim.NATIVE_DIAGNOSIS);
    assertThat(failure.rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "orphan-at-end, NUMBERING, orphan",
    "orphan-directory, NUMBERING, orphan",
    "directory-len-zero, VDATA_GAP, orphan"
  })
  void aWrongTreeIsNotRefusedForItsLayout(String name, String other, String wrong)
      throws IOException {
    byte[] bytes = Files.readAllBytes(MALFORMED.resolve(name + ".img"));
    Trial trial = new Trial(bytes, rejected(other, 128, "inode.st_mode"));
    ClaimFailure failure =
        catchThrowableOfType(ClaimFailure.class, () -> NativeDiagnosis.treeIsRight(trial));
    assertThat(failure.rule()).isEqualTo(wrong);
  }

  private static Verdict.Rejected rejected(String name, long offset, String field) {
    Rule rule =
        Stream.<Rule>concat(Stream.of(NativeRule.values()), Stream.of(TreeRule.values()))
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new Verdict.Rejected(Format.NATIVE, List.of(new Violation(rule, offset, field, 0)), 0);
  }
}
