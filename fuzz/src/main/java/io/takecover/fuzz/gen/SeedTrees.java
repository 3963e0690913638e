package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Draft.Xattr;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A few small trees, one for each thing that a native image can say. */
final class SeedTrees {
  private static final int DIGEST_SIZE = 32;
  private static final int NAME_MAX = 255;

  private SeedTrees() {}

  static List<Image> all() {
    return List.of(
        TreeLayout.lay(root()),
        oneFile(),
        everyType(),
        links(),
        xattrs(),
        deep(),
        wide(),
        shared(),
        longest(),
        sharedAcrossKinds());
  }

  private static Image oneFile() {
    Draft root = root();
    file(root, "a", "ab/cd").digest = digest(1);
    return TreeLayout.lay(root);
  }

  private static Image everyType() {
    Draft root = root();
    long rdev = 0x103;
    for (FileType type : FileType.values()) {
      Draft node = add(root, type, type.name());
      node.uid = 1000;
      node.mtimeSeconds = -1;
      node.ctimeNanoseconds = 999_999_999;
      if (type.isDevice()) {
        node.rdev = rdev++;
      }
      if (type == FileType.SYMLINK) {
        node.payload = ascii("REGULAR");
        node.size = node.payload.length;
      }
    }
    return TreeLayout.lay(root);
  }

  /** One inode that is named again behind its place, one that is named before it. */
  private static Image links() {
    Draft root = root();
    Draft below = add(root, FileType.DIRECTORY, "m");
    Draft early = file(root, "a", "e/arly");
    below.call(early, ascii("again"));
    Draft late = file(root, "b", "l/ate");
    below.call(late, ascii("home"));
    late.moveTo(below, ascii("home"));
    return TreeLayout.lay(root);
  }

  private static Image xattrs() {
    Draft root = root();
    List<Xattr> set =
        List.of(
            xattr("security.selinux", "system_u:object_r:etc_t:s0\0"),
            xattr("system.posix_acl_access", "\2\0\0\0"),
            xattr("trusted.overlay.x", ""),
            xattr("user.a", "1"),
            xattr("user.b", "="));
    root.xattrs = List.of(xattr("user.of", "the root"));
    add(root, FileType.REGULAR, "one").xattrs = set;
    add(root, FileType.DIRECTORY, "two").xattrs = set;
    add(root, FileType.FIFO, "three").xattrs = root.xattrs;
    return TreeLayout.lay(root);
  }

  private static Image deep() {
    Draft root = root();
    Draft at = root;
    for (int level = 0; level < 8; level++) {
      at = add(at, FileType.DIRECTORY, "d" + level);
    }
    file(at, "end", "e/nd");
    return TreeLayout.lay(root);
  }

  /** Names that are prefixes of each other, and names at both ends of the order. */
  private static Image wide() {
    Draft root = root();
    for (String name :
        List.of("\1", " ", "-", "a", "a.", "a.b", "aa", "ab", "b", "~", "\177", "\u00ff")) {
      add(root, FileType.REGULAR, name);
    }
    return TreeLayout.lay(root);
  }

  private static Image shared() {
    Draft root = root();
    Draft one = file(root, "one", "sa/me");
    one.digest = digest(7);
    Draft two = file(root, "two", "sa/me");
    two.digest = digest(7);
    Draft link = add(root, FileType.SYMLINK, "link");
    link.payload = ascii("sa/me");
    link.size = link.payload.length;
    return TreeLayout.lay(root);
  }

  private static Image longest() {
    Draft root = root();
    file(root, "n".repeat(NAME_MAX), "p/" + "q".repeat(NAME_MAX));
    Draft directory = add(root, FileType.DIRECTORY, "o".repeat(NAME_MAX));
    add(directory, FileType.SOCKET, "s");
    return TreeLayout.lay(root);
  }

  /** A digest that is also a link's target. */
  private static Image sharedAcrossKinds() {
    Draft root = root();
    Draft file = file(root, "file", "pa/th");
    file.digest = ascii("t".repeat(DIGEST_SIZE));
    Draft link = add(root, FileType.SYMLINK, "link");
    link.payload = ascii("t".repeat(DIGEST_SIZE));
    link.size = DIGEST_SIZE;
    return TreeLayout.lay(root);
  }

  static Draft root() {
    return new Draft(FileType.DIRECTORY, null);
  }

  static Draft add(Draft directory, FileType type, String name) {
    Draft draft = new Draft(type, type == FileType.DIRECTORY ? directory : null);
    directory.call(draft, ascii(name));
    return draft;
  }

  static Draft file(Draft directory, String name, String path) {
    Draft file = add(directory, FileType.REGULAR, name);
    file.payload = ascii(path);
    file.size = 5;
    return file;
  }

  static Xattr xattr(String key, String value) {
    return new Xattr(ascii(key), ascii(value));
  }

  private static byte[] digest(int value) {
    byte[] digest = new byte[DIGEST_SIZE];
    Arrays.fill(digest, (byte) value);
    return digest;
  }

  /** Latin 1, so that a text may hold any byte. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
