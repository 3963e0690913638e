package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.Verdict.Accepted;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErofsOriginsTest {
  private final TestTree tree = new TestTree();
  private final TestTree.Node dir = tree.root().directory("dir");
  private final TestTree.Node compact = file("compact").xattr("user.a", "1").xattr("user.b", "");
  private final TestTree.Node extended =
      file("extended").set(Part.UID, 70000).xattr("user.a", "1").xattr("user.c", "3");
  private final TestTree.Node link = tree.root().symlink("link", "target");
  private final TestTree.Node fifo = dir.node("fifo", FileType.FIFO);
  private final ErofsPatch patch = ErofsPatch.of(ErofsSpecimen.write(tree, 0));
  private final Accepted accepted = Inspection.accepted(patch.bytes(), Profile.STRICT);
  private final Image image = accepted.image();
  private final Origins origins = accepted.origins();

  private TestTree.Node file(String name) {
    return ErofsTrees.external(tree.root(), name, 9);
  }

  /** The inodes are read in the order in which the tree has them. */
  @ParameterizedTest
  @CsvSource({
    "MODE, COMPACT_I_MODE, EXTENDED_I_MODE",
    "NLINK, COMPACT_I_NLINK, EXTENDED_I_NLINK",
    "UID, COMPACT_I_UID, EXTENDED_I_UID",
    "GID, COMPACT_I_GID, EXTENDED_I_GID",
    "RDEV, COMPACT_I_U, EXTENDED_I_U",
    "SIZE, COMPACT_I_SIZE, EXTENDED_I_SIZE",
    "CONTENT, COMPACT_I_SIZE, EXTENDED_I_SIZE",
  })
  void partOfAnInodeIsAField(Part part, ErofsLayout field, ErofsLayout inExtended) {
    assertThat(origins.path(part)).isEqualTo(field.path()).isEqualTo(inExtended.path());
    assertThat(origins.offset(part, compact.inode()))
        .isEqualTo(patch.inode("/compact") + field.offset());
    assertThat(origins.offset(part, fifo.inode()))
        .isEqualTo(patch.inode("/dir/fifo") + field.offset());
    assertThat(origins.offset(part, extended.inode()))
        .isEqualTo(patch.inode("/extended") + inExtended.offset());
  }

  /** That of a compact inode is the build time. */
  @ParameterizedTest
  @CsvSource({
    "MTIME_SECONDS, EXTENDED_I_MTIME, 1048",
    "MTIME_NANOSECONDS, EXTENDED_I_MTIME_NSEC, 1056",
  })
  void timeIsAFieldOfAnExtendedInode(Part part, ErofsLayout field, long inSuperblock) {
    assertThat(origins.path(part)).isEqualTo(field.path());
    assertThat(origins.offset(part, compact.inode())).isEqualTo(inSuperblock);
    assertThat(origins.offset(part, extended.inode()))
        .isEqualTo(patch.inode("/extended") + field.offset());
  }

  @Test
  void changeTimeIsTheMtime() {
    assertThat(origins.path(Part.CTIME_SECONDS)).isEqualTo("inode.i_mtime");
    assertThat(origins.path(Part.CTIME_NANOSECONDS)).isEqualTo("inode.i_mtime_nsec");
    assertThat(origins.offset(Part.CTIME_SECONDS, extended.inode()))
        .isEqualTo(patch.inode("/extended") + 32);
  }

  /** The root's entries are in a block, and that of the directory is in a tail. */
  @ParameterizedTest
  @CsvSource({"0, /compact", "1, /dir", "2, /extended", "3, /link", "4, /dir/fifo"})
  void partOfAnEntryIsAFieldOfItsDirent(int entry, String path) {
    assertThat(origins.path(Part.NAME)).isEqualTo("dirent.name");
    assertThat(origins.path(Part.NAME_LENGTH)).isEqualTo("dirent.nameoff");
    assertThat(origins.path(Part.TARGET)).isEqualTo("dirent.nid");
    assertThat(origins.offset(Part.NAME, entry)).isEqualTo(patch.name(path));
    assertThat(origins.offset(Part.NAME_LENGTH, entry)).isEqualTo(patch.dirent(path) + 8);
    assertThat(origins.offset(Part.TARGET, entry)).isEqualTo(patch.dirent(path));
  }

  @Test
  void entryOfASecondBlock() {
    TestTree wide = new TestTree();
    TestTree.Node directory = wide.root().directory("d");
    for (int i = 0; i < 300; i++) {
      directory.node("n".repeat(20) + (100 + i), FileType.FIFO);
    }
    ErofsPatch of = ErofsPatch.of(ErofsSpecimen.write(wide, 0));
    Origins where = Inspection.accepted(of.bytes(), Profile.STRICT).origins();
    for (int i : new int[] {0, 116, 117, 118, 236, 299}) {
      String path = "/d/" + "n".repeat(20) + (100 + i);
      assertThat(where.offset(Part.TARGET, 1 + i)).as(path).isEqualTo(of.dirent(path));
    }
  }

  /** The metacopy is shared too. */
  @Test
  void partOfAnXattrIsAFieldOfItsEntry() {
    assertThat(origins.path(Part.KEY)).isEqualTo("xattr_entry.name");
    assertThat(origins.path(Part.KEY_LENGTH)).isEqualTo("xattr_entry.e_name_len");
    long body = patch.inode("/compact") + 32;
    long shared = patch.get(ErofsLayout.SHARED_ID_ID, body + 16);
    long table = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, ErofsPatch.SB);
    entryIs(compact, 0, table + 4 * shared);
    entryIs(extended, 0, table + 4 * shared);
    entryIs(compact, 1, patch.xattr(patch.inode("/compact"), XattrEntry.USER, "b"));
    entryIs(extended, 1, patch.xattr(patch.inode("/extended"), XattrEntry.USER, "c"));
  }

  private void entryIs(TestTree.Node node, int k, long entry) {
    int xattr = image.firstXattr(node.inode()) + k;
    assertThat(origins.offset(Part.KEY_LENGTH, xattr)).isEqualTo(entry);
    assertThat(origins.offset(Part.KEY, xattr)).isEqualTo(entry + 4);
  }

  @Test
  void payloadAndDigest() {
    assertThat(origins.path(Part.PAYLOAD)).isEqualTo("inode.payload");
    assertThat(origins.path(Part.DIGEST)).isEqualTo("metacopy.digest");
    assertThat(origins.offset(Part.PAYLOAD, link.inode())).isEqualTo(patch.inode("/link") + 32);
    long inode = patch.inode("/compact");
    long redirect = patch.xattr(inode, XattrEntry.TRUSTED, "overlay.redirect");
    assertThat(origins.offset(Part.PAYLOAD, compact.inode())).isEqualTo(redirect + 4 + 16 + 1);
    long table = 4096 * patch.get(ErofsLayout.SB_XATTR_BLKADDR, ErofsPatch.SB);
    long metacopy = table + 4 * patch.get(ErofsLayout.SHARED_ID_ID, inode + 32 + 12);
    assertThat(origins.offset(Part.DIGEST, compact.inode())).isEqualTo(metacopy + 4 + 16 + 4);
    assertThat(origins.offset(Part.PAYLOAD, fifo.inode()))
        .isEqualTo(patch.inode("/dir/fifo") + ErofsLayout.COMPACT_I_SIZE.offset());
  }

  @Test
  void partThatIsNotThereIsAFault() {
    assertThatThrownBy(() -> origins.offset(Part.TARGET, image.entryCount()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
