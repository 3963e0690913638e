package io.takecover.tree;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.CostlyImages;
import io.takecover.fixture.Defect;
import io.takecover.fixture.Inspection;
import io.takecover.fixture.Patch;
import io.takecover.fixture.Refusal;
import io.takecover.fixture.TestTree;
import io.takecover.fixture.TestTree.Node;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.rule.Findings;
import io.takecover.rule.Kind;
import io.takecover.rule.Profile;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks each rule of trees, and goes up to the edge of it. */
class TreeVerifierTest {

  static Stream<Defect> defects() {
    return TreeDefects.all();
  }

  private static byte[] image(Consumer<Node> grow) {
    TestTree tree = new TestTree();
    grow.accept(tree.root());
    return tree.write();
  }

  private static void assertNothingToTell(byte[] image) {
    assertThat(Inspection.notes(image, Profile.STRICT)).isEmpty();
  }

  /** Orphans, which are numbered too, have their test with the numbers, and depth has its own. */
  @Test
  void everyRuleThatRefusesHasADefect() {
    Set<Rule> broken = defects().map(defect -> defect.expected().rule()).collect(toSet());
    assertThat(broken)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(TreeRule.values())
                .filter(rule -> rule.kind() == Kind.INVALID)
                .filter(rule -> rule != TreeRule.REACHABLE && rule != TreeRule.NLINK_ZERO)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsFoundWhereItIs(Defect defect) {
    assertThat(Inspection.rejected(defect.image(), Profile.STRICT).violations())
        .containsExactly(defect.expected());
  }

  @ParameterizedTest
  @MethodSource("defects")
  void lenientToleratesNone(Defect defect) {
    assertThat(Inspection.rejected(defect.image(), Profile.LENIENT_V3).violations())
        .containsExactly(defect.expected());
  }

  @Test
  void nlinkOfZeroIsBelowTheNamesToo() {
    byte[] image = image(root -> root.node("a", FileType.FIFO).set(Part.NLINK, 0));
    long at = Patch.inodeAt(1) + NativeLayout.INODE_ST_NLINK.offset();
    assertThat(Inspection.rejected(image, Profile.STRICT).violations())
        .containsExactly(
            new Violation(TreeRule.NLINK_ZERO, at, "inode.st_nlink", 0),
            new Violation(TreeRule.NLINK_BELOW_NAMES, at, "inode.st_nlink", 0));
  }

  @Test
  void numbersAtTheEdgeAreRight() {
    assertNothingToTell(
        image(
            root -> {
              root.set(Part.UID, 0xffff_fffeL).set(Part.GID, 0xffff_fffeL);
              root.set(Part.SIZE, Long.MAX_VALUE);
              root.set(Part.MTIME_NANOSECONDS, 999_999_999).set(Part.MTIME_SECONDS, -1);
              root.set(Part.CTIME_NANOSECONDS, 999_999_999).set(Part.CTIME_SECONDS, 1L << 62);
              root.node("b", FileType.BLOCK_DEVICE).set(Part.RDEV, 0xffff_ffffL);
              root.node("c", FileType.CHARACTER_DEVICE).set(Part.RDEV, 0);
              root.node("s", FileType.SOCKET);
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "...", "..a", "a..", ".a", "a.", "a/b", "a./b", ".a/..b", "-"})
  void plainPathIsRight(String path) {
    assertNothingToTell(image(root -> root.file("a", path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "..", ".", "/a//b/", "\u0080"})
  void anyTargetIsRight(String target) {
    assertNothingToTell(image(root -> root.symlink("a", target)));
  }

  @Test
  void longestPayloadsAreRight() {
    String most = "a/".repeat(2047) + "a";
    assertNothingToTell(
        image(
            root -> {
              root.file("f", most);
              root.symlink("l", most);
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", ".a", "a.", "..a", "\1", "\u00ff", "a b"})
  void nameIsRight(String name) {
    assertNothingToTell(image(root -> root.node(name, FileType.FIFO)));
  }

  @Test
  void namesAscendInEachDirectoryForItself() {
    assertNothingToTell(
        image(
            root -> {
              root.directory("b").node("\u007f", FileType.FIFO);
              root.directory("c").node("a", FileType.FIFO);
              root.node("ca", FileType.FIFO);
            }));
  }

  @Test
  void longestNamesAreRight() {
    assertNothingToTell(
        image(
            root -> {
              root.xattr("user." + "k".repeat(250), "");
              root.node("n".repeat(255), FileType.FIFO);
            }));
  }

  @Test
  void keysAscendInEachSetForItself() {
    assertNothingToTell(
        image(
            root -> {
              root.xattr("security.a", "").xattr("user.\u007f", "").xattr("user.\u0080", "");
              root.directory("d").xattr("system.a", "").xattr("trusted.a", "v");
            }));
  }

  static Stream<Violation> notes() {
    return Stream.of(
        note(TreeRule.LINK_SIZE, NativeLayout.INODE_ST_SIZE, 2),
        note(TreeRule.DIGEST_WITHOUT_PAYLOAD, NativeLayout.INODE_DIGEST_LEN, 32),
        note(TreeRule.NLINK_ABOVE_NAMES, NativeLayout.INODE_ST_NLINK, 2));
  }

  private static Violation note(TreeRule rule, NativeLayout field, long found) {
    return new Violation(rule, Patch.inodeAt(1) + field.offset(), field.path(), found);
  }

  /** Inode 1 is at fault first, but the second inode with the same fault is not noted again. */
  @ParameterizedTest
  @MethodSource
  void notes(Violation note) {
    byte[] image =
        image(
            root -> {
              for (String name : List.of("a", "b")) {
                if (note.rule() == TreeRule.LINK_SIZE) {
                  root.symlink(name, "t").set(Part.SIZE, 2);
                } else if (note.rule() == TreeRule.NLINK_ABOVE_NAMES) {
                  root.node(name, FileType.FIFO).set(Part.NLINK, 2);
                } else {
                  root.file(name, "").digest('D');
                }
              }
            });
    assertThat(Inspection.accepted(image, Profile.CANONICAL).notes()).containsExactly(note);
  }

  @Test
  void depthUpToTheLimit() {
    Limits limits = Limits.DEFAULT.withTreeDepth(3);
    assertThat(Inspection.accepted(CostlyImages.chain(3), limits, Profile.STRICT).notes())
        .isEmpty();
    for (int depth : new int[] {4, 5, 9}) {
      assertThat(
              Inspection.rejected(CostlyImages.chain(depth), limits, Profile.STRICT).violations())
          .containsExactly(
              new Violation(TreeRule.DEPTH, Patch.inodeAt(4), "inode.st_mode", 0x41ed));
    }
  }

  @Test
  void onlyDirectoriesMakeDepth() {
    byte[] image = image(root -> root.directory("d").file("f", "p"));
    Limits limits = Limits.DEFAULT.withTreeDepth(1);
    assertThat(Inspection.accepted(image, limits, Profile.STRICT).notes()).isEmpty();
  }

  /** Two faults of entries, two of inodes, two of xattrs, in the order of the walk. */
  private static Image sixFaults() {
    TestTree tree = new TestTree();
    tree.root().node("/", FileType.FIFO).set(Part.RDEV, 1);
    tree.root().node("x/", FileType.FIFO).set(Part.RDEV, 2);
    tree.root().xattr("a", "").xattr("b", "");
    return tree.image();
  }

  private static Findings findings(Image image, Budget budget, int cap) throws RejectedException {
    Findings findings = new Findings(Profile.STRICT, cap);
    TreeVerifier.verify(image, Origins.NONE, budget, findings);
    return findings;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void walkEndsWhenTheFindingsAreFull(int cap) throws RejectedException {
    List<Rule> all =
        List.of(
            TreeRule.NAME_SLASH,
            TreeRule.NAME_SLASH,
            TreeRule.RDEV_ZERO,
            TreeRule.RDEV_ZERO,
            TreeRule.KEY_NAMESPACE,
            TreeRule.KEY_NAMESPACE);
    Budget budget = new Budget(Limits.DEFAULT, 1000);
    List<Violation> found = findings(sixFaults(), budget, cap).violations();
    assertThat(found.stream().map(Violation::rule))
        .containsExactlyElementsOf(all.subList(0, Math.min(cap, 6)));
    assertThat(found).allMatch(violation -> violation.offset() == Violation.NOWHERE);
    // 2 a name and 1 an inode for the facts; then bytes of names, inodes, xattrs and bytes of their
    // keys.
    long[] steps = {10, 10, 12, 13, 15, 17, 17};
    assertThat(budget.steps()).isEqualTo(steps[cap - 1]);
  }

  @Test
  void workIsPaidForWhereItIsDone() throws RejectedException {
    TestTree tree = new TestTree();
    tree.root().directory("dd").file("fff", "ab/cd");
    tree.root().symlink("l", "f").xattr("user.a", "1");
    Image image = tree.image();
    Budget budget = new Budget(Limits.DEFAULT, 1000);
    assertThat(findings(image, budget, 16).violations()).isEmpty();
    // Facts of 3 entries and 4 inodes; 6 bytes of names; 4 inodes, 6 bytes of payloads; an xattr
    // and its key.
    assertThat(budget.steps()).isEqualTo(2 * 3 + 4 + 6 + 4 + 6 + 1 + 6);
  }

  @Test
  void spentBudgetRefuses() throws RejectedException {
    Image image = sixFaults();
    Budget spent = new Budget(Limits.DEFAULT, 0);
    spent.work(Budget.FREE_STEPS - 6);
    Violation refusal = Refusal.of(() -> findings(image, spent, 16));
    assertThat(refusal.rule()).isEqualTo(LimitRule.WORK);
    assertThat(refusal.found()).isEqualTo(Budget.FREE_STEPS + 1);
  }
}
