package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;
import static io.takecover.erofs.XattrEntry.TRUSTED;
import static io.takecover.erofs.XattrEntry.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Verdict.Accepted;
import io.takecover.Verdict.Comparison;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import org.junit.jupiter.api.Test;

/** Images that only a profile of their own accepts. */
class VariantTest {
  private static final ErofsLayout INDEX = ErofsLayout.XATTR_ENTRY_E_NAME_INDEX;
  private static final long ROOT = Version2Maker.ROOT;
  private static final long LINK = ROOT + 128;

  /** A root and a symlink in it, as composefs-rs lays out version 2. */
  private static ErofsPatch version2() {
    Version2Maker maker = new Version2Maker(4096);
    maker.directory(ROOT, ROOT, 7, new String[] {"l"}, new long[] {LINK});
    maker.inode(LINK, 0120777, ErofsLayout.FLAT_INLINE, 6, 1);
    return maker.patch().text(LINK + 64, "target");
  }

  private static Rule refused(ErofsPatch patch, Profile profile) {
    return Inspection.rejected(patch.bytes(), profile).first().rule();
  }

  @Test
  void version2IsAcceptedOnDemand() {
    Accepted accepted = Inspection.accepted(version2().bytes(), Profile.RS_V2);
    assertThat(accepted.version()).isEqualTo(2);
    assertThat(accepted.notes()).isEmpty();
    assertThat(accepted.image().inodeCount()).isEqualTo(2);
    assertThat(accepted.image().type(1)).isEqualTo(FileType.SYMLINK);
    assertThat(accepted.image().payloadLength(1)).isEqualTo(6);
    assertThat(accepted.image().isPrimary(0)).isTrue();
    assertThat(refused(version2(), Profile.STRICT)).isEqualTo(ErofsRule.COMPOSEFS_VERSION_2);
  }

  /** Its inodes have no numbers by which names are found, so the first name counts. */
  @Test
  void version2HasHardLinks() {
    Version2Maker maker = new Version2Maker(4096);
    maker.directory(ROOT, ROOT, 5, new String[] {"p", "q"}, new long[] {LINK, LINK});
    maker.inode(LINK, 010644, ErofsLayout.FLAT_PLAIN, 0, 2);
    Image image = Inspection.accepted(maker.patch().bytes(), Profile.RS_V2).image();
    assertThat(image.isPrimary(0)).isTrue();
    assertThat(image.isPrimary(1)).isFalse();
  }

  /** Nothing stands behind the inodes, so the last of them may end with the image. */
  @Test
  void version2MayEndWithAnInode() {
    long at = 4096 - 64 - 960;
    Version2Maker maker = new Version2Maker(4096);
    maker.directory(ROOT, ROOT, 7, new String[] {"l"}, new long[] {at});
    maker.inode(at, 0120777, ErofsLayout.FLAT_INLINE, 960, 1);
    ErofsPatch patch = maker.patch().text(at + 64, "t".repeat(960));
    assertThat(Inspection.accepted(patch.bytes(), Profile.RS_V2).image().size(1)).isEqualTo(960);
    assertThat(refused(patch.set(ErofsLayout.EXTENDED_I_SIZE, at, 961), Profile.RS_V2))
        .isEqualTo(ErofsRule.INODE_RANGE);
  }

  @Test
  void imagesForUserMountsAreNotWritten() {
    for (Profile profile : Profile.values()) {
      assertThat(ErofsWriter.writes(profile)).isEqualTo(profile != Profile.USERXATTR);
    }
  }

  @Test
  void version2HasRulesOfItsOwn() {
    Profile profile = Profile.RS_V2;
    assertThat(refused(ErofsSpecimen.MIN.patch(), profile)).isEqualTo(ErofsRule.V2_ONLY);
    assertThat(refused(version2().set(ErofsLayout.SB_BUILD_TIME, SB, 1), profile))
        .isEqualTo(ErofsRule.V2_TIME);
    assertThat(refused(version2().set(ErofsLayout.EXTENDED_I_MTIME_NSEC, LINK, 1), profile))
        .isEqualTo(ErofsRule.V2_TIME);
    assertThat(refused(version2().set(ErofsLayout.SB_XATTR_BLKADDR, SB, 1), profile))
        .isEqualTo(ErofsRule.XATTR_BLKADDR);
    assertThat(refused(version2().set(ErofsLayout.EXTENDED_I_SIZE, LINK, 1025), profile))
        .isEqualTo(ErofsRule.V2_LINK);
    assertThat(refused(version2().set(ErofsLayout.EXTENDED_I_FORMAT, LINK, 4), profile))
        .isEqualTo(ErofsRule.V2_INODE);
  }

  /** Nothing hides an object store, so a device of number 0 is one. */
  @Test
  void version2HasNoStubs() {
    Version2Maker maker = new Version2Maker(4096);
    maker.directory(ROOT, ROOT, 3, new String[] {"c"}, new long[] {LINK});
    maker.inode(LINK, 020644, ErofsLayout.FLAT_PLAIN, 0, 1);
    Accepted accepted = Inspection.accepted(maker.patch().bytes(), Profile.RS_V2);
    assertThat(accepted.image().type(1)).isEqualTo(FileType.CHARACTER_DEVICE);
  }

  @Test
  void version2HasChunksOfOneSize() {
    Version2Maker maker = new Version2Maker(4096);
    maker.directory(ROOT, ROOT, 1, new String[] {"f"}, new long[] {LINK});
    maker.inode(LINK, 0100644, ErofsLayout.CHUNK_BASED, 100, 1);
    ErofsPatch patch = maker.patch().set(ErofsLayout.EXTENDED_I_U, LINK, 31);
    patch.set(ErofsLayout.EXTENDED_I_XATTR_ICOUNT, LINK, 6);
    long entry = LINK + 64 + 12;
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entry, 16).set(INDEX, entry, TRUSTED);
    patch.text(entry + 4, "overlay.metacopy").fixFilter(LINK);
    patch.set(ErofsLayout.CHUNK_BLKADDR, entry + 20, ErofsLayout.NULL_ADDRESS);
    assertThat(Inspection.accepted(patch.bytes(), Profile.RS_V2).image().size(1)).isEqualTo(100);
    assertThat(refused(patch.set(ErofsLayout.EXTENDED_I_U, LINK, 0), Profile.RS_V2))
        .isEqualTo(ErofsRule.CHUNK_FORMAT);
  }

  /** What both kinds of mounts read alike, both may read. */
  @Test
  void bothPrefixesMayAgree() {
    TestTree tree = new TestTree();
    tree.root().xattr("user.overlay.opaque", "y");
    byte[] image = ErofsSpecimen.write(tree, 0);
    assertThat(Inspection.accepted(image, Profile.USERXATTR).image().xattrSetCount()).isZero();
    assertThat(Inspection.accepted(image, Profile.STRICT).image().xattrSetCount()).isOne();
  }

  /** An image for mounts by root, with the xattrs under the other prefix. */
  private static ErofsPatch forUserMounts() {
    ErofsPatch patch = ErofsSpecimen.BIGFILE.patch();
    long root = patch.inode("/");
    patch.set(INDEX, patch.xattr(root, TRUSTED, "overlay.opaque"), USER).fixFilter(root);
    long file = patch.inode("/bigfile");
    patch.set(INDEX, patch.xattr(file, TRUSTED, "overlay.metacopy"), USER).fixFilter(file);
    return patch;
  }

  @Test
  void userXattrsAreReadOnDemand() {
    Accepted accepted = Inspection.accepted(forUserMounts().bytes(), Profile.USERXATTR);
    assertThat(accepted.image().xattrSetCount()).isZero();
    assertThat(accepted.comparison()).isEqualTo(Comparison.NOT_MADE);
    assertThat(refused(forUserMounts(), Profile.STRICT)).isEqualTo(ErofsRule.ROOT_OPAQUE);
    assertThat(refused(ErofsSpecimen.BIGFILE.patch(), Profile.USERXATTR))
        .isEqualTo(ErofsRule.ROOT_OPAQUE);
  }

  /** Of two marks of one name, each kind of mount reads another. */
  @Test
  void bothPrefixesMustAgree() {
    ErofsPatch patch = ErofsSpecimen.TYPES.patch();
    long root = patch.inode("/");
    long twin = patch.xattr(root, USER, "overlay.opaque");
    long mark = patch.xattr(root, TRUSTED, "overlay.opaque");
    long whiteouts = patch.xattr(root, USER, "overlay.whiteouts");
    patch.text(whiteouts + 4, "X");
    patch.set(INDEX, twin, TRUSTED).set(INDEX, mark, USER).fixFilter(root);
    assertThat(refused(patch, Profile.USERXATTR)).isEqualTo(ErofsRule.OVERLAY_DIFFERS);
  }
}
