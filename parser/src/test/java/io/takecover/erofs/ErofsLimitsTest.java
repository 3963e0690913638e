package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import org.junit.jupiter.api.Test;

/** The largest that EROFS holds, and what is a little more. */
class ErofsLimitsTest {
  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  @Test
  void externalFileOf1024Chunks() throws RejectedException {
    TestTree.Node file = ErofsTrees.external(root, "f", 1L << 53);
    write();
    file.set(Part.SIZE, (1L << 53) + 1);
    refused(ErofsRule.CHUNK_COUNT, "tree.size", (1L << 53) + 1);
    file.set(Part.SIZE, -1);
    refused(ErofsRule.CHUNK_COUNT, "tree.size", -1);
  }

  @Test
  void contentOf5000Bytes() throws RejectedException {
    TestTree.Node file = ErofsTrees.content(root, "f", 5000);
    write();
    file.set(Part.SIZE, 4999);
    refused(ErofsRule.CONTENT_LENGTH, "tree.size", 4999);
    file.content("x".repeat(5001)).set(Part.SIZE, 5001);
    refused(ErofsRule.CONTENT_SIZE, "tree.content", 5001);
  }

  @Test
  void redirectOf4095Bytes() throws RejectedException {
    TestTree.Node file = ErofsTrees.external(root, "f", 1).payload("p".repeat(4094));
    write();
    file.payload("p".repeat(4095));
    refused(ErofsRule.REDIRECT, "tree.payload", 4096);
  }

  @Test
  void xattrsOf32767Bytes() throws RejectedException {
    TestTree.Node file = ErofsTrees.external(root, "f", 1).xattr("user.a", "x".repeat(16000));
    int left = 32767 - 12 - 2 * (7 + 6) - 16000;
    file.xattr("user.b", "x".repeat(left));
    write();
    root.node("g", FileType.FIFO)
        .xattr("user.a", "y".repeat(16000))
        .xattr("user.b", "x".repeat(left + 1));
    refused(ErofsRule.XATTR_SPACE, "inode.i_xattr_icount", 32768);
  }

  @Test
  void xattrsOfTheFirstInodeThatHasTooMany() {
    root.xattr("user.a", "x".repeat(33000));
    root.node("f", FileType.FIFO).xattr("user.a", "y".repeat(34000));
    refused(ErofsRule.XATTR_SPACE, "inode.i_xattr_icount", 12 + 7 + 6 + 33000);
  }

  @Test
  void keyOf255Bytes() throws RejectedException {
    root.xattr("trusted." + "t".repeat(247), "").xattr("trusted.overlay." + "o".repeat(231), "");
    write();
    root.xattr("trusted.overlay." + "p".repeat(232), "");
    refused(ErofsRule.KEY_LENGTH, "tree.key_length", 256);
  }

  @Test
  void keyOfAnAccessControlList() throws RejectedException {
    root.xattr("system.posix_acl_access", "").xattr("system.posix_acl_default", "");
    assertThat(header(write()) & 1).isOne();
    root.xattr("system.posix_acl_defaults", "");
    refused(ErofsRule.ACL_SUFFIX, "tree.key", 25);
  }

  @Test
  void keyByWhichWhiteoutsAreMarked() throws RejectedException {
    root.file("f", "p").xattr("user.overlay.opaque", "y").xattr("trusted.overlay.opaque", "y");
    write();
    for (String key : new String[] {"whiteout", "whiteouts"}) {
      for (String prefix : new String[] {"trusted", "user"}) {
        TestTree marked = new TestTree();
        marked.root().directory("d").xattr(prefix + ".overlay." + key, "");
        Violation found = refusal(marked).violation();
        assertThat(found.rule()).isEqualTo(ErofsRule.WHITEOUT_KEY);
      }
    }
  }

  @Test
  void whiteoutOfOneName() throws RejectedException {
    TestTree.Node whiteout = ErofsTrees.whiteout(root, "w");
    write();
    whiteout.set(Part.NLINK, 2);
    refused(ErofsRule.WHITEOUT_NLINK, "tree.nlink", 2);
    whiteout.set(Part.NLINK, 1);
    root.link("a", whiteout);
    refused(ErofsRule.WHITEOUT_NLINK, "tree.target", 1);
  }

  @Test
  void copiesOfTheLimit() {
    Copies copies = new Copies(ByteSink.keeping(16));
    ByteView source = ByteView.of(new byte[1]);
    RejectedException thrown =
        catchThrowableOfType(
            RejectedException.class, () -> copies.add(source, 0, Limits.LARGEST_IMAGE + 1));
    assertThat(thrown.violation())
        .isEqualTo(new Violation(LimitRule.IMAGE_SIZE, 0, "image", Limits.LARGEST_IMAGE + 1));
  }

  @Test
  void imageOfTheLimit() throws RejectedException {
    Image image = tree.image();
    long size = write().length;
    Limits limits = Limits.DEFAULT.withImageBytes(size);
    ErofsWriter.write(image, 0, new Budget(limits, 4096));
    Budget less = new Budget(limits.withImageBytes(size - 1), 4096);
    RejectedException thrown =
        catchThrowableOfType(RejectedException.class, () -> ErofsWriter.write(image, 0, less));
    assertThat(thrown.violation()).isEqualTo(new Violation(LimitRule.IMAGE_SIZE, 0, "image", size));
  }

  /** It is refused at the first inode that lies behind the limit, not when all are placed. */
  @Test
  void imageOverTheLimitIsNotPlanned() {
    Image image = tree.image();
    Budget budget = new Budget(Limits.DEFAULT.withImageBytes(4096), 4096);
    RejectedException thrown =
        catchThrowableOfType(RejectedException.class, () -> ErofsWriter.write(image, 0, budget));
    assertThat(thrown.violation().found()).isEqualTo(4096 + 32);
  }

  /**
   * Values of one length under one key: for each eight bytes of a value a step for each of the four
   * files, one where a file has the same as another, and one where the two are put in order.
   */
  @Test
  void valuesCostAStepAWord() throws RejectedException {
    assertThat(stepsOfSharedValues(1600) - stepsOfSharedValues(800)).isEqualTo((4 + 2 + 1) * 100);
    assertThat(stepsOfSharedValues(808) - stepsOfSharedValues(800)).isEqualTo(4 + 2 + 1);
  }

  private static long stepsOfSharedValues(int length) throws RejectedException {
    TestTree shared = new TestTree();
    for (String name : new String[] {"f1", "f2", "g1", "g2"}) {
      String value = "v".repeat(length - 1) + name.charAt(0);
      shared.root().node(name, FileType.FIFO).xattr("user.a", value);
    }
    Image image = shared.image();
    Budget budget = StoredImage.budget(image);
    ErofsWriter.write(image, 0, budget);
    return budget.steps();
  }

  /** Every xattr of a different length but the same start costs its bytes, not their square. */
  @Test
  void workIsLinear() throws RejectedException {
    for (int i = 0; i < 2000; i++) {
      TestTree.Node file = root.node("f" + i, FileType.FIFO);
      for (int k = 0; k < 10; k++) {
        file.xattr("user.k" + k, "x".repeat(200) + i / 2);
      }
    }
    Image image = tree.image();
    Budget budget = new Budget(Limits.DEFAULT, image.bytes().size());
    ErofsWriter.write(image, 0, budget);
    assertThat(budget.steps()).isLessThan(3 * image.bytes().size());
  }

  @Test
  void versionIs0To2AndEachInodeHasAPrimaryName() {
    Image image = tree.image();
    assertThatThrownBy(() -> ErofsWriter.write(image, 3, StoredImage.budget(image)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ErofsWriter.write(image, -1, StoredImage.budget(image)))
        .isInstanceOf(IllegalArgumentException.class);
    TestTree twice = new TestTree();
    twice.root().entry("b", twice.root().node("a", FileType.FIFO), true);
    Image twiceNamed = twice.image();
    assertThatThrownBy(() -> ErofsWriter.write(twiceNamed, 0, StoredImage.budget(twiceNamed)))
        .isInstanceOf(IllegalArgumentException.class);
    root.link("a", tree.orphan(FileType.FIFO));
    Image nameless = tree.image();
    assertThatThrownBy(() -> ErofsWriter.write(nameless, 0, StoredImage.budget(nameless)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long header(byte[] image) {
    return ByteView.of(image).get(ErofsLayout.HEADER_FLAGS, 0);
  }

  private byte[] write() throws RejectedException {
    Image image = tree.image();
    return ErofsWriter.write(image, 0, StoredImage.budget(image));
  }

  private void refused(Rule rule, String field, long found) {
    assertThat(refusal(tree).violation())
        .isEqualTo(new Violation(rule, Violation.NOWHERE, field, found));
  }

  private static RejectedException refusal(TestTree tree) {
    Image image = tree.image();
    return catchThrowableOfType(
        RejectedException.class, () -> ErofsWriter.write(image, 0, StoredImage.budget(image)));
  }
}
