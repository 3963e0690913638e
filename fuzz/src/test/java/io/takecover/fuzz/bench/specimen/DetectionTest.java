package io.takecover.fuzz.bench.specimen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.gen.EditException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reached, triggered and detected are three things. */
class DetectionTest {
  @ParameterizedTest
  @CsvSource({
    "V2_DIRENT_PRODUCT, native/valid/device-null, NOT_REACHED, ''",
    "KERNEL_FILTER, native/malformed/digest-len-1, NOT_REACHED, ''",
    // The directory goes on behind its four bytes, and states more entries than have room.
    "FIXED_DIRECTORY_SHORT, native/malformed/directory-len-1, REACHED, ''",
    // The twin does not look at nanoseconds: two trees, and nobody knows which is right.
    "V3_DEVICE_NUMBER, native/valid/device-null inode[1].st_mtim_nsec=0xffffffff, TRIGGERED, ''",
    "V3_DEVICE_NUMBER, native/valid/device-null, DETECTED, another-tree",
    "V3_BISECTION, native/valid/device-null, DETECTED, out-of-bounds",
    "V3_DIRECTORY_AGAIN, native/malformed/loop-directory-in-itself, DETECTED, endless",
    "LIB_RECURSION, deep:1500, DETECTED, too-deep",
    "RS_LOOP, erofs/malformed/bh-119-directory-in-itself, DETECTED, too-deep",
    "RS_SECOND_PARENT, twice:20, DETECTED, endless",
    "KERNEL_PAGE_HELD, erofs/malformed/shared-xattr-id-max, DETECTED, leak",
    "EARLY_NAME_EMPTY, native/malformed/dirent-name-len-zero, DETECTED, takes-refused",
  })
  void tellsLevelsApart(SpecimenFault fault, String witness, Detection.Level level, String claim)
      throws IOException, EditException {
    byte[] image = Witness.image(witness, ProjectFolder.corpus());
    assertThat(Detection.in(fault, image)).isEqualTo(new Detection(level, claim));
    assertThat(Detection.of(fault, image)).isEqualTo(level);
  }

  @ParameterizedTest
  @EnumSource
  void detectsEachFaultOnItsWitness(SpecimenFault fault) throws IOException, EditException {
    byte[] image = Witness.image(fault.witness(), ProjectFolder.corpus());
    Detection detection = Detection.in(fault, image);
    assertThat(detection.level()).isEqualTo(Detection.Level.DETECTED);
    switch (fault.harm()) {
      case CRASH -> assertThat(detection.claim()).isEqualTo("out-of-bounds");
      case RESOURCE -> assertThat(detection.claim()).isIn("endless", "too-deep", "leak");
      case SEMANTIC -> assertThat(detection.claim()).isIn("takes-refused", "another-tree");
    }
  }

  @Test
  void readsNothingOfAnEmptyFile() {
    assertThat(Detection.in(SpecimenFault.V2_SHORT_FILE, new byte[0]))
        .isEqualTo(new Detection(Detection.Level.DETECTED, "out-of-bounds"));
    assertThat(Detection.of(SpecimenFault.V2_OFFSET_CUT, new byte[0]))
        .isEqualTo(Detection.Level.NOT_REACHED);
  }
}
