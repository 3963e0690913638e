package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fixture.Inspection;
import io.takecover.rule.Profile;
import io.takecover.tree.TreeRule;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Images that cost a careless reader more than their size: rows E-800 to E-810. */
class ErofsCostTest {
  private static final long ROOT = Version2Maker.ROOT;
  private static final int SHARED = 255;
  private static final int FILES = 120;

  private static void assertLinear(byte[] image) {
    Verdict verdict = Composefs.inspect(image, Limits.DEFAULT, Profile.RS_V2);
    assertThat(verdict.steps()).isLessThan(1024 + 4L * image.length);
  }

  /** Each directory has two names in the one before: 2^60 paths. */
  @Test
  void directoryWithTwoNamesOnEachLevel() {
    Version2Maker maker = new Version2Maker(12288);
    long at = ROOT;
    for (int level = 0; level < 60; level++) {
      long next = at + 128;
      String[] names = {"a", "b"};
      maker.directory(at, level == 0 ? ROOT : at - 128, 2, names, new long[] {next, next});
      maker.patch().set(ErofsLayout.EXTENDED_I_NLINK, at, 4);
      at = next;
    }
    maker.directory(at, at - 128, 2, new String[0], new long[0]);
    byte[] image = maker.patch().bytes();
    assertThat(Inspection.rejected(image, Profile.RS_V2).violations())
        .allMatch(violation -> violation.rule() == TreeRule.ONE_PARENT);
    assertLinear(image);
  }

  /** Each file has 255 xattrs by 4 bytes each: 60 KiB of names a file, all of them different. */
  @Test
  void manySharedXattrsOfManyFiles() {
    Version2Maker maker = new Version2Maker(200 * 1024);
    String[] names = new String[FILES];
    long[] inodes = new long[FILES];
    long first = ROOT + 2048;
    long step = 1120;
    for (int k = 0; k < FILES; k++) {
      names[k] = String.format(Locale.ROOT, "%03d", k);
      inodes[k] = first + k * step;
    }
    maker.directory(ROOT, ROOT, 1, names, inodes);
    long shared = first + FILES * step;
    ErofsPatch patch = maker.patch();
    long size = 4 + 250 + 2;
    for (int k = 0; k < SHARED; k++) {
      long entry = shared + k * size;
      patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, entry, 250);
      patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, entry, XattrEntry.USER);
      patch.text(entry + 4, "x".repeat(247) + String.format(Locale.ROOT, "%03d", k));
    }
    for (long at : inodes) {
      maker.inode(at, 0100644, ErofsLayout.FLAT_PLAIN, 0, 1);
      patch.set(ErofsLayout.EXTENDED_I_XATTR_ICOUNT, at, 1 + SHARED);
      patch.set(ErofsLayout.XATTR_HEADER_H_SHARED_COUNT, at + 64, SHARED);
      for (int k = 0; k < SHARED; k++) {
        // Against the order of names, which costs a sort of each list.
        long entry = shared + (k * 7L % SHARED) * size;
        patch.set(ErofsLayout.SHARED_ID_ID, at + 64 + 12 + 4L * k, entry / 4);
      }
      patch.fixFilter(at);
    }
    byte[] image = maker.patch().bytes();
    assertThat(Inspection.accepted(image, Profile.RS_V2).image().xattrCount())
        .isEqualTo(FILES * SHARED);
    assertLinear(image);
  }
}
