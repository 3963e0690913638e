package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Format;
import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.EditScript;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
  private static final int NONE = -1;

  @Test
  void idsAreUniqueAndSentencesEnd() {
    assertThat(Arrays.stream(Claim.values()).map(Claim::id).toList()).doesNotHaveDuplicates();
    assertThat(Claim.values()).allMatch(claim -> claim.sentence().endsWith("."));
  }

  @Test
  void allHoldOfValidAndOfEditedImages() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] script = new byte[1 + random.nextInt(12)];
      random.nextBytes(script);
      Claims.allOfBytes(EditScript.image(script));
    }
    for (int i = 0; i < 300; i++) {
      byte[] script = new byte[1 + random.nextInt(12)];
      random.nextBytes(script);
      Claims.allOfBytes(EditScript.erofsImage(script));
    }
  }

  @Test
  void textsComeBack() {
    String root = "/ 4096 40755 2 0 0 0 1.0 - - -\n";
    List<String> texts =
        List.of(
            "", root, root + "/f 5 100644 1 0 0 0 1.0 ab/cd - - user.a=\\x00b\n", root + "/l\n");
    for (String text : texts) {
      Claims.ofText(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void aTreeThatIsRefusedInBetweenIsAFailure() {
    Image wrong = tree(builder -> builder.set(1, Part.NLINK, 0));
    assertThatThrownBy(() -> Claims.ofConversion(wrong))
        .isInstanceOfSatisfying(
            ClaimFailure.class,
            failure -> {
              assertThat(failure.claim()).isEqualTo(Claim.CONVERT_KEEPS);
              assertThat(failure.rule()).isEqualTo("erofs");
            });
  }

  @Test
  void whichClaimsAreCheckedDependsOnTheBytesOnly() {
    for (Claim claim : Claim.values()) {
      int due = 0;
      for (int i = 0; i < 4096; i++) {
        byte[] bytes = {(byte) i, (byte) (i >> 8)};
        boolean isDue = claim.isDue(new Trial(bytes));
        assertThat(claim.isDue(new Trial(bytes.clone()))).isEqualTo(isDue);
        due += isDue ? 1 : 0;
      }
      assertThat(due).isPositive();
    }
  }

  @Test
  void aRefusedTreeIsAFailureThatNamesTheRule() {
    Image wrong = tree(builder -> builder.set(1, Part.NLINK, 0));
    assertThatThrownBy(() -> Claims.ofTree(wrong, Format.NATIVE))
        .isInstanceOfSatisfying(
            ClaimFailure.class,
            failure -> {
              assertThat(failure.claim()).isEqualTo(Claim.ROUND_TRIP);
              assertThat(failure.rule()).isEqualTo("NLINK_ZERO");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "1, NLINK, 0, nlink",
    "0, NLINK, 7, directory-nlink",
    "1, MODE, 33188, empty-file",
    "1, UID, 4294967295, owner",
    "1, MTIME_NANOSECONDS, 1000000000, mtime",
    "1, RDEV, 1, rdev",
    "0, MODE, 41471, root"
  })
  void theNaiveTreeSeesWhatIsWrong(int inode, Part part, long value, String rule) {
    Image wrong = tree(builder -> builder.set(inode, part, value));
    assertInvariant(wrong, rule);
  }

  @Test
  void theNaiveTreeSeesOrderCyclesAndParents() {
    assertInvariant(named("b", "a"), "sorted");
    assertInvariant(named("a", "a"), "sorted");
    assertInvariant(named("a", ".."), "sorted");
    assertInvariant(named("..", "a"), "dots");
    assertInvariant(named("a/b", "b"), "name-bytes");
    assertInvariant(directories(0, 2, 1), "root-name");
    assertInvariant(directories(1, 2, 1), "one-parent");
    assertInvariant(directories(NONE, 2, 1), "cycle");
    assertInvariant(directories(1, NONE, NONE), "orphan");
    assertInvariant(directories(NONE, NONE, 1), "detached");
  }

  @Test
  void lookingUpSeesNamesOutOfOrder() {
    LookupClaims.hold(named("a", "b"));
    assertThatThrownBy(() -> LookupClaims.hold(named("b", "a")))
        .isInstanceOfSatisfying(
            ClaimFailure.class, failure -> assertThat(failure.rule()).isEqualTo("not-found"));
  }

  private static void assertInvariant(Image image, String rule) {
    assertThatThrownBy(() -> TreeInvariants.hold(image, true))
        .isInstanceOfSatisfying(
            ClaimFailure.class,
            failure -> {
              assertThat(failure.claim()).isEqualTo(Claim.TREE_INVARIANTS);
              assertThat(failure.rule()).isEqualTo(rule);
            });
  }

  /** A root and a symlink {@code a} in it, with something changed. */
  private static Image tree(Consumer<ImageBuilder> change) {
    ImageBuilder builder = builder("a");
    inode(builder, FileType.DIRECTORY, 2);
    int link = inode(builder, FileType.SYMLINK, 1);
    builder.setPayload(link, 0, 1);
    builder.beginEntries(Image.ROOT);
    builder.setPrimary(builder.addEntry(Image.ROOT, 0, 1, link), true);
    change.accept(builder);
    return builder.build();
  }

  /** A root with two fifos. */
  private static Image named(String first, String second) {
    ImageBuilder builder = builder(first + second);
    inode(builder, FileType.DIRECTORY, 2);
    inode(builder, FileType.FIFO, 1);
    inode(builder, FileType.FIFO, 1);
    builder.beginEntries(Image.ROOT);
    int one = builder.addEntry(Image.ROOT, 0, first.length(), 1);
    int two = builder.addEntry(Image.ROOT, first.length(), second.length(), 2);
    builder.setPrimary(one, true);
    builder.setPrimary(two, true);
    return builder.build();
  }

  /** Three directories, each with one entry at most, which names the directory given. */
  private static Image directories(int inRoot, int inFirst, int inSecond) {
    ImageBuilder builder = builder("d");
    int[] targets = {inRoot, inFirst, inSecond};
    for (int target : targets) {
      inode(builder, FileType.DIRECTORY, target == NONE ? 2 : 3);
    }
    for (int directory = 0; directory < targets.length; directory++) {
      if (targets[directory] != NONE) {
        builder.beginEntries(directory);
        builder.setPrimary(builder.addEntry(directory, 0, 1, targets[directory]), true);
      }
    }
    return builder.build();
  }

  private static ImageBuilder builder(String names) {
    return new ImageBuilder(ByteView.of(names.getBytes(StandardCharsets.ISO_8859_1)), 4);
  }

  private static int inode(ImageBuilder builder, FileType type, long nlink) {
    int inode = builder.addInode();
    builder.set(inode, Part.MODE, (long) type.number() << 12 | 0755);
    builder.set(inode, Part.NLINK, nlink);
    return inode;
  }
}
