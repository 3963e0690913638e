package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which rule a difference is told by: the one that explains it, not the first byte that shows it.
 */
class ErofsDifferenceTest {
  private final TestTree tree = new TestTree();
  private final TestTree.Node root = tree.root();

  @Test
  void nothingIsSaidOfWhatTheWriterWrites() {
    for (ErofsTrees each : ErofsTrees.values()) {
      for (int version = 0; version < 2; version++) {
        assertThat(new StoredImage(each.tree(), version).difference()).as("%s", each).isNull();
      }
    }
  }

  @Test
  void buildTimeIsToldFirst() {
    root.file("a", "p").set(Part.MTIME_SECONDS, 5);
    StoredImage stored = StoredImage.of(tree);
    assertThat(stored.edit(ErofsLayout.SB_BUILD_TIME, 1024, 1).difference())
        .isEqualTo(new Violation(ErofsRule.BUILD_TIME, 1048, "sb.build_time", 1));
    assertThat(stored.edit(ErofsLayout.SB_BUILD_TIME_NSEC, 1024, 1).difference())
        .isEqualTo(new Violation(ErofsRule.BUILD_TIME, 1056, "sb.build_time_nsec", 1));
  }

  @Test
  void formIsToldThoughAllPlacesBehindItDiffer() {
    root.directory("a").file("b", "p");
    TestTree.Node file = root.file("c", "p");
    for (int i = 0; i < 300; i++) {
      root.file("f" + i, "p" + i);
    }
    StoredImage compact = StoredImage.of(tree);
    file.set(Part.MTIME_SECONDS, 1);
    StoredImage extended = StoredImage.of(tree);
    long at = compact.inode("c");
    told(compact.with(extended.bytes()), ErofsRule.INODE_FORM, "inode.i_format", at);
    told(extended.with(compact.bytes()), ErofsRule.INODE_FORM, "inode.i_format", at);
  }

  @Test
  void numbering() {
    root.file("a", "p");
    StoredImage stored = StoredImage.of(tree);
    long at = stored.inode("a");
    told(
        stored.edit(ErofsLayout.COMPACT_I_INO, at, 7),
        ErofsRule.NUMBERING,
        "inode.i_ino",
        at + ErofsLayout.COMPACT_I_INO.offset());
  }

  @Test
  void blocksInAnotherOrder() {
    ErofsTrees.content(root, "a", 4096);
    ErofsTrees.content(root, "b", 4095);
    StoredImage stored = StoredImage.of(tree);
    long a = stored.inode("a") + ErofsLayout.COMPACT_I_U.offset();
    long b = stored.inode("b") + ErofsLayout.COMPACT_I_U.offset();
    long blockA = 4096 * stored.view().u32(a);
    long blockB = 4096 * stored.view().u32(b);
    assertThat(blockB).isEqualTo(blockA + 4096);
    StoredImage swapped = stored.swap(a, b, 4).swap(blockA, blockB, 4096);
    told(swapped, ErofsRule.DATA_ORDER, "block", blockA + 4095);
    told(stored.swap(a, b, 4), ErofsRule.DATA_ORDER, "inode.i_u", a);
  }

  @Test
  void sharing() {
    for (int i = 0; i < 2; i++) {
      TestTree.Node file = root.node("f" + i, FileType.FIFO);
      for (int k = 0; k < 140; k++) {
        file.xattr(String.format("user.%03d", k), "v");
      }
    }
    StoredImage stored = StoredImage.of(tree);
    long header = stored.xattrs(stored.inode("f0"));
    ErofsLayout count = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    assertThat(stored.view().get(count, header)).isEqualTo(128);
    told(
        stored.edit(count, header, 129),
        ErofsRule.SHARED_COUNT_MOST,
        "xattr_header.h_shared_count",
        header + 4);
    told(
        stored.edit(count, header, 127),
        ErofsRule.SHARED_USE,
        "xattr_header.h_shared_count",
        header + 4);
    long inode = stored.inode("f0");
    told(
        stored.edit(ErofsLayout.COMPACT_I_XATTR_ICOUNT, inode, 5),
        ErofsRule.SHARED_USE,
        "inode.i_xattr_icount",
        inode + 2);
    told(
        stored.swap(header + 12, header + 16, 4),
        ErofsRule.XATTR_ORDER,
        "shared_xattr.id",
        header + 12);
    long own = header + 12 + 4 * 128;
    told(stored.swap(own + 4, own + 12, 3), ErofsRule.XATTR_ORDER, "xattr_entry.e_name", own + 6);
  }

  @Test
  void sharedXattrsInAnotherOrder() {
    root.node("f", FileType.FIFO).xattr("user.a", "v").xattr("user.b", "v");
    root.node("g", FileType.FIFO).xattr("user.a", "v").xattr("user.b", "v");
    StoredImage stored = StoredImage.of(tree);
    long f = stored.xattrs(stored.inode("f")) + 12;
    long g = stored.xattrs(stored.inode("g")) + 12;
    long table = stored.superblock(ErofsLayout.SB_XATTR_BLKADDR) * 4096;
    long first = table + 4 * stored.view().u32(f + 4);
    assertThat(stored.view().u8(first + 4)).isEqualTo('b');
    told(
        stored.swap(first, first + 8, 8).swap(f, f + 4, 4).swap(g, g + 4, 4),
        ErofsRule.SHARED_ORDER,
        "xattr_entry.e_name",
        first + 4);
  }

  @Test
  void moreXattrsThanAnyWriterStores() throws RejectedException {
    root.file("a", "p").xattr("user.a", "x".repeat(33000));
    Image image = tree.image();
    Violation found =
        ErofsWriter.firstDifference(
            image, 0, ByteView.of(new byte[4096]), StoredImage.budget(image));
    assertThat(found.rule()).isEqualTo(ErofsRule.XATTR_SIZE);
    assertThat(found.offset()).isPositive();
    assertThat(found.found()).isEqualTo(12 + 7 + 6 + 33000);
  }

  @ParameterizedTest
  @CsvSource({"i_mtime, 32, 8", "i_mtime_nsec, 40, 4", "i_uid, 24, 4", "i_mode, 4, 2"})
  void stubUnlikeTheRoot(String field, int offset, int width) {
    root.set(Part.MTIME_SECONDS, 5);
    root.file("a", "p");
    StoredImage stored = StoredImage.of(tree);
    long stub = stored.inode("7f");
    assertThat(stored.isExtended(stub)).isTrue();
    byte[] edited = stored.bytes().clone();
    edited[Math.toIntExact(stub) + offset + width - 1] ^= 1;
    told(stored.with(edited), ErofsRule.STUB_MTIME, "inode." + field, stub + offset);
  }

  @Test
  void stubOfAnotherForm() {
    StoredImage compact = StoredImage.of(tree);
    long stub = compact.inode("7f");
    int at = Math.toIntExact(stub);
    byte[] edited = compact.bytes().clone();
    edited[at] |= 1;
    Arrays.fill(edited, at + 32, at + 64, (byte) 0);
    told(compact.with(edited), ErofsRule.INODE_FORM, "inode.i_format", stub);
    edited[at + 32] = 9;
    told(compact.with(edited), ErofsRule.STUB_MTIME, "inode.i_format", stub);
  }

  @Test
  void inodesInAnotherOrder() {
    root.file("a", "p").set(Part.MODE, 0100600);
    root.file("b", "p").set(Part.MODE, 0100644);
    StoredImage stored = StoredImage.of(tree);
    long a = stored.inode("a");
    long b = stored.inode("b");
    long mode = ErofsLayout.COMPACT_I_MODE.offset();
    told(stored.swap(a + mode, b + mode, 2), ErofsRule.INODE_ORDER, "inode.i_mode", a + mode);
    long dirent = stored.dirent(stored.root(), "a");
    told(
        stored.edit(ErofsLayout.DIRENT_NID, dirent, 50),
        ErofsRule.INODE_ORDER,
        "dirent.nid",
        dirent);
    told(
        stored.edit(ErofsLayout.SB_ROOT_NID, 1024, 37),
        ErofsRule.INODE_ORDER,
        "sb.root_nid",
        1024 + 14);
  }

  @Test
  void inodesThatAreMovedOnOrNot() {
    ErofsTrees.external(root, "a", 1L << 52).set(Part.MTIME_SECONDS, 1);
    for (int i = 0; i < 10; i++) {
      ErofsTrees.external(root, "b" + i, 1L << 52);
      root.symlink("c" + i, "t".repeat(1900));
    }
    StoredImage stored = StoredImage.of(tree);
    boolean seenFile = false;
    boolean seenSymlink = false;
    for (int i = 0; i < 10; i++) {
      seenFile |= gapBefore(stored, stored.inode("b" + i), ErofsRule.INODE_PADDING);
      seenSymlink |= gapBefore(stored, stored.inode("c" + i), ErofsRule.SYMLINK_PLACE);
    }
    assertThat(seenFile && seenSymlink).isTrue();
  }

  /** Where an inode was moved on, sets a byte in the gap, and then takes the inode away. */
  private static boolean gapBefore(StoredImage stored, long inode, Rule rule) {
    if (stored.view().firstNonZero(inode - 64, inode) < inode) {
      return false;
    }
    byte[] edited = stored.bytes().clone();
    edited[Math.toIntExact(inode) - 64] = 1;
    told(stored.with(edited), rule, "inode.padding", inode - 64);
    Arrays.fill(edited, Math.toIntExact(inode) - 64, Math.toIntExact(inode) + 32, (byte) 0);
    told(stored.with(edited), rule, "inode.i_format", inode);
    return true;
  }

  @Test
  void tailsThatShouldBeBlocksOrNot() {
    ErofsTrees.content(root, "a", 100);
    root.directory("b");
    root.symlink("c", "target");
    StoredImage stored = StoredImage.of(tree);
    plain(stored, stored.inode("a"), ErofsRule.CONTENT_TAIL);
    plain(stored, stored.inode("b"), ErofsRule.DIRECTORY_TAIL);
    plain(stored, stored.inode("c"), ErofsRule.SYMLINK_PLACE);
  }

  private static void plain(StoredImage stored, long inode, Rule rule) {
    told(stored.edit(ErofsLayout.COMPACT_I_FORMAT, inode, 0), rule, "inode.i_format", inode);
  }

  @Test
  void entriesPackedInAnotherWay() {
    root.directory("a").file("b", "p");
    StoredImage stored = StoredImage.of(tree);
    long a = stored.inode("a");
    told(
        stored.edit(ErofsLayout.COMPACT_I_SIZE, a, 99),
        ErofsRule.DIRENTS_PACKED,
        "inode.i_size",
        a + 8);
    long inTail = stored.tail(a);
    told(
        stored.edit(ErofsLayout.DIRENT_NAMEOFF, inTail, 24),
        ErofsRule.DIRENTS_PACKED,
        "dirent.nameoff",
        inTail + 8);
    long inBlock = stored.dirent(stored.root(), "42");
    told(
        stored.edit(ErofsLayout.DIRENT_NAMEOFF, inBlock, 24),
        ErofsRule.DIRENTS_PACKED,
        "dirent.nameoff",
        inBlock + 8);
  }

  @Test
  void end() {
    StoredImage stored = StoredImage.of(tree);
    long size = stored.bytes().length;
    byte[] longer = Arrays.copyOf(stored.bytes(), stored.bytes().length + 4096);
    told(stored.with(longer), ErofsRule.IMAGE_END, "image", size);
    told(
        stored.with(longer).edit(ErofsLayout.SB_BLOCKS, 1024, size / 4096 + 1),
        ErofsRule.IMAGE_END,
        "sb.blocks",
        1024 + 36);
  }

  private static void told(StoredImage stored, Rule rule, String field, long offset) {
    Violation found = stored.difference();
    assertThat(found).isNotNull();
    assertThat(found.rule()).isEqualTo(rule);
    assertThat(found.field()).isEqualTo(field);
    assertThat(found.offset()).isEqualTo(offset);
  }
}
