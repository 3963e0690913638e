package io.takecover.fuzz.gen;

import static io.takecover.fuzz.gen.SeedTrees.add;
import static io.takecover.fuzz.gen.SeedTrees.ascii;
import static io.takecover.fuzz.gen.SeedTrees.file;
import static io.takecover.fuzz.gen.SeedTrees.root;
import static io.takecover.fuzz.gen.SeedTrees.xattr;

import io.takecover.fuzz.gen.Draft.Xattr;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.util.List;

/** A few small trees, one for each thing that an EROFS image says in a way of its own. */
final class ErofsSeedTrees {
  private static final int DIGEST_SIZE = 32;

  private ErofsSeedTrees() {}

  static List<Image> all() {
    return List.of(
        contents(),
        blocks(),
        whiteouts(),
        whiteoutInRoot(),
        chunks(),
        labelled(),
        nearlyTooMuch(),
        forBoth());
  }

  /** Whether version 2 holds the tree: it has shorter contents and links. */
  static boolean hasVersion2(Image tree) {
    for (int inode = 0; inode < tree.inodeCount(); inode++) {
      boolean isLink = tree.type(inode) == FileType.SYMLINK;
      if (tree.contentLength(inode) > 512 || (isLink && tree.payloadLength(inode) > 1024)) {
        return false;
      }
    }
    return true;
  }

  /** Names behind those of the stubs, for what comes last is edited most. */
  private static Image contents() {
    Draft root = root();
    content(root, "p", 1).xattrs = renameable();
    content(root, "q", 300);
    link(root, "r", 1000);
    link(root, "s", 4010);
    add(root, FileType.FIFO, "t");
    return TreeLayout.lay(root);
  }

  /** Files, a link and a directory that have blocks. */
  private static Image blocks() {
    Draft root = root();
    content(root, "p", 3000);
    content(root, "q", 5000);
    link(root, "r", 4090);
    Draft directory = add(root, FileType.DIRECTORY, "s");
    for (char end = 'a'; end < 'l'; end++) {
      add(directory, FileType.FIFO, "n".repeat(200) + end);
    }
    return TreeLayout.lay(root);
  }

  /** An empty file that a whiteout can change places with. */
  private static Image whiteouts() {
    Draft root = root();
    Draft directory = add(root, FileType.DIRECTORY, "p");
    directory.xattrs = List.of(xattr("trusted.overlay.origin", ""), xattr("user.overlay.", ""));
    add(directory, FileType.CHARACTER_DEVICE, "y");
    add(root, FileType.REGULAR, "q");
    return TreeLayout.lay(root);
  }

  private static Image whiteoutInRoot() {
    Draft root = root();
    add(root, FileType.CHARACTER_DEVICE, "w");
    add(root, FileType.DIRECTORY, "x");
    return TreeLayout.lay(root);
  }

  /** Files whose chunk maps are long, and one whose map fits behind no inode. */
  private static Image chunks() {
    Draft root = root();
    file(root, "p", "a/b").size = 1L << 52;
    file(root, "q", "a/c").size = 1L << 53;
    file(root, "r", "a/d").size = (1L << 44) + 1;
    return TreeLayout.lay(root);
  }

  /** Everything has a label, stubs too, and some share another xattr. */
  private static Image labelled() {
    Draft root = root();
    List<Xattr> label = List.of(xattr("security.selinux", "label\0"));
    root.xattrs = label;
    add(root, FileType.FIFO, "p").xattrs = label;
    file(root, "q", "a/b").xattrs =
        List.of(xattr("system.posix_acl_access", "\2\0\0\0"), xattr("user.b", "b"));
    add(root, FileType.DIRECTORY, "r").xattrs = List.of(xattr("user.b", "b"));
    add(root, FileType.DIRECTORY, "s").xattrs = renameable();
    return TreeLayout.lay(root);
  }

  /** One byte more, and no writer would write these xattrs; there is room for it. */
  private static Image nearlyTooMuch() {
    Draft root = root();
    String value = "v".repeat(32_767 - 12 - 7 - "user.v".length());
    add(root, FileType.FIFO, "p").xattrs = List.of(xattr("user.v", value));
    return TreeLayout.lay(root);
  }

  /** With room for any name. */
  private static List<Xattr> renameable() {
    return List.of(xattr("trusted.abcdefghijklmnop", "0123456789"));
  }

  /** With every mark that mounts of users read, and with some that only others do. */
  static Image forUsers() {
    Draft root = root();
    root.xattrs = List.of(xattr("user.of", "the root"));
    Draft file = file(root, "one", "sa/me");
    file.digest = ascii("d".repeat(DIGEST_SIZE));
    file.xattrs = List.of(xattr("trusted.overlay.x", ""), xattr("trusted.y", "y"));
    file(root, "two", "ot/her");
    add(root, FileType.DIRECTORY, "three");
    return TreeLayout.lay(root);
  }

  /** What the mounts of users read is in the tree itself, and is what others read. */
  static Image forBoth() {
    Draft root = root();
    root.xattrs = List.of(xattr("user.overlay.opaque", "y"));
    Draft file = file(root, "one", "sa/me");
    file.digest = ascii("d".repeat(DIGEST_SIZE));
    String metacopy = "\0\44\0\1" + "d".repeat(DIGEST_SIZE);
    file.xattrs =
        List.of(xattr("user.overlay.metacopy", metacopy), xattr("user.overlay.redirect", "/sa/me"));
    return TreeLayout.lay(root);
  }

  private static Draft content(Draft directory, String name, int length) {
    Draft file = add(directory, FileType.REGULAR, name);
    file.content = ascii(name.repeat(length));
    file.size = length;
    return file;
  }

  private static void link(Draft directory, String name, int length) {
    Draft link = add(directory, FileType.SYMLINK, name);
    link.payload = ascii(name.repeat(length));
    link.size = length;
  }
}
