package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Chunk;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.Specimen;
import io.takecover.fixture.TestTree;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The native rules that are limits or notes, up to the limit and one over it. */
class NativeLimitsTest {
  /** 512 pages, as a position in a page and a length. */
  private static final int KERNEL_MOST = 512 * 4096;

  private static Violation at(NativeRule rule, int inode, NativeLayout field, long found) {
    return new Violation(rule, Patch.inodeAt(inode) + field.offset(), field.path(), found);
  }

  private static void assertLimit(
      byte[] image, Limits enough, Limits tooFew, Violation... expected) {
    assertThat(Inspection.accepted(image, enough, Profile.STRICT).notes()).isEmpty();
    assertThat(Inspection.rejected(image, tooFew, Profile.STRICT).violations())
        .containsExactly(expected);
  }

  @Test
  void smallestImageIsNoted() {
    byte[] image = new RawImage(1).directory(0).bytes();
    assertThat(image).hasSize(224);
    assertThat(Inspection.accepted(image, Profile.CANONICAL).notes())
        .containsExactly(new Violation(NativeRule.KERNEL_UNMOUNTABLE, 0, "image", 224));
  }

  @Test
  void directoryUpToTheLimit() {
    assertLimit(
        Specimen.image(),
        Limits.DEFAULT.withChunkBytes(82),
        Limits.DEFAULT.withChunkBytes(81),
        at(NativeRule.CHUNK_SIZE, Specimen.ROOT, NativeLayout.INODE_VARIABLE_DATA_LEN, 82));
  }

  @Test
  void xattrsUpToTheLimit() {
    TestTree tree = new TestTree();
    tree.root().xattr("user.a", "v".repeat(100));
    assertLimit(
        tree.write(),
        Limits.DEFAULT.withChunkBytes(112),
        Limits.DEFAULT.withChunkBytes(111),
        at(NativeRule.CHUNK_SIZE, 0, NativeLayout.INODE_XATTRS_LEN, 112));
  }

  @Test
  void payloadsAreNoChunks() {
    TestTree tree = new TestTree();
    tree.root().file("a", "p".repeat(18)).digest('D');
    assertThat(
            Inspection.accepted(tree.write(), Limits.DEFAULT.withChunkBytes(17), Profile.STRICT)
                .notes())
        .isEmpty();
  }

  /** The references of the specimen, in the order in which they are read, add up to 196. */
  @ParameterizedTest
  @CsvSource({
    "24, 0, INODE_XATTRS_OFF, 25",
    "31, 3, INODE_VARIABLE_DATA_OFF, 7",
    "63, 3, INODE_DIGEST_OFF, 32",
    "80, 3, INODE_XATTRS_OFF, 17",
    "81, 4, INODE_VARIABLE_DATA_OFF, 1",
    "163, 0, INODE_VARIABLE_DATA_OFF, 82",
    "195, 1, INODE_VARIABLE_DATA_OFF, 32",
  })
  void expansionUpToTheLimit(long limit, int inode, NativeLayout field, long found) {
    assertLimit(
        Specimen.image(),
        Limits.DEFAULT.withExpandedBytes(196),
        Limits.DEFAULT.withExpandedBytes(limit),
        at(NativeRule.EXPANSION, inode, field, found));
  }

  @Test
  void sharedBytesAreCountedEachTime() {
    TestTree tree = new TestTree();
    tree.root().file("a", "path");
    tree.root().file("b", "path");
    assertLimit(
        tree.write(),
        Limits.DEFAULT.withExpandedBytes(30 + 8),
        Limits.DEFAULT.withExpandedBytes(7),
        at(NativeRule.EXPANSION, 2, NativeLayout.INODE_VARIABLE_DATA_OFF, 4));
  }

  /** 33 xattrs, whose values fill up to the wanted size. */
  private static String xattrs(int size) {
    int count = 33;
    int left = size - 2 - count * (4 + 7);
    String[] keysAndValues = new String[2 * count];
    for (int k = 0; k < count; k++) {
      int value = Math.min(left, 0xffff);
      keysAndValues[2 * k] = String.format("user.%02d", k);
      keysAndValues[2 * k + 1] = "v".repeat(value);
      left -= value;
    }
    return RawImage.xattrs(keysAndValues);
  }

  /** What is mapped starts with the page in which the chunk starts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3000, 3759, 3760, 4095})
  void chunkThatTheKernelCannotMapIsNoted(int path) {
    RawImage before = new RawImage(2).directory(0, Dirent.file("a", 1));
    before.file(1, before.append("p".repeat(path)));
    long at = 320 + before.align("").at();
    int most = KERNEL_MOST - (int) (at % 4096);
    for (int size : new int[] {most, most + 1}) {
      RawImage raw = new RawImage(2).directory(0, Dirent.file("a", 1));
      raw.file(1, raw.append("p".repeat(path)));
      Chunk chunk = raw.align(xattrs(size));
      assertThat(chunk).isEqualTo(new Chunk(at - 320, size));
      byte[] image = raw.xattrs(1, chunk).bytes();
      if (size == most) {
        assertThat(Inspection.accepted(image, Profile.CANONICAL).notes()).isEmpty();
      } else {
        assertThat(Inspection.accepted(image, Profile.CANONICAL).notes())
            .containsExactly(
                at(NativeRule.KERNEL_UNREADABLE, 1, NativeLayout.INODE_XATTRS_LEN, size));
      }
    }
  }

  /** Each step of the specimen, by who takes it; no two chunks of it meet in the writer's table. */
  @Test
  void workIsPaidForWhereItIsDone() {
    int reader = 8 + (2 + 1) + (6 + 2) + 7 + 201 / 16;
    int tree = 2 * 8 + 8 + (6 + 4) + 8 + (7 + 1) + 3 + (6 + 6 + 10);
    int firstNames = 8;
    int numbers = 2 * 8 + 2 * 8 + 3;
    int chunks = 7 + 82 / 8 + 32 / 8 + 32 / 8 + 25 / 8 + 17 / 8;
    assertThat(Inspection.accepted(Specimen.image(), Profile.STRICT).steps())
        .isEqualTo(reader + tree + firstNames + numbers + chunks);
  }
}
