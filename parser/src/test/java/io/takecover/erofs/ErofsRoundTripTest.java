package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict.Accepted;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.fixture.Collisions;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writer writes is read again, as the same tree. */
class ErofsRoundTripTest {
  private static final Limits LIMITS = Limits.DEFAULT.withWorkPerByte(1000);

  /** In each version that says all of it. */
  @ParameterizedTest
  @EnumSource
  void treeIsReadAgain(ErofsTrees each) throws RejectedException, IOException {
    Image image = each.tree().image();
    int least = Composefs.leastVersion(image, Format.EROFS);
    for (int version = least; version <= 1; version++) {
      byte[] written = Composefs.write(image, Format.EROFS, version, LIMITS);
      Accepted accepted = Inspection.accepted(written, Profile.CANONICAL);
      assertThat(accepted.canonical()).isTrue();
      assertThat(accepted.version()).isEqualTo(version);
      assertThat(accepted.notes()).allMatch(note -> note.rule().kind() == Kind.NOTE);
      // Of names at which an inode could be numbered, an image does not say at which it was.
      if (each != ErofsTrees.LINKS) {
        assertThat(lines(accepted.image())).containsExactlyElementsOf(lines(image));
      }
    }
  }

  @Test
  void versionIsTheLeastThatSaysAll() throws RejectedException {
    TestTree tree = new TestTree();
    assertThat(versionOf(tree)).isZero();
    ErofsTrees.whiteout(tree.root().directory("d"), "w");
    assertThat(versionOf(tree)).isEqualTo(1);
  }

  private static long versionOf(TestTree tree) throws RejectedException {
    byte[] written = Composefs.write(tree.image(), Format.EROFS, LIMITS);
    return Inspection.accepted(written, Profile.CANONICAL).version();
  }

  /** In version 0 no directory has this mark, so the xattr is its own. */
  @Test
  void opaqueDirectoryOfATree() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    tree.root().xattr("user.abcdefghijk", "as long as a label's name");
    tree.root().directory("d").xattr("trusted.overlay.opaque", "y");
    readAgain(tree);
  }

  /** Stubs have the label of the root, whatever stands before it. */
  @Test
  void labelThatIsNotTheFirst() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    tree.root().xattr("security.capability", "c").xattr("security.selinux", "label");
    readAgain(tree);
  }

  /** From one xattr to more than any list has room for at first, besides what marks the file. */
  @Test
  void eachNumberOfXattrs() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    for (int count = 1; count < 100; count++) {
      TestTree.Node file = ErofsTrees.external(tree.root(), String.format("f%02d", count), 9);
      for (int k = 0; k < count; k++) {
        file.xattr(String.format("user.%03d", k), String.valueOf(count));
      }
    }
    readAgain(tree);
  }

  /** Keys that stand before, between and behind all marks of a directory. */
  @Test
  void keysAmongMarks() throws RejectedException {
    TestTree tree = new TestTree();
    TestTree.Node directory = tree.root().directory("d");
    ErofsTrees.whiteout(directory, "w");
    directory.xattr("security.a", "").xattr("trusted.z", "").xattr("user.z", "");
    byte[] written = Composefs.write(tree.image(), Format.EROFS, 1, LIMITS);
    ErofsPatch patch = ErofsPatch.of(written);
    long at = patch.inode("/d");
    assertThat(
            List.of(
                patch.xattr(at, XattrEntry.SECURITY, "a"),
                patch.xattr(at, XattrEntry.TRUSTED, "overlay.overlay.whiteouts"),
                patch.xattr(at, XattrEntry.TRUSTED, "z"),
                patch.xattr(at, XattrEntry.USER, "overlay.whiteouts"),
                patch.xattr(at, XattrEntry.USER, "z")))
        .isSorted();
  }

  /** Different values with one hash and one length, each of two files. */
  @Test
  void valuesOfOneHash() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    List<String> values = Collisions.digests(8);
    for (int i = 0; i < 16; i++) {
      tree.root().node("f" + i, FileType.FIFO).xattr("user.a", values.get(i % 8));
    }
    readAgain(tree);
  }

  /** More different xattrs than any table has room for at first: each is kept once all the same. */
  @Test
  void manySharedValues() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    for (int i = 0; i < 600; i++) {
      TestTree.Node file = tree.root().node(String.format("f%03d", i), FileType.FIFO);
      for (int key = 0; key < 4; key++) {
        file.xattr("user." + key, String.format("%0500d", i % 300));
      }
    }
    // There are 1200, and twice as many uses.
    assertThat(readAgain(tree)).hasSizeLessThan(1800 * 500);
  }

  /** The names of the tree's xattrs are put together, and nothing else is. */
  @Test
  void copiesAreTheNamesOfXattrs() throws RejectedException {
    TestTree tree = new TestTree();
    tree.root().node("f", FileType.FIFO).xattr("trusted.overlay.x", "value").xattr("user.a", "");
    byte[] written = Composefs.write(tree.image(), Format.EROFS, LIMITS);
    Image read = Inspection.accepted(written, Profile.CANONICAL).image();
    assertThat(read.copies().size()).isEqualTo("trusted.overlay.x".length() + "user.a".length());
  }

  private static byte[] readAgain(TestTree tree) throws RejectedException, IOException {
    byte[] written = Composefs.write(tree.image(), Format.EROFS, LIMITS);
    Image read = Inspection.accepted(written, Profile.CANONICAL).image();
    assertThat(lines(read)).containsExactlyElementsOf(lines(tree.image()));
    return written;
  }

  /** Names of one length, so many that some meet in every table by which names are found. */
  @Test
  void manyNamesOfOneLength() throws RejectedException, IOException {
    TestTree tree = new TestTree();
    for (int i = 0; i < 3000; i++) {
      tree.root()
          .node(String.format("f%04d", i), FileType.FIFO)
          .xattr(String.format("security.%04d", i), "")
          .xattr(String.format("trusted.%05d", i), "")
          .xattr(String.format("user.%08d", i), "");
    }
    readAgain(tree);
  }

  @Test
  void everyTreeFits() {
    Image image = ErofsTrees.TYPES.tree().image();
    assertThat(Composefs.unfit(image, io.takecover.model.Origins.NONE, Format.EROFS)).isEmpty();
  }

  /** Lines of a dump, without sizes of directories, and with xattrs in their order. */
  private static List<String> lines(Image image) throws RejectedException, IOException {
    StringBuilder dump = new StringBuilder();
    DumpWriter.write(image, dump, LIMITS);
    List<String> lines = new ArrayList<>();
    for (String line : dump.toString().split("\n", -1)) {
      String[] cells = line.split(" ", -1);
      if (cells.length > 2 && cells[2].startsWith("4")) {
        cells[1] = "-";
      }
      for (int i = 11; i < cells.length; i++) {
        // The marks of version 1 take its place.
        cells[i] = cells[i].startsWith("user.overlay.opaque=replaced") ? "" : cells[i];
      }
      if (cells.length > 11) {
        Arrays.sort(cells, 11, cells.length);
      }
      lines.add(String.join(" ", cells).trim());
    }
    return lines;
  }
}
