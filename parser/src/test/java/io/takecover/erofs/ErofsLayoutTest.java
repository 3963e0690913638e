package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.erofs.ErofsLayout.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErofsLayoutTest {

  @ParameterizedTest
  @EnumSource
  void fieldsTileTheirStructure(Struct struct) {
    int end = 0;
    for (ErofsLayout field : struct.fields()) {
      assertThat(field.offset()).as(field.path()).isEqualTo(end);
      assertThat(field.width()).as(field.path()).isPositive();
      end += field.width();
    }
    assertThat(end).isEqualTo(struct.size());
  }

  @Test
  void everyFieldBelongsToOneStructure() {
    List<ErofsLayout> all = new ArrayList<>();
    for (Struct struct : Struct.values()) {
      assertThat(struct.fields()).allMatch(field -> field.struct() == struct);
      all.addAll(struct.fields());
    }
    assertThat(all).containsExactly(ErofsLayout.values());
  }

  @ParameterizedTest
  @EnumSource
  void pathIsTheStructuresNameAndItsOwn(ErofsLayout field) {
    assertThat(field.path()).startsWith(field.struct().label() + ".");
    String own = field.path().substring(field.struct().label().length() + 1);
    assertThat(field.name().toLowerCase(Locale.ROOT))
        .isEqualTo(field.struct().name().toLowerCase(Locale.ROOT) + "_" + own);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoNumberIsReserved(ErofsLayout field) {
    boolean number =
        field.width() == 1 || field.width() == 2 || field.width() == 4 || field.width() == 8;
    assertThat(number || field.isReserved()).isTrue();
    assertThat(field.isReserved() && field.isSigned()).isFalse();
  }

  /** The specification's tables 1.1 to 1.5, where a number is easily off. */
  @ParameterizedTest
  @CsvSource({
    "HEADER_COMPOSEFS_VERSION, 12, 4",
    "HEADER_PAD, 32, 992",
    "SB_BLKSZBITS, 12, 1",
    "SB_ROOT_NID, 14, 2",
    "SB_INOS, 16, 8",
    "SB_BUILD_TIME, 24, 8",
    "SB_BLOCKS, 36, 4",
    "SB_XATTR_BLKADDR, 44, 4",
    "SB_FEATURE_INCOMPAT, 80, 4",
    "SB_PACKED_NID, 96, 8",
    "SB_RESERVED2, 105, 23",
    "COMPACT_I_NLINK, 6, 2",
    "COMPACT_I_SIZE, 8, 4",
    "COMPACT_I_U, 16, 4",
    "COMPACT_I_UID, 24, 2",
    "EXTENDED_I_SIZE, 8, 8",
    "EXTENDED_I_U, 16, 4",
    "EXTENDED_I_GID, 28, 4",
    "EXTENDED_I_MTIME, 32, 8",
    "EXTENDED_I_NLINK, 44, 4",
    "XATTR_HEADER_H_SHARED_COUNT, 4, 1",
    "XATTR_ENTRY_E_VALUE_SIZE, 2, 2",
    "DIRENT_NAMEOFF, 8, 2",
    "DIRENT_FILE_TYPE, 10, 1",
    "METACOPY_DIGEST_ALGO, 3, 1"
  })
  void fieldStandsWhereTheSpecificationSays(ErofsLayout field, int offset, int width) {
    assertThat(field.offset()).isEqualTo(offset);
    assertThat(field.width()).isEqualTo(width);
  }

  @Test
  void structuresHaveTheSizesOfTheSpecification() {
    assertThat(Struct.HEADER.size()).isEqualTo(ErofsLayout.SUPERBLOCK_OFFSET);
    assertThat(Struct.SB.size()).isEqualTo(128);
    assertThat(Struct.COMPACT.size()).isEqualTo(32);
    assertThat(Struct.EXTENDED.size()).isEqualTo(64);
    assertThat(Struct.XATTR_HEADER.size()).isEqualTo(12);
    assertThat(Struct.DIRENT.size()).isEqualTo(12);
  }

  @Test
  void onlySecondsAreSigned() {
    assertThat(ErofsLayout.values())
        .filteredOn(ErofsLayout::isSigned)
        .containsExactly(ErofsLayout.SB_BUILD_TIME, ErofsLayout.EXTENDED_I_MTIME);
  }
}
