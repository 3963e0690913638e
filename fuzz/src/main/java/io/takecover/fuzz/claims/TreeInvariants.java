package io.takecover.fuzz.claims;

import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a tree a tree, said a second time: slow, with maps and strings, and without a line of
 * the verifier's. It is simple on purpose, for it must not share a misunderstanding with what it
 * checks.
 */
final class TreeInvariants {
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final long NOBODY = 0xffff_ffffL;
  private static final List<String> NAMESPACES =
      List.of("user.", "trusted.", "security.", "system.");
  private static final int NAME_MAX = 255;
  private static final int PAYLOAD_MAX = 4095;

  private final Image image;
  private final boolean isNumbered;
  private final Map<Integer, Integer> parents = new HashMap<>();
  private final Map<Integer, Integer> names = new HashMap<>();
  private final Map<Integer, Integer> primaries = new HashMap<>();

  /** Directories from which the way up leads to the root. */
  private final Set<Integer> attached = new HashSet<>();

  private TreeInvariants(Image image, boolean isNumbered) {
    this.image = image;
    this.isNumbered = isNumbered;
  }

  /**
   * Holds of a tree.
   *
   * @param isNumbered whether each inode is to have a name at which it is numbered
   */
  static void hold(Image image, boolean isNumbered) {
    TreeInvariants tree = new TreeInvariants(image, isNumbered);
    tree.require(image.type(Image.ROOT) == FileType.DIRECTORY, "root", Image.ROOT);
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      if (image.type(inode) == FileType.DIRECTORY) {
        tree.entries(inode);
      }
    }
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      tree.inode(inode);
      tree.links(inode);
      tree.xattrs(inode);
    }
  }

  private void entries(int directory) {
    String before = "";
    int subdirectories = 0;
    for (int k = 0; k < image.entryCount(directory); k++) {
      int entry = image.firstEntry(directory) + k;
      String name = LookupClaims.name(image, entry);
      require(name.compareTo(before) > 0, "sorted", directory);
      require(name.length() <= NAME_MAX, "name-length", directory);
      require(!name.equals(".") && !name.equals(".."), "dots", directory);
      require(!name.contains("/") && !name.contains("\0"), "name-bytes", directory);
      before = name;
      int target = image.target(entry);
      require(target >= 0 && target < image.inodeCount(), "target", directory);
      names.merge(target, 1, Integer::sum);
      if (image.isPrimary(entry)) {
        primaries.merge(target, 1, Integer::sum);
      }
      if (image.type(target) == FileType.DIRECTORY) {
        subdirectories++;
        require(parents.put(target, directory) == null, "one-parent", target);
      }
    }
    require(image.nlink(directory) == subdirectories + 2L, "directory-nlink", directory);
  }

  private void links(int inode) {
    if (inode == Image.ROOT) {
      require(!names.containsKey(inode), "root-name", inode);
      return;
    }
    require(names.containsKey(inode), "orphan", inode);
    require(!isNumbered || primaries.getOrDefault(inode, 0) == 1, "primary", inode);
    if (image.type(inode) == FileType.DIRECTORY) {
      climb(inode);
    } else {
      require(image.nlink(inode) >= names.get(inode), "nlink", inode);
    }
  }

  private void climb(int directory) {
    Set<Integer> passed = new HashSet<>();
    int at = directory;
    while (at != Image.ROOT && !attached.contains(at)) {
      require(passed.add(at), "cycle", directory);
      require(parents.containsKey(at), "detached", directory);
      at = parents.get(at);
    }
    attached.addAll(passed);
  }

  private void inode(int inode) {
    FileType type = image.type(inode);
    require(type != null, "type", inode);
    require(image.mode(inode) >>> 16 == 0, "mode", inode);
    require(image.uid(inode) != NOBODY && image.gid(inode) != NOBODY, "owner", inode);
    require(image.size(inode) >= 0, "size", inode);
    require(image.mtimeNanoseconds(inode) < NANOSECONDS, "mtime", inode);
    require(image.ctimeNanoseconds(inode) < NANOSECONDS, "ctime", inode);
    boolean isDevice = type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE;
    require(isDevice || image.rdev(inode) == 0, "rdev", inode);
    require(type == FileType.REGULAR || !image.hasDigest(inode), "digest", inode);
    String payload = text(image.payloadAt(inode), image.payloadLength(inode));
    require(payload.length() <= PAYLOAD_MAX && !payload.contains("\0"), "payload", inode);
    switch (type) {
      case REGULAR -> regular(inode, payload);
      case SYMLINK -> require(!payload.isEmpty(), "empty-link", inode);
      default -> require(payload.isEmpty(), "payload-type", inode);
    }
  }

  private void regular(int inode, String payload) {
    long content = image.contentLength(inode);
    require(image.size(inode) != 0 || payload.isEmpty(), "empty-file", inode);
    require(content == 0 || payload.isEmpty(), "content-and-payload", inode);
    require(content == 0 || content == image.size(inode), "content-size", inode);
    if (!payload.isEmpty()) {
      for (String component : payload.split("/", -1)) {
        boolean isPlain = !component.isEmpty() && !component.equals(".") && !component.equals("..");
        require(isPlain, "path", inode);
      }
    }
  }

  private void xattrs(int inode) {
    String before = "";
    for (int k = 0; k < image.xattrCount(inode); k++) {
      int xattr = image.firstXattr(inode) + k;
      String key = LookupClaims.key(image, xattr);
      require(key.compareTo(before) > 0, "xattrs-sorted", inode);
      require(key.length() <= NAME_MAX && !key.contains("\0"), "xattr-key", inode);
      boolean isInNamespace =
          NAMESPACES.stream().anyMatch(it -> key.startsWith(it) && key.length() > it.length());
      require(isInNamespace, "xattr-namespace", inode);
      before = key;
    }
  }

  private String text(long at, long length) {
    return LookupClaims.text(image.bytes(), at, length);
  }

  private void require(boolean holds, String rule, int inode) {
    if (!holds) {
      throw new ClaimFailure(Claim.TREE_INVARIANTS, rule, "inode " + inode);
    }
  }
}
