package io.takecover.nativefmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Verdict.Accepted;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.TestTree;
import io.takecover.fixture.TestTree.Node;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.tree.TreeRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At which name an inode is numbered: N-1201, and the numbers of the January 2023 writer. */
class NumberingTest {

  private static List<Boolean> primaries(Image image) {
    List<Boolean> primaries = new ArrayList<>();
    for (int entry = 0; entry < image.entryCount(); entry++) {
      primaries.add(image.isPrimary(entry));
    }
    return primaries;
  }

  private static Image canonical(byte[] bytes) {
    Accepted accepted = Inspection.accepted(bytes, Profile.CANONICAL);
    assertThat(accepted.canonical()).isTrue();
    assertThat(accepted.notes()).allMatch(note -> note.rule() == TreeRule.NUMBERED_AT_FIRST_NAME);
    return accepted.image();
  }

  @Test
  void linkBehindThePrimaryName() {
    TestTree tree = new TestTree();
    Node file = tree.root().file("a", "p");
    tree.root().directory("d").link("b", file);
    assertThat(primaries(canonical(tree.write()))).containsExactly(true, true, false);
  }

  @Test
  void linkBeforeThePrimaryName() {
    TestTree tree = new TestTree();
    Node file = tree.root().directory("d").file("b", "p");
    tree.root().link("a", file);
    assertThat(primaries(canonical(tree.write()))).containsExactly(false, true, true);
  }

  /** The tree alone does not say at which of its names the file is numbered. */
  @Test
  void primaryNameThatIsNotTheFirstIsNoted() {
    TestTree first = new TestTree();
    first.root().link("b", first.root().file("a", "p"));
    assertThat(Inspection.notes(first.write(), Profile.STRICT)).isEmpty();
    TestTree later = new TestTree();
    later.root().directory("d").link("b", later.root().file("z", "p"));
    Violation note = Inspection.accepted(later.write(), Profile.CANONICAL).notes().get(0);
    assertThat(note.rule()).isEqualTo(TreeRule.NUMBERED_AT_FIRST_NAME);
    assertThat(note.field()).isEqualTo("dirent.name");
    assertThat(later.write()[(int) note.offset()]).isEqualTo((byte) 'b');
  }

  @Test
  void severalLinksOnBothSides() {
    TestTree tree = new TestTree();
    Node one = tree.root().file("m", "1");
    Node two = tree.root().directory("d").file("x", "2");
    tree.root().link("n", one);
    tree.root().link("a", two);
    tree.root().link("b", two);
    tree.root().directory("z").link("y", two);
    assertThat(primaries(canonical(tree.write())))
        .containsExactly(false, false, true, true, false, true, true, false);
  }

  /** To swap a link and the primary name gives the same bytes, so the first of the two is taken. */
  @Test
  void linkThatShowsTheNumberThatIsDue() {
    TestTree tree = new TestTree();
    Node file = tree.root().file("b", "p");
    tree.root().link("a", file);
    assertThat(primaries(canonical(tree.write()))).containsExactly(true, false);
  }

  @Test
  void linkBeforeAnyNumber() {
    RawImage raw =
        new RawImage(3).directory(0, Dirent.file("a", 2), Dirent.file("b", 1), Dirent.file("c", 2));
    raw.file(1, raw.append("1")).file(2, raw.append("2"));
    raw.set(2, NativeLayout.INODE_ST_NLINK, 2);
    assertThat(primaries(canonical(raw.bytes()))).containsExactly(false, true, true);
  }

  /** A root with the given entries; inode k is a file whose path is the number k. */
  private static RawImage files(int inodeCount, Dirent... entries) {
    RawImage raw = new RawImage(inodeCount).directory(0, entries);
    for (int inode = 1; inode < inodeCount; inode++) {
      raw.file(inode, raw.append(Integer.toString(inode)));
      raw.set(inode, NativeLayout.INODE_ST_NLINK, 2);
    }
    return raw;
  }

  private static Violation orphan(int inode) {
    return new Violation(TreeRule.REACHABLE, Patch.inodeAt(inode), "inode.st_mode", 0x81ed);
  }

  private static Violation misnumbered(int inode) {
    return new Violation(NativeRule.NUMBERING, Patch.inodeAt(inode), "inode.st_mode", inode);
  }

  /** The January 2023 writer gave the second name of a file a number, and an inode, of its own. */
  @Test
  void lenientTakesTheInodesThatLinksLeft() {
    byte[] image = files(4, Dirent.file("a", 1), Dirent.file("b", 1), Dirent.file("c", 3)).bytes();
    assertThat(Inspection.rejected(image, Profile.STRICT).violations()).containsExactly(orphan(2));
    assertThat(Inspection.rejected(image, Profile.CANONICAL).first()).isEqualTo(orphan(2));
    Accepted lenient = Inspection.accepted(image, Profile.LENIENT_V3);
    assertThat(primaries(lenient.image())).containsExactly(true, false, true);
    assertThat(lenient.canonical()).isFalse();
    assertThat(rules(lenient))
        .containsExactlyInAnyOrder(
            TreeRule.REACHABLE, TreeRule.NLINK_ABOVE_NAMES, NativeRule.CANONICAL_SECTIONS);
    assertThat(lenient.notes()).contains(orphan(2));
  }

  @Test
  void lenientTakesALinkThatWasNumberedBeforeItsTarget() {
    RawImage raw = new RawImage(4).directory(0, Dirent.file("a", 3), Dirent.directory("d", 2));
    raw.directory(2, Dirent.file("f", 3));
    raw.file(1, raw.append("1")).file(3, raw.append("3"));
    raw.set(3, NativeLayout.INODE_ST_NLINK, 2);
    assertThat(Inspection.rejected(raw.bytes(), Profile.STRICT).violations()).contains(orphan(1));
    Accepted lenient = Inspection.accepted(raw.bytes(), Profile.LENIENT_V3);
    assertThat(primaries(lenient.image())).containsExactly(false, true, true);
  }

  @Test
  void lenientNotesTheWordsThatTheFirstWriterLeft() {
    byte[] image =
        files(3, Dirent.file("a", 1), Dirent.file("b", 1))
            .set(1, NativeLayout.INODE_UNUSED, 0x7fcd8b6ef0L)
            .bytes();
    Violation unused =
        new Violation(NativeRule.INODE_UNUSED, Patch.inodeAt(1) + 88, "inode.unused", 0xf0);
    assertThat(Inspection.rejected(image, Profile.STRICT).violations()).containsExactly(unused);
    assertThat(Inspection.accepted(image, Profile.LENIENT_V3).notes()).contains(unused, orphan(2));
  }

  @Test
  void orphanThatNoLinkLeftIsMisnumbered() {
    byte[] image = files(3, Dirent.file("a", 1)).bytes();
    assertThat(Inspection.rejected(image, Profile.STRICT).first()).isEqualTo(orphan(2));
    assertThat(Inspection.rejected(image, Profile.LENIENT_V3).violations())
        .containsExactly(misnumbered(2));
  }

  @Test
  void linkToTheInodeThatALinkLeftIsMisnumbered() {
    byte[] image = files(4, Dirent.file("a", 1), Dirent.file("b", 3), Dirent.file("c", 1)).bytes();
    assertThat(Inspection.rejected(image, Profile.LENIENT_V3).violations())
        .containsExactly(misnumbered(2));
  }

  @Test
  void linkToTheRootIsAnotherFault() {
    byte[] image = files(3, Dirent.file("a", 1), Dirent.directory("b", 0)).bytes();
    assertThat(rules(Inspection.rejected(image, Profile.LENIENT_V3).violations()))
        .contains(TreeRule.ONE_PARENT);
  }

  @Test
  void lenientTakesNoDirectoryThatALinkLeft() {
    RawImage raw = files(4, Dirent.file("a", 1), Dirent.file("b", 1), Dirent.file("c", 3));
    raw.inode(2, FileType.DIRECTORY, 2);
    raw.set(2, NativeLayout.INODE_ST_SIZE, 0);
    raw.variable(2, new RawImage.Chunk(0, 0));
    assertThat(rules(Inspection.rejected(raw.bytes(), Profile.LENIENT_V3).violations()))
        .contains(TreeRule.DIRECTORY_REACHABLE);
  }

  @Test
  void misnumberedTreeIsRefusedByEveryProfile() {
    byte[] image = files(3, Dirent.file("a", 2), Dirent.file("b", 1)).bytes();
    for (Profile profile : Profile.values()) {
      assertThat(Inspection.rejected(image, profile).violations()).containsExactly(misnumbered(2));
    }
  }

  @Test
  void firstMisnumberedDirectoryIsNamed() {
    RawImage raw =
        new RawImage(4)
            .directory(
                0, Dirent.directory("a", 1), Dirent.directory("b", 3), Dirent.directory("c", 2));
    raw.directory(1).directory(2).directory(3);
    assertThat(Inspection.rejected(raw.bytes(), Profile.STRICT).violations())
        .containsExactly(
            new Violation(NativeRule.NUMBERING, 128 + 4 * 96 + 4 + 12, "dirent.inode_num", 3));
  }

  private static List<Rule> rules(Accepted accepted) {
    return rules(accepted.notes());
  }

  private static List<Rule> rules(List<Violation> violations) {
    return violations.stream().map(Violation::rule).toList();
  }
}
