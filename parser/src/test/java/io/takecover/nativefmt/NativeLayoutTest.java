package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.nativefmt.NativeLayout.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NativeLayoutTest {

  @ParameterizedTest
  @EnumSource
  void fieldsTileTheirStructure(Struct struct) {
    int end = 0;
    for (NativeLayout field : struct.fields()) {
      assertThat(field.offset()).as(field.path()).isEqualTo(end);
      assertThat(field.width()).as(field.path()).isPositive();
      end += field.width();
    }
    assertThat(end).isEqualTo(struct.size());
  }

  @Test
  void everyFieldBelongsToOneStructure() {
    List<NativeLayout> all = new ArrayList<>();
    for (Struct struct : Struct.values()) {
      assertThat(struct.fields()).allMatch(field -> field.struct() == struct);
      all.addAll(struct.fields());
    }
    assertThat(all).containsExactly(NativeLayout.values());
  }

  @ParameterizedTest
  @EnumSource
  void pathIsTheStructuresNameAndItsOwn(NativeLayout field) {
    String struct = field.struct().name().toLowerCase(Locale.ROOT);
    assertThat(field.path()).startsWith(struct + ".");
    assertThat(field.name().toLowerCase(Locale.ROOT)).isEqualTo(field.path().replace('.', '_'));
  }

  @Test
  void pathsDiffer() {
    Set<String> paths = new HashSet<>();
    for (NativeLayout field : NativeLayout.values()) {
      assertThat(paths.add(field.path())).as(field.path()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoNumberIsReserved(NativeLayout field) {
    boolean number =
        field.width() == 1 || field.width() == 2 || field.width() == 4 || field.width() == 8;
    assertThat(number || field.isReserved()).isTrue();
    assertThat(field.isReserved() && field.isSigned()).isFalse();
  }

  /** The specification's tables 1.1 to 1.4. */
  @ParameterizedTest
  @CsvSource({
    "SB_VERSION, 0, 4",
    "SB_MAGIC, 4, 4",
    "SB_VDATA_OFFSET, 8, 8",
    "SB_UNUSED, 16, 112",
    "INODE_ST_MODE, 0, 4",
    "INODE_ST_NLINK, 4, 4",
    "INODE_ST_UID, 8, 4",
    "INODE_ST_GID, 12, 4",
    "INODE_ST_RDEV, 16, 4",
    "INODE_ST_SIZE, 20, 8",
    "INODE_ST_MTIM_SEC, 28, 8",
    "INODE_ST_MTIM_NSEC, 36, 4",
    "INODE_ST_CTIM_SEC, 40, 8",
    "INODE_ST_CTIM_NSEC, 48, 4",
    "INODE_VARIABLE_DATA_OFF, 52, 8",
    "INODE_VARIABLE_DATA_LEN, 60, 4",
    "INODE_XATTRS_OFF, 64, 8",
    "INODE_XATTRS_LEN, 72, 4",
    "INODE_DIGEST_OFF, 76, 8",
    "INODE_DIGEST_LEN, 84, 4",
    "INODE_UNUSED, 88, 8",
    "DIR_N_DIRENTS, 0, 4",
    "DIRENT_INODE_NUM, 0, 4",
    "DIRENT_NAME_OFFSET, 4, 4",
    "DIRENT_NAME_LEN, 8, 1",
    "DIRENT_D_TYPE, 9, 1",
    "DIRENT_PADDING, 10, 2",
    "XATTR_N_ATTR, 0, 2",
    "XATTR_ENTRY_KEY_LENGTH, 0, 2",
    "XATTR_ENTRY_VALUE_LENGTH, 2, 2",
  })
  void fieldStandsWhereTheSpecificationSays(NativeLayout field, int offset, int width) {
    assertThat(field.offset()).isEqualTo(offset);
    assertThat(field.width()).isEqualTo(width);
  }

  @Test
  void onlySecondsAreSigned() {
    assertThat(NativeLayout.values())
        .filteredOn(NativeLayout::isSigned)
        .containsExactly(NativeLayout.INODE_ST_MTIM_SEC, NativeLayout.INODE_ST_CTIM_SEC);
    assertThat(NativeLayout.values())
        .filteredOn(NativeLayout::isReserved)
        .containsExactly(
            NativeLayout.SB_UNUSED, NativeLayout.INODE_UNUSED, NativeLayout.DIRENT_PADDING);
  }

  @ParameterizedTest
  @EnumSource
  void runOfBytesIsNoField(Section section) {
    assertThat(section.path()).isEqualTo(section.name().toLowerCase(Locale.ROOT));
    assertThat(section.offset()).isZero();
    assertThat(section.width()).isZero();
    assertThat(section.isSigned()).isFalse();
    assertThat(section.isReserved()).isFalse();
  }
}
