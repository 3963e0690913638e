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
    return List.of(contents(), blocks(), whiteouts(), chunks(), labelled(), forBoth());
  }

  /** Trees with every mark that mounts of users read, and with some that only others do. */
  static List<Image> forUsers() {
    return List.of(marks());
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

  private static Image contents() {
    Draft root = root();
    content(root, "c", 1);
    content(root, "d", 300);
    Draft link = add(root, FileType.SYMLINK, "l");
    link.payload = ascii("l".repeat(1000));
    link.size = link.payload.length;
    return TreeLayout.lay(root);
  }

  /** Files, a link and a directory that have blocks. */
  private static Image blocks() {
    Draft root = root();
    content(root, "c", 3000);
    content(root, "d", 5000);
    Draft link = add(root, FileType.SYMLINK, "l");
    link.payload = ascii("l".repeat(4090));
    link.size = link.payload.length;
    Draft directory = add(root, FileType.DIRECTORY, "m");
    for (char end = 'a'; end < 'l'; end++) {
      add(directory, FileType.FIFO, "n".repeat(200) + end);
    }
    return TreeLayout.lay(root);
  }

  private static Image whiteouts() {
    Draft root = root();
    add(root, FileType.CHARACTER_DEVICE, "w");
    Draft directory = add(root, FileType.DIRECTORY, "x");
    directory.xattrs = List.of(xattr("trusted.overlay.origin", ""), xattr("user.overlay.", ""));
    add(directory, FileType.CHARACTER_DEVICE, "y");
    add(directory, FileType.DIRECTORY, "z");
    return TreeLayout.lay(root);
  }

  /** Files whose chunk maps are long, and one whose map fits behind no inode. */
  private static Image chunks() {
    Draft root = root();
    file(root, "a", "a/b").size = 1L << 52;
    file(root, "b", "a/c").size = 1L << 53;
    file(root, "c", "a/d").size = (1L << 44) + 1;
    return TreeLayout.lay(root);
  }

  /** Everything has a label, stubs too, and some share another xattr. */
  private static Image labelled() {
    Draft root = root();
    List<Xattr> label = List.of(xattr("security.selinux", "label\0"));
    root.xattrs = label;
    add(root, FileType.FIFO, "f").xattrs = label;
    file(root, "g", "a/b").xattrs =
        List.of(xattr("system.posix_acl_access", "\2\0\0\0"), xattr("user.b", "b"));
    add(root, FileType.DIRECTORY, "h").xattrs = List.of(xattr("user.b", "b"));
    return TreeLayout.lay(root);
  }

  private static Image marks() {
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
  private static Image forBoth() {
    Draft root = root();
    root.xattrs = List.of(xattr("user.overlay.opaque", "y"));
    Draft file = file(root, "one", "sa/me");
    file.digest = ascii("d".repeat(DIGEST_SIZE));
    String metacopy = "\0\44\0\1" + "d".repeat(DIGEST_SIZE);
    file.xattrs =
        List.of(xattr("user.overlay.metacopy", metacopy), xattr("user.overlay.redirect", "/sa/me"));
    return TreeLayout.lay(root);
  }

  private static void content(Draft directory, String name, int length) {
    Draft file = add(directory, FileType.REGULAR, name);
    file.content = ascii(name.repeat(length));
    file.size = length;
  }
}
