package io.takecover.nativefmt;

import static io.takecover.fixture.Specimen.F;
import static io.takecover.fixture.Specimen.PP;
import static io.takecover.fixture.Specimen.ROOT;
import static io.takecover.fixture.Specimen.VDATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.Specimen;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeOriginsTest {
  private static final Origins ORIGINS =
      Inspection.accepted(Specimen.image(), Profile.STRICT).origins();

  @ParameterizedTest
  @CsvSource({
    "MODE, INODE_ST_MODE",
    "NLINK, INODE_ST_NLINK",
    "UID, INODE_ST_UID",
    "GID, INODE_ST_GID",
    "RDEV, INODE_ST_RDEV",
    "SIZE, INODE_ST_SIZE",
    "MTIME_SECONDS, INODE_ST_MTIM_SEC",
    "MTIME_NANOSECONDS, INODE_ST_MTIM_NSEC",
    "CTIME_SECONDS, INODE_ST_CTIM_SEC",
    "CTIME_NANOSECONDS, INODE_ST_CTIM_NSEC",
    "PAYLOAD, INODE_VARIABLE_DATA_LEN",
    "DIGEST, INODE_DIGEST_LEN",
  })
  void partOfAnInodeIsAField(Part part, NativeLayout field) {
    assertThat(ORIGINS.path(part)).isEqualTo(field.path());
    for (int inode : new int[] {ROOT, F, PP}) {
      assertThat(ORIGINS.offset(part, inode)).isEqualTo(Patch.inodeAt(inode) + field.offset());
    }
  }

  /** The root's six entries come first, then the two of d. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "5, 0, 5", "6, 1, 0", "7, 1, 1"})
  void partOfAnEntryIsAFieldOfItsDirent(int entry, int directory, int k) {
    Patch image = Specimen.patch();
    long direntAt = image.direntAt(directory, k, NativeLayout.DIRENT_INODE_NUM);
    assertThat(ORIGINS.path(Part.TARGET)).isEqualTo("dirent.inode_num");
    assertThat(ORIGINS.offset(Part.TARGET, entry)).isEqualTo(direntAt);
    assertThat(ORIGINS.path(Part.NAME_LENGTH)).isEqualTo("dirent.name_len");
    assertThat(ORIGINS.offset(Part.NAME_LENGTH, entry)).isEqualTo(direntAt + 8);
  }

  @Test
  void nameStandsWhereItsBytesAre() {
    assertThat(ORIGINS.path(Part.NAME)).isEqualTo("dirent.name");
    assertThat(ORIGINS.offset(Part.NAME, 0)).isEqualTo(VDATA + 4 + 6 * 12);
    assertThat(ORIGINS.offset(Part.NAME, 7)).isEqualTo(VDATA + 84 + 4 + 2 * 12 + 2);
  }

  /** The root's two xattrs, then the one of f. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 166", "1, 0, 1, 173", "2, 3, 0, 190"})
  void partOfAnXattrIsAFieldOfItsEntry(int xattr, int inode, int k, long keyAt) {
    long entryAt = Specimen.patch().xattrAt(inode, k, NativeLayout.XATTR_ENTRY_KEY_LENGTH);
    assertThat(ORIGINS.path(Part.KEY_LENGTH)).isEqualTo("xattr_entry.key_length");
    assertThat(ORIGINS.offset(Part.KEY_LENGTH, xattr)).isEqualTo(entryAt);
    assertThat(ORIGINS.path(Part.KEY)).isEqualTo("xattr_entry.key");
    assertThat(ORIGINS.offset(Part.KEY, xattr)).isEqualTo(VDATA + keyAt);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 8})
  void entryThatIsNotThereIsAFault(int entry) {
    assertThatThrownBy(() -> ORIGINS.offset(Part.TARGET, entry))
        .isExactlyInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Names that are not packed are a fault that is told last, so another may be told before. */
  @Test
  void entryIsFoundWhereverTheNamesAre() {
    RawImage raw = new RawImage(2).directory(0, Dirent.directory("b", 0), Dirent.directory("a", 1));
    Patch swapped = Patch.of(raw.directory(1).bytes());
    swapped.dirent(0, 0, NativeLayout.DIRENT_NAME_OFFSET, 1);
    swapped.dirent(0, 1, NativeLayout.DIRENT_NAME_OFFSET, 0);
    long direntAt = swapped.direntAt(0, 0, NativeLayout.DIRENT_INODE_NUM);
    assertThat(Inspection.rejected(swapped.bytes(), Profile.STRICT).violations())
        .containsExactly(new Violation(TreeRule.ONE_PARENT, direntAt, "dirent.inode_num", 0));
  }
}
