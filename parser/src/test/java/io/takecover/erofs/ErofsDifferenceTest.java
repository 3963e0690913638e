package io.takecover.erofs;

import static io.takecover.erofs.Differences.told;
import static io.takecover.erofs.Differences.toldInode;
import static io.takecover.erofs.ErofsPatch.SB;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Images that the strict reader accepts and that the writer would not write, and the rule that each
 * is told by: the one that explains the difference, not the first byte that shows it.
 */
class ErofsDifferenceTest {
  private static final ErofsLayout FORMAT = ErofsLayout.COMPACT_I_FORMAT;
  private static final ErofsLayout ADDRESS = ErofsLayout.COMPACT_I_U;
  private static final ErofsLayout NID = ErofsLayout.DIRENT_NID;
  private static final ErofsLayout INO = ErofsLayout.COMPACT_I_INO;

  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  private ErofsPatch written() {
    return ErofsPatch.of(ErofsSpecimen.write(tree, 0));
  }

  @Test
  void nothingIsSaidOfWhatTheWriterWrites() {
    for (ErofsTrees each : ErofsTrees.values()) {
      for (int version = 0; version < 2; version++) {
        assertThat(new StoredImage(each.tree(), version).difference()).as("%s", each).isNull();
      }
    }
  }

  @Test
  void buildTime() {
    root.set(Part.MTIME_SECONDS, 5);
    root.node("a", FileType.FIFO).set(Part.MTIME_SECONDS, 1).set(Part.UID, 70000);
    toldInode(
        written().set(ErofsLayout.SB_BUILD_TIME, SB, -7),
        ErofsRule.BUILD_TIME,
        ErofsLayout.SB_BUILD_TIME,
        SB,
        -7);
    toldInode(
        written().set(ErofsLayout.SB_BUILD_TIME_NSEC, SB, 3),
        ErofsRule.BUILD_TIME,
        ErofsLayout.SB_BUILD_TIME_NSEC,
        SB,
        3);
  }

  /** All that stands behind the inode stands elsewhere than it should. */
  @Test
  void form() {
    root.directory("c").set(Part.UID, 70000).node("f", FileType.FIFO);
    ErofsPatch patch = written();
    long at = patch.inode("/c");
    patch.set(ErofsLayout.EXTENDED_I_UID, at, 7);
    toldInode(patch, ErofsRule.INODE_FORM, FORMAT, at, 5);
  }

  @Test
  void numbering() {
    root.node("z", FileType.FIFO);
    ErofsPatch patch = written();
    long at = patch.inode("/z");
    toldInode(patch.set(INO, at, 300), ErofsRule.NUMBERING, INO, at, 300);
  }

  /** The number that is due stands at another inode, and the directory is to blame. */
  @Test
  void numberingOfADirectory() {
    root.directory("y");
    root.node("z", FileType.FIFO);
    ErofsPatch patch = written();
    long y = patch.inode("/y");
    long z = patch.inode("/z");
    patch.swap(y + INO.offset(), z + INO.offset(), 4);
    toldInode(patch, ErofsRule.NUMBERING, INO, y, patch.get(INO, y));
  }

  @Test
  void blocksOfFiles() {
    root.node("a", FileType.REGULAR).content("a".repeat(4096)).set(Part.SIZE, 4096);
    root.node("b", FileType.REGULAR).content("b".repeat(4096)).set(Part.SIZE, 4096);
    ErofsPatch patch = written();
    long a = patch.inode("/a");
    long b = patch.inode("/b");
    long blockA = patch.get(ADDRESS, a);
    long blockB = patch.get(ADDRESS, b);
    patch.swap(a + ADDRESS.offset(), b + ADDRESS.offset(), 4);
    // Now the files have each other's content, and that is in the wrong order.
    told(patch, ErofsRule.DATA_ORDER, "block", 4096 * blockA, 'a');
    patch.swap(4096 * blockA, 4096 * blockB, 4096);
    told(patch, ErofsRule.DATA_ORDER, "block", 4096 * blockA, 'b');
  }

  @Test
  void blocksOfEqualContent() {
    root.node("a", FileType.REGULAR).content("a".repeat(4096)).set(Part.SIZE, 4096);
    root.node("b", FileType.REGULAR).content("a".repeat(4096)).set(Part.SIZE, 4096);
    ErofsPatch patch = written();
    long a = patch.inode("/a");
    long b = patch.inode("/b");
    long blockB = patch.get(ADDRESS, b);
    patch.swap(a + ADDRESS.offset(), b + ADDRESS.offset(), 4);
    toldInode(patch, ErofsRule.DATA_ORDER, ADDRESS, a, blockB);
    TestTree extended = new TestTree();
    for (String name : new String[] {"a", "b"}) {
      ErofsTrees.content(extended.root(), name, 4096).set(Part.UID, 70000);
    }
    patch = ErofsPatch.of(ErofsSpecimen.write(extended, 0));
    a = patch.inode("/a");
    b = patch.inode("/b");
    blockB = patch.get(ADDRESS, b);
    patch.swap(a + ADDRESS.offset(), b + ADDRESS.offset(), 4);
    toldInode(patch, ErofsRule.DATA_ORDER, ADDRESS, a, blockB);
  }

  @Test
  void blocksOfDirectories() {
    for (String name : new String[] {"a", "b"}) {
      TestTree.Node directory = root.directory(name);
      for (int i = 0; i < 150; i++) {
        directory.node(String.format("%s%03d", name, i), FileType.FIFO);
      }
    }
    ErofsPatch patch = written();
    long a = patch.inode("/a");
    long b = patch.inode("/b");
    long blockA = 4096 * patch.get(ADDRESS, a);
    long firstName = patch.name("/a/a000");
    patch.swap(blockA, 4096 * patch.get(ADDRESS, b), 4096);
    patch.swap(a + ADDRESS.offset(), b + ADDRESS.offset(), 4);
    told(patch, ErofsRule.DATA_ORDER, "dirent.name", firstName, 'b');
  }

  @Test
  void mtimeOfAStub() {
    root.set(Part.MTIME_SECONDS, 5).set(Part.MTIME_NANOSECONDS, 6);
    root.node("a", FileType.FIFO);
    ErofsPatch patch = written();
    long stub = patch.inode("/7f");
    ErofsLayout mtime = ErofsLayout.EXTENDED_I_MTIME;
    toldInode(patch.set(mtime, stub, 9), ErofsRule.STUB_MTIME, mtime, stub, 9);
    patch.set(mtime, stub, 5).set(ErofsLayout.EXTENDED_I_MTIME_NSEC, stub, 7);
    toldInode(patch, ErofsRule.STUB_MTIME, mtime, stub, 5);
  }

  @Test
  void orderOfInodes() {
    root.node("a", FileType.BLOCK_DEVICE).set(Part.RDEV, 1);
    root.node("b", FileType.BLOCK_DEVICE).set(Part.RDEV, 1);
    root.node("c", FileType.BLOCK_DEVICE).set(Part.RDEV, 2);
    root.node("d", FileType.FIFO);
    exchanged("/a", "/b", INO);
    exchanged("/b", "/c", ADDRESS);
    exchanged("/c", "/d", ErofsLayout.COMPACT_I_MODE);
  }

  private void exchanged(String one, String other, ErofsLayout field) {
    ErofsPatch patch = written();
    long at = patch.inode(one);
    long otherAt = patch.inode(other);
    patch.swap(at, otherAt, 32).swap(patch.dirent(one), patch.dirent(other), 8);
    toldInode(patch, ErofsRule.INODE_ORDER, field, at, patch.get(field, at));
  }

  @Test
  void inodeThatIsMovedOn() {
    root.node("z", FileType.FIFO);
    ErofsPatch patch = written();
    long at = patch.inode("/z");
    patch.add(NID, patch.dirent("/z"), 1).move(at, at + 32, 32);
    toldInode(patch, ErofsRule.INODE_PADDING, ErofsLayout.COMPACT_I_MODE, at, 0);
  }

  /** The map of its chunks has a block, so the inode could stand anywhere. */
  @Test
  void inodeThatIsNotMovedOn() {
    root.node("z", FileType.REGULAR).set(Part.SIZE, 1L << 53).xattr("user.a", "");
    ErofsPatch patch = written();
    long at = patch.inode("/z");
    assertThat(at % 4096).isZero();
    patch.add(NID, patch.dirent("/z"), -1).move(at, at - 32, 104);
    told(patch, ErofsRule.INODE_PADDING, "inode.padding", at - 32, patch.get(FORMAT, at - 32));
  }

  /** The symlink must have a block's start before it, the target may have one. */
  @Test
  void symlinkThatIsNotMovedOn() {
    root.symlink("y", "t".repeat(3000));
    root.node("z", FileType.FIFO);
    ErofsPatch patch = written();
    long at = patch.inode("/y");
    assertThat(at % 4096).isZero();
    patch.add(NID, patch.dirent("/y"), -1).move(at, at - 32, 3032);
    told(patch, ErofsRule.SYMLINK_PLACE, "inode.padding", at - 32, 4);
  }

  @Test
  void symlinkThatIsMovedOn() {
    root.symlink("z", "target");
    ErofsPatch patch = written();
    long at = patch.inode("/z");
    patch.add(NID, patch.dirent("/z"), 1).move(at, at + 32, 38);
    toldInode(patch, ErofsRule.SYMLINK_PLACE, FORMAT, at, 0);
  }

  /** Where the symlink is moved on, there is room for another inode. */
  @Test
  void inodeInAGap() {
    root.symlink("y", "t".repeat(3000));
    root.node("z", FileType.FIFO);
    ErofsPatch patch = written();
    long gap = patch.inode("/y") - 64;
    patch.move(patch.inode("/z"), gap, 32).set(NID, patch.dirent("/z"), gap / 32);
    told(patch, ErofsRule.INODE_ORDER, "inode.padding", gap + 4, 0xed);
  }

  @Test
  void contentInABlock() {
    ErofsTrees.content(root, "z", 100);
    ErofsPatch patch = written();
    inABlock(patch, "/z", 100);
    toldInode(patch, ErofsRule.CONTENT_TAIL, FORMAT, patch.inode("/z"), 0);
  }

  /** The image is smaller than what the writer would write, and may be the largest allowed. */
  @Test
  void contentInATail() {
    ErofsTrees.content(root, "z", 2500);
    ErofsPatch patch = written();
    long at = patch.inode("/z");
    patch.move(patch.at(at).dataAt(), at + 32, 2500);
    patch.set(FORMAT, at, 4).set(ADDRESS, at, 0).resize(patch.size() - 4096);
    patch.add(ErofsLayout.SB_BLOCKS, SB, -1);
    toldInode(patch, ErofsRule.CONTENT_TAIL, FORMAT, at, 4);
    Limits limits = Limits.DEFAULT.withImageBytes(patch.size());
    assertThat(Inspection.accepted(patch.bytes(), limits, Profile.STRICT).canonical()).isFalse();
  }

  @Test
  void directoryInABlock() {
    root.directory("z");
    ErofsPatch patch = written();
    inABlock(patch, "/z", 27);
    patch.set(ErofsLayout.COMPACT_I_SIZE, patch.inode("/z"), 4096);
    toldInode(patch, ErofsRule.DIRECTORY_TAIL, FORMAT, patch.inode("/z"), 0);
  }

  /** The first byte of all inodes. */
  @Test
  void rootInABlock() {
    for (int i = 0; i < 40; i++) {
      root.node("z" + i, FileType.FIFO);
    }
    ErofsPatch patch = written();
    long at = patch.inode("/");
    long tail = patch.at(at).tailAt();
    long length = patch.at(at).tailSize();
    long block = patch.size();
    patch.addBlock().set(FORMAT, at, 0).set(ErofsLayout.COMPACT_I_SIZE, at, 8192);
    toldInode(patch.move(tail, block, length), ErofsRule.DIRECTORY_TAIL, FORMAT, at, 0);
  }

  /** Moves the tail of a compact inode into a new block. */
  private static void inABlock(ErofsPatch patch, String path, long length) {
    long at = patch.inode(path);
    long block = patch.size();
    patch.addBlock().set(FORMAT, at, 0).set(ADDRESS, at, block / 4096);
    patch.move(at + 32, block, length);
  }

  /** The writer, asked without the reader. */
  @Test
  void whatTheReaderRefuses() {
    StoredImage stored = StoredImage.of(tree);
    byte[] longer = Arrays.copyOf(stored.bytes(), stored.bytes().length + 4096);
    assertThat(stored.with(longer).difference())
        .isEqualTo(
            new Violation(
                ErofsRule.DATA_GAP, stored.bytes().length, "blocks", longer.length / 4096));
    assertThat(stored.edit(ErofsLayout.SB_ROOT_NID, 1024, 37).difference())
        .isEqualTo(new Violation(ErofsRule.INODE_ORDER, 1024 + 14, "sb.root_nid", 37));
    byte[] shorter = Arrays.copyOf(stored.bytes(), 8192);
    Violation cut = stored.with(shorter).difference();
    assertThat(cut.rule()).isEqualTo(ErofsRule.INODE_PADDING);
    assertThat(cut.offset()).isEqualTo(8192);
    assertThat(cut.found()).isZero();
  }

  /**
   * Every rule that only {@code --canonical} asks for is here, or in {@link XattrDifferenceTest}.
   */
  @Test
  void rules() {
    Set<ErofsRule> told =
        EnumSet.of(
            ErofsRule.BUILD_TIME,
            ErofsRule.INODE_FORM,
            ErofsRule.NUMBERING,
            ErofsRule.DATA_ORDER,
            ErofsRule.SHARED_COUNT_MOST,
            ErofsRule.XATTR_SIZE,
            ErofsRule.XATTR_ORDER,
            ErofsRule.SHARED_ORDER,
            ErofsRule.SHARED_USE,
            ErofsRule.STUB_MTIME,
            ErofsRule.INODE_ORDER,
            ErofsRule.INODE_PADDING,
            ErofsRule.SYMLINK_PLACE,
            ErofsRule.CONTENT_TAIL,
            ErofsRule.DIRECTORY_TAIL);
    assertThat(ErofsRule.values())
        .filteredOn(rule -> ((Rule) rule).kind() == Kind.NONCANONICAL)
        .containsExactlyInAnyOrderElementsOf(told);
  }
}
