package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Verdict.Accepted;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Images that the strict reader accepts and that the writer would not write, and the rule that each
 * is told by: the one that explains the difference, not the first byte that shows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ErofsDifferenceTest {
  private static final ErofsLayout FORMAT = ErofsLayout.COMPACT_I_FORMAT;
  private static final ErofsLayout ADDRESS = ErofsLayout.COMPACT_I_U;
  private static final ErofsLayout NID = ErofsLayout.DIRENT_NID;
  private static final ErofsLayout INO = ErofsLayout.COMPACT_I_INO;
  private static final ErofsLayout ICOUNT = ErofsLayout.COMPACT_I_XATTR_ICOUNT;

  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  private ErofsPatch written() {
    return ErofsPatch.of(ErofsSpecimen.write(tree, 0));
  }

  private static void told(
      ErofsPatch patch, ErofsRule rule, String field, long offset, long found) {
    Violation expected = new Violation(rule, offset, field, found);
    assertThat(rule.kind()).isEqualTo(Kind.NONCANONICAL);
    Accepted accepted = Inspection.accepted(patch.bytes(), Profile.STRICT);
    assertThat(accepted.canonical()).isFalse();
    List<Violation> notes = new ArrayList<>(accepted.notes());
    notes.removeIf(note -> note.rule().kind() == Kind.NOTE);
    assertThat(notes).containsExactly(expected);
    assertThat(Inspection.rejected(patch.bytes(), Profile.CANONICAL).violations())
        .containsExactly(expected);
  }

  private static void toldInode(
      ErofsPatch patch, ErofsRule rule, ErofsLayout field, long inode, long found) {
    told(patch, rule, field.path(), inode + field.offset(), found);
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

  /** The xattr with the number 128 is in the table, and stands inline all the same. */
  @Test
  void sharedCount() {
    for (String name : new String[] {"f", "g"}) {
      TestTree.Node file = root.node(name, FileType.FIFO);
      for (int k = 0; k < 140; k++) {
        file.xattr(String.format("user.%03d", k), "v");
      }
    }
    ErofsPatch patch = written();
    long at = patch.inode("/f");
    long body = at + 32;
    long own = body + 12 + 4 * 128;
    long last = patch.get(ErofsLayout.SHARED_ID_ID, own - 4);
    long end = patch.at(at).tailAt();
    // Names descend in the table, and all entries have 8 bytes.
    patch.move(own + 8, own + 4, end - own - 8);
    patch.set(ErofsLayout.SHARED_ID_ID, own, last - 2);
    patch.add(ICOUNT, at, -1);
    ErofsLayout count = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    toldInode(patch.set(count, body, 129), ErofsRule.SHARED_COUNT_MOST, count, body, 129);
  }

  @Test
  void sizeOfXattrs() {
    int left = 32767 - 12 - 2 * (7 + 6) - 16001;
    TestTree.Node file = root.node("f", FileType.FIFO).xattr("user.a", "x".repeat(16001));
    file.xattr("user.b", "x".repeat(left));
    ErofsPatch patch = written();
    long at = patch.inode("/f");
    long entry = patch.xattr(at, XattrEntry.USER, "a");
    patch.add(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, entry, 1);
    toldInode(patch, ErofsRule.XATTR_SIZE, ICOUNT, at, patch.get(ICOUNT, at));
  }

  @Test
  void orderOfXattrs() {
    for (String name : new String[] {"f", "g"}) {
      root.node(name, FileType.FIFO)
          .xattr("user.a", "v")
          .xattr("user.b", "v")
          .xattr("user.x", name)
          .xattr("user.y", name);
    }
    ErofsPatch patch = written();
    long ids = patch.inode("/f") + 32 + 12;
    long second = patch.get(ErofsLayout.SHARED_ID_ID, ids + 4);
    told(patch.swap(ids, ids + 4, 4), ErofsRule.XATTR_ORDER, "shared_xattr.id", ids, second);
    patch.swap(ids, ids + 4, 4);
    patch.swap(ids + 8, ids + 16, 8);
    told(patch, ErofsRule.XATTR_ORDER, "xattr_entry.e_name", ids + 8 + 4, 'y');
  }

  @Test
  void orderOfXattrsOfOtherLengths() {
    root.node("f", FileType.FIFO).xattr("user.a", "v").xattr("user.long", "v");
    ErofsPatch patch = written();
    long entries = patch.inode("/f") + 32 + 12;
    patch.swap(entries, entries + 8, 4).swap(entries + 4, entries + 12, 4);
    // Of the second, 4 + 4 + 1 bytes and 3 of padding.
    patch.move(entries + 8, entries + 12, 4).text(entries + 8, "v\0\0\0");
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entries + 12, 1);
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, entries + 12, XattrEntry.USER);
    patch.set(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, entries + 12, 1);
    patch.text(entries + 4, "long").text(entries + 16, "av\0\0");
    ErofsLayout length = ErofsLayout.XATTR_ENTRY_E_NAME_LEN;
    toldInode(patch, ErofsRule.XATTR_ORDER, length, entries, 4);
  }

  @Test
  void orderOfTheSharedXattrs() {
    for (String name : new String[] {"f", "g"}) {
      root.node(name, FileType.FIFO).xattr("user.a", "v").xattr("user.b", "v");
    }
    ErofsPatch patch = written();
    long f = patch.inode("/f") + 32 + 12;
    long g = patch.inode("/g") + 32 + 12;
    long table = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, SB);
    long first = table + 4 * patch.get(ErofsLayout.SHARED_ID_ID, f + 4);
    patch.swap(first, first + 8, 8).swap(f, f + 4, 4).swap(g, g + 4, 4);
    told(patch, ErofsRule.SHARED_ORDER, "xattr_entry.e_name", first + 4, 'a');
  }

  @Test
  void sharedXattrThatNobodyHas() {
    root.node("f", FileType.FIFO).xattr("user.a", "v");
    root.node("g", FileType.FIFO).xattr("user.a", "v");
    ErofsPatch patch = written();
    long id = patch.get(ErofsLayout.SHARED_ID_ID, patch.inode("/f") + 32 + 12);
    long entry = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, SB) + 4 * id;
    for (int k = 0; k < 8; k++) {
      patch.u8(entry + 8 + k, (int) patch.get(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entry + k));
    }
    told(patch, ErofsRule.SHARED_ORDER, "block.padding", entry + 8, 1);
  }

  @Test
  void xattrThatIsSharedByNobody() {
    for (String name : new String[] {"f1", "f2", "g1", "g2"}) {
      root.node(name, FileType.FIFO).xattr("user.a", name.substring(0, 1));
    }
    ErofsPatch patch = written();
    long f1 = patch.inode("/f1");
    long g1 = patch.inode("/g1");
    long other = patch.get(ErofsLayout.SHARED_ID_ID, g1 + 32 + 12);
    patch.set(ErofsLayout.SHARED_ID_ID, f1 + 32 + 12, other);
    long f2 = patch.inode("/f2");
    toldInode(patch, ErofsRule.SHARED_USE, ICOUNT, f2, 2);
    TestTree extended = new TestTree();
    for (String name : new String[] {"f1", "f2", "g1", "g2"}) {
      extended.root().node(name, FileType.FIFO).xattr("user.a", name.substring(0, 1));
    }
    extended.root().set(Part.MTIME_SECONDS, -1);
    patch = ErofsPatch.of(ErofsSpecimen.write(extended, 0));
    g1 = patch.inode("/g1") + 64 + 12;
    patch.set(
        ErofsLayout.SHARED_ID_ID,
        patch.inode("/f1") + 64 + 12,
        patch.get(ErofsLayout.SHARED_ID_ID, g1));
    toldInode(patch, ErofsRule.SHARED_USE, ICOUNT, patch.inode("/f2"), 2);
  }

  /** An empty access control list is as long as the id of a shared one. */
  @Test
  void xattrThatIsNotShared() {
    root.node("f", FileType.FIFO).xattr("system.posix_acl_access", "");
    root.node("g", FileType.FIFO).xattr("system.posix_acl_access", "");
    ErofsPatch patch = written();
    long body = patch.inode("/f") + 32;
    patch.set(ErofsLayout.SHARED_ID_ID, body + 12, 0);
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, body + 12, XattrEntry.ACL_ACCESS);
    ErofsLayout count = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    toldInode(patch.set(count, body, 0), ErofsRule.SHARED_USE, count, body, 0);
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

  /** Every rule that only {@code --canonical} asks for is in this class. */
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
