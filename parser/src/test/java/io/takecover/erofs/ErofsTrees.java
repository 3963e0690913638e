package io.takecover.erofs;

import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Part;
import java.util.function.Consumer;

/** Trees that show where the writer decides, each about one question. */
enum ErofsTrees {
  EMPTY(tree -> {}),
  TYPES(ErofsTrees::types),
  CONTENT_TAILS(ErofsTrees::contentTails),
  DIRECTORY_TAILS(ErofsTrees::directoryTails),
  SYMLINKS(ErofsTrees::symlinks),
  CHUNKS(ErofsTrees::chunks),
  CHUNKS_IN_A_BLOCK(ErofsTrees::chunksInABlock),
  FORMS(ErofsTrees::forms),
  NANOSECONDS(ErofsTrees::nanoseconds),
  MANY_XATTRS(ErofsTrees::manyXattrs),
  EQUAL_XATTRS(ErofsTrees::equalXattrs),
  OVERLAY_XATTRS(ErofsTrees::overlayXattrs),
  PREFIXES(ErofsTrees::prefixes),
  STUBS(ErofsTrees::stubs),
  WHITEOUTS(ErofsTrees::whiteouts),
  LINKS(ErofsTrees::links),
  DOTS(ErofsTrees::dots);

  private final Consumer<TestTree.Node> growing;

  ErofsTrees(Consumer<TestTree.Node> growing) {
    this.growing = growing;
  }

  TestTree tree() {
    TestTree tree = new TestTree();
    growing.accept(tree.root());
    return tree;
  }

  /** A file whose content the image holds. */
  static TestTree.Node content(TestTree.Node in, String name, int size) {
    String bytes = "0123456789abcdef".repeat(size / 16 + 1).substring(0, size);
    return in.node(name, FileType.REGULAR).content(bytes).set(Part.SIZE, size);
  }

  /** A file whose content is kept elsewhere. */
  static TestTree.Node external(TestTree.Node in, String name, long size) {
    return in.node(name, FileType.REGULAR).payload("ab/" + name).digest('d').set(Part.SIZE, size);
  }

  static TestTree.Node whiteout(TestTree.Node in, String name) {
    return in.node(name, FileType.CHARACTER_DEVICE).set(Part.SIZE, 0);
  }

  private static void types(TestTree.Node root) {
    root.node("fifo", FileType.FIFO);
    root.node("chr", FileType.CHARACTER_DEVICE).set(Part.RDEV, 0x103);
    root.node("blk", FileType.BLOCK_DEVICE).set(Part.RDEV, 0xffffffffL);
    root.node("sock", FileType.SOCKET);
    root.node("empty", FileType.REGULAR);
    root.file("file", "backing/path");
    root.symlink("link", "target");
    root.directory("dir").directory("dir").file("file", "other");
    // With a digest and no path, and the other way round.
    root.node("digest", FileType.REGULAR).digest('x').set(Part.SIZE, 10);
    root.node("path", FileType.REGULAR).payload("p").set(Part.SIZE, 10);
    root.node("sparse", FileType.REGULAR).set(Part.SIZE, 10);
  }

  private static void contentTails(TestTree.Node root) {
    for (int size : new int[] {1, 64, 2047, 2048, 2049, 4095, 4096, 4097, 5000}) {
      content(root, "c" + size, size);
      content(root.directory("d" + size), "c" + size, size).xattr("user.a", "b".repeat(size % 97));
    }
  }

  /** Of 12 bytes each, and its name; "." and ".." take 27. */
  private static void directoryTails(TestTree.Node root) {
    for (int size : new int[] {2048, 2049, 4095, 4096, 4097, 6144, 6145, 8192, 8193}) {
      TestTree.Node directory = root.directory("d" + size);
      int left = size - 27;
      for (int i = 0; left > 0; i++) {
        int entry = left <= 200 ? left : Math.min(left - 100, 112);
        String name = String.format("%03d", i) + "n".repeat(entry - 15);
        directory.node(name, FileType.FIFO);
        left -= 12 + name.length();
      }
    }
  }

  private static void symlinks(TestTree.Node root) {
    for (int length : new int[] {1, 100, 4030, 4031, 4032, 4062, 4063, 4064, 4065, 4095}) {
      root.symlink("a" + length, "t".repeat(length));
      root.symlink("b" + length, "t".repeat(length)).set(Part.UID, 70000);
      root.symlink("c" + length, "t".repeat(length)).xattr("user.a" + length, "v".repeat(500));
    }
    root.symlink("d", "t".repeat(10)).xattr("user.long", "v".repeat(5000));
    for (int i = 0; i < 200; i++) {
      root.symlink("e" + i, "t".repeat(i + 1));
    }
  }

  private static void chunks(TestTree.Node root) {
    for (long size : new long[] {1, 2, 4095, 4096, 4097, 8192, 8193, 1L << 31, 0xffff_ffffL}) {
      external(root, "f" + size, size);
    }
    for (int bits : new int[] {32, 33, 42, 43, 44, 48}) {
      external(root, "g" + bits, 1L << bits);
      external(root, "h" + bits, (1L << bits) + 1);
      external(root, "i" + bits, (1L << bits) - 1);
    }
  }

  private static void chunksInABlock(TestTree.Node root) {
    for (int chunks = 1014; chunks <= 1024; chunks++) {
      for (int i = 0; i < 4; i++) {
        external(root, "f" + chunks + "-" + i, (long) chunks << 43)
            .xattr("user.a" + chunks + i, "v".repeat(4 * i));
      }
    }
    content(root, "z", 4096);
  }

  private static void forms(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, -5).set(Part.MTIME_NANOSECONDS, 7);
    for (long number : new long[] {0xffff, 0x10000, 0xffff_fffeL}) {
      time(root.node("uid" + number, FileType.FIFO).set(Part.UID, number), -5, 7);
      time(root.node("gid" + number, FileType.FIFO).set(Part.GID, number), -5, 7);
      time(root.node("nlink" + number, FileType.FIFO).set(Part.NLINK, number), -5, 7);
      time(external(root, "size" + number, number), -5, 7);
    }
    time(external(root, "large", 0x1_0000_0000L), -5, 7);
    time(external(root, "largest", 0xffff_ffffL), -5, 7);
    time(root.node("later", FileType.FIFO), -5, 8);
    time(root.node("much-later", FileType.FIFO), 1L << 40, 0);
    time(root.directory("dir"), -4, 0);
  }

  private static void nanoseconds(TestTree.Node root) {
    root.set(Part.MTIME_SECONDS, 100).set(Part.MTIME_NANOSECONDS, 50);
    time(root.node("a", FileType.FIFO), 100, 40);
    time(root.node("b", FileType.FIFO), 100, 999_999_999);
    time(root.directory("c").node("d", FileType.FIFO), 100, 39);
    time(root.node("e", FileType.FIFO), 99, 999_999_999);
  }

  private static void time(TestTree.Node node, long seconds, long nanoseconds) {
    node.set(Part.MTIME_SECONDS, seconds).set(Part.MTIME_NANOSECONDS, nanoseconds);
  }

  private static void manyXattrs(TestTree.Node root) {
    for (int count : new int[] {1, 127, 128, 129, 140, 300}) {
      TestTree.Node file = root.node("f" + count, FileType.FIFO);
      for (int i = 0; i < count; i++) {
        file.xattr(String.format("user.k%03d", i), "v" + i);
      }
    }
    root.node("own", FileType.FIFO).xattr("user.k000", "other").xattr("user.z", "v");
  }

  private static void equalXattrs(TestTree.Node root) {
    for (int i = 0; i < 6; i++) {
      TestTree.Node file = root.node("f" + i, FileType.FIFO);
      file.xattr("security.selinux", i % 2 == 0 ? "label" : "lab");
      file.xattr("user.a", i < 2 ? "" : "x".repeat(i / 2));
      file.xattr("user.b", i < 3 ? "ab" : "aa");
      file.xattr("user.c", "only " + i);
      file.xattr("user.long", "y".repeat(4000));
    }
    external(root, "g1", 5).payload("same");
    external(root, "g2", 6).payload("same");
    external(root, "g3", 7).payload("same").digest('e');
    root.node("g4", FileType.REGULAR).set(Part.SIZE, 5);
    root.node("g5", FileType.REGULAR).set(Part.SIZE, 5);
  }

  private static void overlayXattrs(TestTree.Node root) {
    root.xattr("trusted.overlay.opaque", "y").xattr("user.overlay.opaque", "y");
    for (int i = 0; i < 2; i++) {
      external(root, "f" + i, 9)
          .xattr("security.capability", "c")
          .xattr("trusted.a", "a")
          .xattr("trusted.overlay", "o")
          .xattr("trusted.overlay.", "e")
          .xattr("trusted.overlay.metacopy", "m")
          .xattr("trusted.overlay.overlay.opaque", "p")
          .xattr("trusted.overlay.redirect", "r")
          .xattr("trusted.overlay.z", "z")
          .xattr("trusted.overlayz", "z")
          .xattr("trusted.z", "z")
          .xattr("user.overlay.metacopy", "m")
          .xattr("user.overlay.opaque", "q");
    }
    TestTree.Node directory = root.directory("dir");
    directory.xattr("user.overlay.opaque", "replaced from version 1 on");
    whiteout(directory, "w");
  }

  private static void prefixes(TestTree.Node root) {
    root.node("a", FileType.FIFO)
        .xattr("security.selinux", "label")
        .xattr("system.posix_acl_access", "acl")
        .xattr("system.posix_acl_default", "acl")
        .xattr("system.x", "no prefix")
        .xattr("trusted.overlay." + "o".repeat(231), "")
        .xattr("trusted." + "t".repeat(247), "")
        .xattr("user." + "u".repeat(250), "x".repeat(5));
  }

  private static void stubs(TestTree.Node root) {
    root.xattr("security.selinux", "root's").xattr("user.not", "for stubs");
    root.set(Part.UID, 70000).set(Part.GID, 3);
    root.directory("00").set(Part.MTIME_SECONDS, 1);
    TestTree.Node linked = root.directory("dir").file("file", "path");
    root.link("7f", linked);
    whiteout(root, "a0").set(Part.MTIME_SECONDS, 2);
    root.file("FF", "no stub");
    root.file("ff", "stub");
    root.file("f", "no stub").set(Part.NLINK, 3);
    root.file("fff", "no stub");
  }

  private static void whiteouts(TestTree.Node root) {
    TestTree.Node directory = root.directory("dir").xattr("trusted.z", "v").xattr("user.a", "v");
    whiteout(directory, "a").xattr("user.a", "v").set(Part.UID, 7).set(Part.MODE, 027777);
    whiteout(directory, "b").xattr("trusted.overlay.x", "v");
    whiteout(directory.directory("sub"), "c").set(Part.MTIME_SECONDS, -1);
    directory.directory("none").node("chr", FileType.CHARACTER_DEVICE).set(Part.RDEV, 1);
    directory.directory("blk").node("blk", FileType.BLOCK_DEVICE).set(Part.RDEV, 0);
  }

  private static void links(TestTree.Node root) {
    TestTree.Node file = root.directory("z").file("file", "path");
    root.link("a", file);
    root.link("b", file);
    root.directory("c").link("d", file);
    TestTree.Node symlink = root.symlink("m", "target");
    root.link("l", symlink);
    root.link("n", symlink);
  }

  private static void dots(TestTree.Node root) {
    TestTree.Node directory = root.directory("!").directory("-");
    for (String name : new String[] {"!", "-", "...", ".a", ".-", "..!", "0", "\u0001", "\u00ff"}) {
      root.file(name + "x", "path");
      directory.file(name, "path");
    }
  }
}
