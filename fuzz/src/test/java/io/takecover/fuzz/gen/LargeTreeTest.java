package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.tree.TreeRule;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeTreeTest {
  private static final int FILES = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19, 20, 21, 1999, 2000, FILES})
  void isAcceptedWithNoNoteButOfLinks(int files) throws Exception {
    Verdict verdict = Composefs.inspect(write(files, files), Limits.DEFAULT);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> {
              assertThat(accepted.canonical()).isTrue();
              assertThat(accepted.notes())
                  .allMatch(note -> note.rule() == TreeRule.NUMBERED_AT_FIRST_NAME);
              assertThat(accepted.image().inodeCount()).isEqualTo(1 + files / 20 + files);
            });
  }

  /** Figures that were measured once can be measured again only on the same bytes. */
  @Test
  void isTheSameEverywhere() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(write(1000, 1));
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("382ad5a4de80882e3b2dee98ec19da5e158479fa08a93fa9e43072f6745e49bf");
    assertThat(write(1000, 2)).isNotEqualTo(write(1000, 1));
  }

  /** A systematic slip, such as no symlinks at all, would make every figure wrong. */
  @Test
  void hasTheShapeOfAnOperatingSystem() {
    Image image = LargeTree.of(FILES, 1);
    assertThat(share(image, i -> image.type(i) == FileType.SYMLINK)).isBetween(6.0, 7.5);
    assertThat(share(image, image::hasDigest)).isBetween(75.0, 85.0);
    assertThat(share(image, i -> image.xattrCount(i) > 0)).isBetween(9.0, 11.0);
    assertThat(image.entryCount()).isEqualTo(image.inodeCount() - 1 + FILES / 2000);
    assertThat(IntStream.range(0, image.inodeCount()).map(image::entryCount).max().getAsInt())
        .isGreaterThan(400);
    double nameLength =
        IntStream.range(0, image.entryCount()).map(image::nameLength).average().getAsDouble();
    assertThat(nameLength).isBetween(11.0, 15.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, LargeTree.MOST_FILES + 1})
  void refusesOtherCounts(int files) {
    assertThatThrownBy(() -> LargeTree.of(files, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Of a hundred inodes. */
  private static double share(Image image, IntPredicate has) {
    return 100.0 * IntStream.range(0, image.inodeCount()).filter(has).count() / image.inodeCount();
  }

  private static byte[] write(int files, long seed) throws Exception {
    return Composefs.write(LargeTree.of(files, seed), Format.NATIVE, Limits.DEFAULT);
  }
}
