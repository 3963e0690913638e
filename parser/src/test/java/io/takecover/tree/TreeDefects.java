package io.takecover.tree;

import static io.takecover.fixture.Specimen.CC;
import static io.takecover.fixture.Specimen.D;
import static io.takecover.fixture.Specimen.E;
import static io.takecover.fixture.Specimen.F;
import static io.takecover.fixture.Specimen.L;
import static io.takecover.fixture.Specimen.M;
import static io.takecover.fixture.Specimen.PP;
import static io.takecover.fixture.Specimen.ROOT;
import static io.takecover.fixture.Specimen.VDATA;
import static io.takecover.nativefmt.NativeLayout.INODE_DIGEST_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_DIGEST_OFF;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_CTIM_NSEC;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_GID;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_MTIM_NSEC;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_NLINK;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_RDEV;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_SIZE;
import static io.takecover.nativefmt.NativeLayout.INODE_ST_UID;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_LEN;
import static io.takecover.nativefmt.NativeLayout.INODE_VARIABLE_DATA_OFF;

import io.takecover.fixture.Defect;
import io.takecover.fixture.Patch;
import io.takecover.fixture.RawImage;
import io.takecover.fixture.RawImage.Dirent;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.nativefmt.NativeLayout;
import io.takecover.rule.Violation;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Images that decode, and whose tree breaks one rule at one place. */
final class TreeDefects {
  private static final long MOST = 0xffff_ffffL;
  private static final long SECOND = 1_000_000_000L;

  private TreeDefects() {}

  static Stream<Defect> all() {
    return Stream.of(inodes(), links(), payloads(), paths(), names(), keys(), graphs())
        .flatMap(defects -> defects);
  }

  static Stream<Defect> inodes() {
    return Stream.of(
        inode("uid-of-nobody", TreeRule.UID_VALID, ROOT, INODE_ST_UID, MOST),
        inode("gid-of-nobody", TreeRule.GID_VALID, PP, INODE_ST_GID, MOST),
        inode("size-2^63", TreeRule.SIZE_RANGE, F, INODE_ST_SIZE, Long.MIN_VALUE),
        inode("size-all-ones", TreeRule.SIZE_RANGE, M, INODE_ST_SIZE, -1),
        inode("path-without-size", TreeRule.EMPTY_FILE_PAYLOAD, F, INODE_ST_SIZE, 0),
        inode("mtime-of-a-second", TreeRule.MTIME_NANOSECONDS, F, INODE_ST_MTIM_NSEC, SECOND),
        inode("mtime-largest", TreeRule.MTIME_NANOSECONDS, ROOT, INODE_ST_MTIM_NSEC, MOST),
        inode("ctime-of-a-second", TreeRule.CTIME_NANOSECONDS, CC, INODE_ST_CTIM_NSEC, SECOND),
        inode("ctime-largest", TreeRule.CTIME_NANOSECONDS, L, INODE_ST_CTIM_NSEC, MOST),
        inode("rdev-of-file", TreeRule.RDEV_ZERO, E, INODE_ST_RDEV, 1),
        inode("rdev-of-fifo", TreeRule.RDEV_ZERO, PP, INODE_ST_RDEV, MOST),
        inode("rdev-of-root", TreeRule.RDEV_ZERO, ROOT, INODE_ST_RDEV, 0x103));
  }

  static Stream<Defect> links() {
    return Stream.of(
        inode("nlink-of-empty-directory", TreeRule.DIRECTORY_NLINK, M, INODE_ST_NLINK, 1),
        inode("nlink-counts-files", TreeRule.DIRECTORY_NLINK, D, INODE_ST_NLINK, 4),
        inode("nlink-misses-a-directory", TreeRule.DIRECTORY_NLINK, ROOT, INODE_ST_NLINK, 3),
        inode("nlink-one-too-many", TreeRule.DIRECTORY_NLINK, ROOT, INODE_ST_NLINK, 5),
        inode("nlink-below-names", TreeRule.NLINK_BELOW_NAMES, F, INODE_ST_NLINK, 1));
  }

  static Stream<Defect> payloads() {
    return Stream.of(
        digest("symlink", L),
        digest("directory", M),
        digest("device", CC),
        edited(
            "target-of-0",
            TreeRule.LINK_EMPTY,
            patch ->
                patch.inode(L, INODE_VARIABLE_DATA_OFF, 0).inode(L, INODE_VARIABLE_DATA_LEN, 0),
            L,
            INODE_VARIABLE_DATA_LEN,
            0),
        edited("target-nul", TreeRule.LINK_NUL, patch -> patch.u8(VDATA + 155, 0), L, 1),
        tree("target-of-4096", TreeRule.LINK_LENGTH, root -> root.symlink("a", "t".repeat(4096))),
        tree("path-of-4096", TreeRule.PAYLOAD_LENGTH, root -> root.file("a", "t".repeat(4096))));
  }

  /** Each of the paths is that of the only file of an image. */
  static Stream<Defect> paths() {
    Stream<Defect> nul =
        Stream.of("\0", "a\0", "\0a", "a/\0b")
            .map(path -> tree("path-nul", TreeRule.PAYLOAD_NUL, root -> root.file("a", path)));
    Stream<Defect> relative =
        Stream.of(
                "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/.", "a/..", "a/./b", "a/../b")
            .map(path -> tree(path, TreeRule.PAYLOAD_RELATIVE, root -> root.file("a", path)));
    return Stream.concat(nul, relative);
  }

  static Stream<Defect> names() {
    return Stream.of(
        name("name-dot", TreeRule.NAME_DOTS, "."),
        name("name-dot-dot", TreeRule.NAME_DOTS, ".."),
        name("name-slash", TreeRule.NAME_SLASH, "/"),
        name("name-ends-with-slash", TreeRule.NAME_SLASH, "a/"),
        name("name-starts-with-slash", TreeRule.NAME_SLASH, "/a"),
        name("name-nul", TreeRule.NAME_NUL, "\0"),
        name("name-ends-with-nul", TreeRule.NAME_NUL, "a\0"),
        name("name-starts-with-nul", TreeRule.NAME_NUL, "\0a"),
        secondName("name-twice", TreeRule.NAMES_DIFFER, "b", "b"),
        secondName("name-descends", TreeRule.NAMES_ASCEND, "b", "a"),
        secondName("name-descends-unsigned", TreeRule.NAMES_ASCEND, "\u0080", "\u007f"),
        secondName("name-before-its-prefix", TreeRule.NAMES_ASCEND, "ab", "a"));
  }

  static Stream<Defect> keys() {
    return Stream.of(
        key("key-of-1", TreeRule.KEY_NAMESPACE, "u"),
        key("key-nul", TreeRule.KEY_NUL, "user.a\0"),
        key("key-of-namespace", TreeRule.KEY_NAMESPACE, "user."),
        key("key-of-part-of-namespace", TreeRule.KEY_NAMESPACE, "user"),
        key("key-without-dot", TreeRule.KEY_NAMESPACE, "userxa"),
        key("key-in-upper-case", TreeRule.KEY_NAMESPACE, "User.a"),
        key("key-of-other-namespace", TreeRule.KEY_NAMESPACE, "overlay.a"),
        secondKey("key-twice", "user.a", "user.a"),
        secondKey("key-descends", "user.b", "user.a"),
        secondKey("key-descends-unsigned", "user.\u0080", "user.\u007f"));
  }

  static Stream<Defect> graphs() {
    RawImage rootAgain =
        new RawImage(2).directory(0, Dirent.directory("a", 1), Dirent.directory("b", 0));
    RawImage twoNames =
        new RawImage(2).directory(0, Dirent.directory("a", 1), Dirent.directory("b", 1));
    RawImage upwards = new RawImage(2).directory(0, Dirent.directory("a", 1));
    RawImage orphan = new RawImage(3).directory(0, Dirent.directory("a", 1)).directory(1);
    RawImage loop = new RawImage(2).directory(0).directory(1, Dirent.directory("a", 1));
    return Stream.of(
        entry("root-has-a-name", rootAgain.directory(1), 2, 1, 0),
        entry("directory-has-two-names", twoNames.directory(1), 2, 1, 1),
        entry("directory-is-in-itself", upwards.directory(1, Dirent.directory("b", 1)), 2, 2, 1),
        orphan("directory-without-a-name", orphan.directory(2), 2),
        orphan("directory-only-in-itself", loop, 1));
  }

  private static Defect inode(
      String name, TreeRule rule, int inode, NativeLayout field, long value) {
    return Defect.inode(name, rule, inode, field, value);
  }

  private static Defect edited(
      String name,
      TreeRule rule,
      UnaryOperator<Patch> edit,
      int inode,
      NativeLayout field,
      long found) {
    return Defect.edited(name, edit, rule, field, Patch.inodeAt(inode), found);
  }

  private static Defect edited(
      String name, TreeRule rule, UnaryOperator<Patch> edit, int inode, long found) {
    return edited(name, rule, edit, inode, INODE_VARIABLE_DATA_LEN, found);
  }

  private static Defect digest(String what, int inode) {
    return edited(
        "digest-of-" + what,
        TreeRule.DIGEST_ON_REGULAR,
        patch -> patch.inode(inode, INODE_DIGEST_OFF, 123).inode(inode, INODE_DIGEST_LEN, 32),
        inode,
        INODE_DIGEST_LEN,
        32);
  }

  /** A tree whose inode 1 has a payload at fault. */
  private static Defect tree(String name, TreeRule rule, Consumer<TestTree.Node> grow) {
    TestTree tree = new TestTree();
    grow.accept(tree.root());
    byte[] image = tree.write();
    long length = Patch.of(image).get(INODE_VARIABLE_DATA_LEN, Patch.inodeAt(1));
    return new Defect(
        name,
        image,
        new Violation(
            rule,
            Patch.inodeAt(1) + INODE_VARIABLE_DATA_LEN.offset(),
            INODE_VARIABLE_DATA_LEN.path(),
            length));
  }

  private static Defect name(String name, TreeRule rule, String bad) {
    TestTree tree = new TestTree();
    tree.root().node(bad, FileType.FIFO);
    long at = 128 + 2 * 96 + 4 + 12;
    return new Defect(name, tree.write(), new Violation(rule, at, "dirent.name", bad.length()));
  }

  private static Defect secondName(String name, TreeRule rule, String first, String second) {
    TestTree tree = new TestTree();
    tree.root().unsorted();
    tree.root().node(first, FileType.FIFO);
    tree.root().node(second, FileType.FIFO);
    long at = 128L + 3 * 96 + 4 + 2 * 12 + first.length();
    return new Defect(name, tree.write(), new Violation(rule, at, "dirent.name", second.length()));
  }

  private static Defect key(String name, TreeRule rule, String bad) {
    TestTree tree = new TestTree();
    tree.root().xattr(bad, "value");
    long at = 128 + 96 + 2 + 4;
    return new Defect(name, tree.write(), new Violation(rule, at, "xattr_entry.key", bad.length()));
  }

  private static Defect secondKey(String name, String first, String second) {
    TestTree tree = new TestTree();
    tree.root().xattr(first, "1").xattr(second, "2");
    long at = 128L + 96 + 2 + 2 * 4 + first.length() + 1;
    return new Defect(
        name,
        tree.write(),
        new Violation(TreeRule.KEYS_ASCEND, at, "xattr_entry.key", second.length()));
  }

  /** The entry is the k-th of all; a directory's chunk of one entry takes 20 bytes, aligned. */
  private static Defect entry(String name, RawImage raw, int inodeCount, int k, int target) {
    boolean inSecondChunk = k == 2;
    long at = 128 + inodeCount * 96L + (inSecondChunk ? 20 + 4 : 4 + 12L * k);
    return new Defect(
        name, raw.bytes(), new Violation(TreeRule.ONE_PARENT, at, "dirent.inode_num", target));
  }

  private static Defect orphan(String name, RawImage raw, int inode) {
    return new Defect(
        name,
        raw.bytes(),
        new Violation(TreeRule.DIRECTORY_REACHABLE, Patch.inodeAt(inode), "inode.st_mode", 0x41ed));
  }
}
