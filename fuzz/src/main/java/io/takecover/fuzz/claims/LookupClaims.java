package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Looking up finds what listing shows: every name, and neither the names just before and behind it
 * nor the empty one. The entries are known from one pass over the list into a map, which has no
 * order to get wrong.
 */
final class LookupClaims {
  private final Image image;
  private final int directory;
  private final Map<String, Integer> entries = new HashMap<>();

  private LookupClaims(Image image, int directory) {
    this.image = image;
    this.directory = directory;
    for (int k = 0; k < image.entryCount(directory); k++) {
      entries.put(name(image, image.firstEntry(directory) + k), image.firstEntry(directory) + k);
    }
  }

  static void hold(Image image) {
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      if (image.type(inode) == FileType.DIRECTORY) {
        new LookupClaims(image, inode).check();
      }
    }
    checkPath(image);
  }

  private void check() {
    if (entries.size() != image.entryCount(directory)) {
      throw new ClaimFailure(Claim.LOOKUP_FINDS, "twice", "a name is listed twice");
    }
    lookUp("");
    lookUp(".");
    lookUp("..");
    lookUp("\u00ff".repeat(256));
    for (String name : entries.keySet().toArray(String[]::new)) {
      lookUp(name);
      lookUp(justBefore(name));
      lookUp(name.substring(0, name.length() - 1));
      lookUp(name + '\0');
      lookUp(name + '\u00ff');
    }
  }

  /** The last byte one less, and behind it more than any name holds. */
  private static String justBefore(String name) {
    int last = name.length() - 1;
    return name.substring(0, last) + (char) (name.charAt(last) - 1) + "\u00ff".repeat(2);
  }

  private void lookUp(String name) {
    int found = Lookup.entry(image, directory, ByteView.of(bytes(name)));
    int listed = entries.getOrDefault(name, -1);
    if (found != listed) {
      String rule = listed < 0 ? "found" : "not-found";
      String detail = "entry " + found + " is found where " + listed + " is listed";
      throw new ClaimFailure(Claim.LOOKUP_FINDS, rule, detail);
    }
  }

  /** Follows the first names down, and the last ones, and looks the whole path up. */
  private static void checkPath(Image image) {
    for (int side = 0; side < 2; side++) {
      StringBuilder path = new StringBuilder();
      int inode = Image.ROOT;
      while (image.type(inode) == FileType.DIRECTORY && image.entryCount(inode) > 0) {
        int entry = image.firstEntry(inode) + side * (image.entryCount(inode) - 1);
        path.append('/').append(name(image, entry));
        inode = image.target(entry);
      }
      int found = Lookup.path(image, bytes(path.toString()));
      if (found != inode) {
        String detail = "inode " + found + " is found where the way down leads to " + inode;
        throw new ClaimFailure(Claim.LOOKUP_FINDS, "path", detail);
      }
    }
  }

  /** Bytes as characters of the same numbers. */
  static String name(Image image, int entry) {
    return text(image.bytes(), image.nameAt(entry), image.nameLength(entry));
  }

  /** An xattr's full name, as characters of the same numbers. */
  static String key(Image image, int xattr) {
    return text(image.copies(), image.keyAt(xattr), image.keyLength(xattr));
  }

  /** A range of bytes, as characters of the same numbers. */
  static String text(ByteView bytes, long at, long length) {
    byte[] copy = length == 0 ? new byte[0] : bytes.copy(at, length);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
