package io.takecover.erofs;

import static io.takecover.erofs.ErofsPatch.SB;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Field;
import io.takecover.fixture.Inspection;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.tree.TreeRule;
import org.junit.jupiter.api.Test;

/**
 * The minimal triggers of section 12 of the specification that are no single field of {@link
 * ErofsDefects}, and what each is refused for.
 */
class TriggersTest {
  private static final ErofsLayout NID = ErofsLayout.DIRENT_NID;

  private static ErofsPatch types() {
    return ErofsSpecimen.TYPES.patch();
  }

  private static String refused(ErofsPatch patch) {
    return Inspection.rejected(patch.bytes(), Profile.STRICT).first().rule().id();
  }

  private static String refused(Field field, long at, long value) {
    return refused(types().set(field, at, value));
  }

  private static String refusedInode(String path, Field field, long value) {
    return refused(field, types().inode(path), value);
  }

  @Test
  void superblock() {
    assertThat(refused(ErofsLayout.SB_ROOT_NID, SB, 0)).as("T-01").isEqualTo("E-101");
    assertThat(refused(ErofsLayout.SB_META_BLKADDR, SB, 1)).as("T-02").isEqualTo("E-018");
    assertThat(refused(ErofsLayout.SB_BLKSZBITS, SB, 13)).as("T-03").isEqualTo("E-013");
  }

  @Test
  void numbersOfInodes() {
    long at = types().dirent("/empty");
    assertThat(refused(NID, at, 1L << 59)).as("T-04").isEqualTo("E-100");
    assertThat(refused(NID, at, -1)).as("T-04").isEqualTo("E-100");
  }

  /** A directory named again, with nothing else wrong: the tree's rule says so. */
  @Test
  void directoryWithTwoNames() {
    ErofsPatch types = types();
    long file = types.dirent("/dir/hard3");
    for (String directory : new String[] {"/", "/dir", "/dir/sub"}) {
      ErofsPatch patch = types().set(NID, file, types.inode(directory) / 32);
      patch.set(ErofsLayout.DIRENT_FILE_TYPE, file, 2);
      assertThat(Inspection.rejected(patch.bytes(), Profile.STRICT).violations())
          .as("T-05 %s", directory)
          .anyMatch(violation -> violation.rule() == TreeRule.ONE_PARENT)
          .allMatch(violation -> violation.rule() != TreeRule.DIRECTORY_REACHABLE);
    }
  }

  @Test
  void data() {
    ErofsLayout size = ErofsLayout.COMPACT_I_SIZE;
    assertThat(refusedInode("/", ErofsLayout.COMPACT_I_U, 0x10_0000)).as("T-06").isEqualTo("E-200");
    assertThat(refusedInode("/dir", size, 0)).as("T-07").isEqualTo("E-205");
    assertThat(refusedInode("/", size, 4096)).as("T-08").isEqualTo("E-204");
    ErofsPatch flat = types();
    long extended = flat.inode("/ext65");
    flat.set(ErofsLayout.EXTENDED_I_FORMAT, extended, 1);
    flat.set(ErofsLayout.EXTENDED_I_SIZE, extended, Long.MAX_VALUE);
    assertThat(refused(flat)).as("T-09").isEqualTo("E-109");
    ErofsPatch chunks = types();
    long mapAt = chunks.at(chunks.inode("/ext100000")).tailAt();
    assertThat(refused(chunks.set(ErofsLayout.CHUNK_BLKADDR, mapAt, 0)))
        .as("T-18")
        .isEqualTo("E-212");
  }

  @Test
  void names() {
    ErofsLayout nameoff = ErofsLayout.DIRENT_NAMEOFF;
    long first = types().dirent("/.");
    for (long wrong : new long[] {0, 11, types().get(nameoff, first) + 5}) {
      assertThat(refused(nameoff, first, wrong)).as("T-10").isEqualTo("E-300");
    }
    assertThat(refused(nameoff, first, types().get(nameoff, first) - 24))
        .as("T-10")
        .isEqualTo("E-305");
    assertThat(refused(nameoff, first + 12, 11)).as("T-11").isEqualTo("E-301");
    ErofsPatch swapped = types();
    long nameAt = swapped.name("/inline4");
    assertThat(refused(swapped.text(nameAt, "inline9"))).as("T-12").isEqualTo("N-049");
  }

  @Test
  void xattrs() {
    long body = types().at(types().inode("/ext4096")).bodyAt();
    ErofsLayout filter = ErofsLayout.XATTR_HEADER_H_NAME_FILTER;
    assertThat(refused(filter, body, 0xffff_ffffL)).as("T-13").isEqualTo("E-430");
    ErofsLayout shared = ErofsLayout.XATTR_HEADER_H_SHARED_COUNT;
    assertThat(refused(shared, body, 255)).as("T-14").isEqualTo("E-402");
    for (long id : new long[] {0xffff_ffffL, 0x4000_0000L}) {
      assertThat(refused(ErofsLayout.SHARED_ID_ID, body + 12, id)).as("T-15").isEqualTo("E-404");
    }
    ErofsPatch last = types();
    long at = last.xattr(last.inode("/withxattr"), XattrEntry.USER, "foo");
    assertThat(refused(last.add(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, at, 1000)))
        .as("T-16")
        .isEqualTo("E-405");
  }

  /** A stub that is an empty file, type of its entry included, is a file of that name. */
  @Test
  void stubThatIsAFile() {
    ErofsPatch patch = types();
    patch.set(ErofsLayout.COMPACT_I_MODE, patch.inode("/7f"), 0100644);
    assertThat(refused(patch)).as("T-21").isEqualTo("E-306");
    patch.set(ErofsLayout.DIRENT_FILE_TYPE, patch.dirent("/7f"), 1);
    Image right = Inspection.accepted(patch.bytes(), Profile.STRICT).image();
    assertThat(right.inodeCount()).isEqualTo(30);
  }

  @Test
  void flagOfAccessControlLists() {
    ErofsPatch patch = types();
    long inode = patch.inode("/withxattr");
    long at = patch.xattr(inode, XattrEntry.USER, "empty");
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_INDEX, at, XattrEntry.ACL_ACCESS);
    patch.set(ErofsLayout.XATTR_ENTRY_E_NAME_LEN, at, 0);
    patch.set(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, at, 5);
    patch.fixFilter(inode);
    assertThat(refused(patch)).as("T-24").isEqualTo("E-004");
    patch.set(ErofsLayout.HEADER_FLAGS, 0, ErofsLayout.FLAG_HAS_ACL);
    assertThat(Inspection.accepted(patch.bytes(), Profile.STRICT).notes())
        .extracting(note -> note.rule().id())
        .containsExactly("E-412");
  }

  /** Where libcomposefs reads two bytes too many (E-930). */
  @Test
  void payloadOfAnyLength() {
    ErofsPatch patch = types();
    long inode = patch.inode("/ext100000");
    long at = patch.xattr(inode, XattrEntry.TRUSTED, "overlay.redirect");
    long size = patch.get(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, at);
    patch.set(ErofsLayout.XATTR_ENTRY_E_VALUE_SIZE, at, size + 2);
    patch.text(at + 20 + size, "ab");
    assertThat((size + 1) % 4).as("T-25").isEqualTo(3);
    Image image = Inspection.accepted(patch.bytes(), Profile.STRICT).image();
    boolean found = false;
    for (int k = 0; k < image.inodeCount(); k++) {
      found |= image.payloadLength(k) == size + 1;
    }
    assertThat(found).isTrue();
  }

  /** Readers never look at these numbers, but a writer's are in order. */
  @Test
  void numbersOfNoOrder() {
    ErofsPatch patch = types();
    long inode = patch.inode("/empty");
    long number = patch.get(ErofsLayout.COMPACT_I_INO, inode);
    patch.set(ErofsLayout.COMPACT_I_INO, inode, number + 1);
    assertThat(Inspection.notes(patch.bytes(), Profile.STRICT)).contains(ErofsRule.NUMBERING);
    assertThat(Inspection.rejected(patch.bytes(), Profile.CANONICAL).first().rule())
        .isEqualTo(ErofsRule.NUMBERING);
  }
}
