package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;
import static io.takecover.erofs.XattrEntry.TRUSTED;
import static io.takecover.erofs.XattrEntry.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Verdict.Accepted;
import io.takecover.fixture.Inspection;
import io.takecover.model.FileType;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import org.junit.jupiter.api.Test;

/** Images that only a profile of their own accepts. */
class VariantTest {
  private static final ErofsLayout INDEX = ErofsLayout.XATTR_ENTRY_E_NAME_INDEX;
  private static final long ROOT = ErofsLayout.FIRST_INODE_OFFSET;
  private static final long LINK = ROOT + 128;

  /** A root and a symlink in it, as composefs-rs lays out version 2. */
  private static ErofsPatch version2() {
    ErofsPatch patch = ErofsPatch.ofZeros(4096);
    patch.set(ErofsLayout.HEADER_MAGIC, 0, ErofsLayout.MAGIC);
    patch.set(ErofsLayout.HEADER_VERSION, 0, ErofsLayout.VERSION);
    patch.set(ErofsLayout.HEADER_COMPOSEFS_VERSION, 0, 2);
    patch.set(ErofsLayout.SB_MAGIC, SB, ErofsLayout.EROFS_MAGIC);
    patch.set(ErofsLayout.SB_FEATURE_COMPAT, SB, ErofsLayout.FEATURE_COMPAT);
    patch.set(ErofsLayout.SB_BLKSZBITS, SB, ErofsLayout.BLOCK_BITS);
    patch.set(ErofsLayout.SB_ROOT_NID, SB, ROOT / 32);
    patch.set(ErofsLayout.SB_INOS, SB, 2);
    patch.set(ErofsLayout.SB_BLOCKS, SB, 1);
    inode(patch, ROOT, 040755, 3 * 12 + 4, 2);
    long tail = ROOT + 64;
    dirent(patch, tail, ROOT, 36, 2);
    dirent(patch, tail + 12, ROOT, 37, 2);
    dirent(patch, tail + 24, LINK, 39, 7);
    patch.text(tail + 36, "...l");
    inode(patch, LINK, 0120777, 6, 1);
    patch.text(LINK + 64, "target");
    return patch;
  }

  private static void inode(ErofsPatch patch, long at, long mode, long size, long nlink) {
    patch.set(ErofsLayout.EXTENDED_I_FORMAT, at, 5);
    patch.set(ErofsLayout.EXTENDED_I_MODE, at, mode);
    patch.set(ErofsLayout.EXTENDED_I_SIZE, at, size);
    patch.set(ErofsLayout.EXTENDED_I_INO, at, at / 32);
    patch.set(ErofsLayout.EXTENDED_I_NLINK, at, nlink);
  }

  private static void dirent(ErofsPatch patch, long at, long inode, long nameoff, long type) {
    patch.set(ErofsLayout.DIRENT_NID, at, inode / 32);
    patch.set(ErofsLayout.DIRENT_NAMEOFF, at, nameoff);
    patch.set(ErofsLayout.DIRENT_FILE_TYPE, at, type);
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

  @Test
  void version2HasRulesOfItsOwn() {
    Profile profile = Profile.RS_V2;
    assertThat(refused(ErofsPatch.ofShared("min"), profile)).isEqualTo(ErofsRule.V2_ONLY);
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

  /** What mkcomposefs made for mounts by root, with the xattrs under the other prefix. */
  private static ErofsPatch forUserMounts() {
    ErofsPatch patch = ErofsPatch.ofShared("bigfile");
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
    assertThat(refused(forUserMounts(), Profile.STRICT)).isEqualTo(ErofsRule.ROOT_OPAQUE);
    assertThat(refused(ErofsPatch.ofShared("bigfile"), Profile.USERXATTR))
        .isEqualTo(ErofsRule.ROOT_OPAQUE);
  }

  /** Of two marks of one name, each kind of mount reads another. */
  @Test
  void bothPrefixesMustAgree() {
    ErofsPatch patch = ErofsPatch.ofShared("types");
    long root = patch.inode("/");
    long twin = patch.xattr(root, USER, "overlay.opaque");
    long mark = patch.xattr(root, TRUSTED, "overlay.opaque");
    long whiteouts = patch.xattr(root, USER, "overlay.whiteouts");
    patch.text(whiteouts + 4, "X");
    patch.set(INDEX, twin, TRUSTED).set(INDEX, mark, USER).fixFilter(root);
    assertThat(refused(patch, Profile.USERXATTR)).isEqualTo(ErofsRule.OVERLAY_DIFFERS);
  }
}
