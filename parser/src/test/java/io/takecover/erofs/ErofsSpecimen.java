package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.Limits;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Images for tests to break, each canonical and of version 1: what our writer makes of the trees of
 * the like-named golden images of mkcomposefs.
 */
enum ErofsSpecimen {
  /** A file in the root. */
  MIN(ErofsSpecimen::min),
  /** Every type of inode, layout of data and mark. */
  TYPES(ErofsSpecimen::types),
  /** Content in blocks, and xattrs of all prefixes. */
  SPECIAL(ErofsSpecimen::special),
  /** Files that share ten xattrs. */
  XATTR(ErofsSpecimen::xattr),
  /** A file of 1024 chunks. */
  BIGFILE(ErofsSpecimen::bigfile);

  private static final long TIME = 1_700_000_000;

  private final Consumer<TestTree.Node> growing;

  ErofsSpecimen(Consumer<TestTree.Node> growing) {
    this.growing = growing;
  }

  /** A copy, to break. */
  ErofsPatch patch() {
    return ErofsPatch.of(image());
  }

  byte[] image() {
    TestTree tree = new TestTree();
    growing.accept(tree.root());
    return write(tree, 1);
  }

  /** What our writer makes of a tree. */
  static byte[] write(TestTree tree, int version) {
    Image image = tree.image();
    Budget budget = new Budget(Limits.DEFAULT, image.bytes().size() + 4096);
    try {
      return ErofsWriter.write(image, version, budget);
    } catch (RejectedException e) {
      throw new AssertionError("a tree that cannot be written", e);
    }
  }

  private static void min(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, TIME);
    content(root, "hello", "hello");
  }

  private static void types(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, TIME);
    content(root, "back\\slash", "bs");
    node(root, "blk", FileType.BLOCK_DEVICE).set(Part.RDEV, 0x700);
    node(root, "chr", FileType.CHARACTER_DEVICE).set(Part.RDEV, 0x103);
    node(root, "chr00", FileType.CHARACTER_DEVICE);
    TestTree.Node dir = node(root, "dir", FileType.DIRECTORY).set(Part.MODE, 041777);
    dir.xattr("trusted.overlay.opaque", "y").xattr("user.ld", "v");
    String digest4096 = "fece360e23b4df163def6f9cc14f159280b4fe1afd10bf818c31813d0d4bf2b0";
    external(dir, "hard3", 4096, digest4096);
    content(node(dir, "sub", FileType.DIRECTORY).set(Part.MODE, 040755), "x", "x");
    node(root, "empty", FileType.REGULAR);
    String digest = "2d93f11087238e160b6d924d69bffdf01676fe96292af6b8013afdda6139bad1";
    external(root, "ext100000", 100000, digest);
    external(root, "ext4096", 4096, digest4096);
    digest = "114ba21d5fc8636615337d5ee952546d454da9ee42145506bf5670bab7a7bee0";
    external(root, "ext65", 65, digest).set(Part.UID, 70000).set(Part.GID, 80000);
    node(root, "fifo", FileType.FIFO);
    content(root, "hard1", "tiny").set(Part.MODE, 0104755);
    external(root, "hard2", 4096, digest4096);
    content(root, "inline4", "tiny").set(Part.MODE, 0104755);
    content(root, "inline64", "A".repeat(64));
    symlink(root, "lnk", "inline4").set(Part.UID, 1000).set(Part.GID, 1001);
    symlink(root, "lnk1000", "L".repeat(1000));
    symlink(root, "lnk4000", "M".repeat(4000));
    symlink(root, "lnkabs", "/abs/target/not/there");
    content(root, "new\nline", "nl");
    content(root, "n".repeat(255), "y");
    node(root, "sock", FileType.SOCKET).set(Part.MODE, 0140755);
    digest = "425ffc480d38013c3a44f296f39497e2dab48a00e606196a1fa2b1ab72806daf";
    external(root, "sparse5m", 5 << 20, digest);
    content(root, "with space", "sp");
    content(root, "withxattr", "xa")
        .xattr("security.selinux", "system_u:object_r:usr_t:s0")
        .xattr("trusted.t1", "tv")
        .xattr("user.empty", "")
        .xattr("user.foo", "bar");
    content(root, "\u00c3\u00bcn\u00c3\u00afcode", "u");
  }

  private static void special(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, TIME).set(Part.MODE, 040555);
    root.xattr("trusted.foo1", "bar-1").xattr("user.foo2", "bar-2");
    node(root, "blockdev", FileType.BLOCK_DEVICE)
        .set(Part.RDEV, 107690)
        .xattr("trusted.bar", "bar-2");
    node(root, "chardev", FileType.CHARACTER_DEVICE)
        .set(Part.RDEV, 10769)
        .xattr("trusted.foo", "bar-2");
    node(root, "escaped-xattr", FileType.REGULAR)
        .xattr("trusted.overlay.redirect", "/foo\n")
        .xattr("user.foo", "bar-2")
        .xattr("user.overlay.redirect", "/foo\n");
    node(root, "fifo", FileType.FIFO).xattr("trusted.bar", "bar-2");
    content(root, "inline", "FOOBAR\nINAFILE\n").xattr("user.foo", "bar-2");
    content(root, "inline-large1", "1".repeat(4095));
    content(root, "inline-large2", "2".repeat(4096));
    content(root, "inline-large3", "3".repeat(4097)).set(Part.MTIME_SECONDS, TIME + 1);
    node(root, "whiteout", FileType.CHARACTER_DEVICE).xattr("trusted.foo", "bar-2");
  }

  private static void xattr(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, TIME);
    for (int file = 1; file <= 5; file++) {
      TestTree.Node node = content(root, "f" + file, String.valueOf(file));
      if (file == 1) {
        node.xattr("user.big", "V".repeat(3000));
      }
      for (int key : new int[] {1, 10, 2, 3, 4, 5, 6, 7, 8, 9}) {
        node.xattr("user.key" + key, "value-" + key);
      }
    }
  }

  private static void bigfile(TestTree.Node root) {
    root.node("bigfile", FileType.REGULAR)
        .set(Part.MODE, 0100777)
        .set(Part.SIZE, 9_000_000_000_000_000L);
  }

  private static TestTree.Node node(TestTree.Node in, String name, FileType type) {
    TestTree.Node node = in.node(name, type).set(Part.MTIME_SECONDS, TIME);
    return node.set(Part.MODE, (long) type.number() << 12 | 0644);
  }

  private static TestTree.Node symlink(TestTree.Node in, String name, String target) {
    return node(in, name, FileType.SYMLINK)
        .set(Part.MODE, 0120777)
        .payload(target)
        .set(Part.SIZE, target.length());
  }

  private static TestTree.Node content(TestTree.Node in, String name, String content) {
    return node(in, name, FileType.REGULAR).content(content).set(Part.SIZE, content.length());
  }

  private static TestTree.Node external(TestTree.Node in, String name, long size, String digest) {
    byte[] bytes = HexFormat.of().parseHex(digest);
    return node(in, name, FileType.REGULAR)
        .set(Part.SIZE, size)
        .payload(digest.substring(0, 2) + "/" + digest.substring(2))
        .digest(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
