package io.takecover.fuzz.bench.specimen;

import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A tree as one number: two readers that see the same names, types, permissions, owners, times,
 * sizes, targets, contents, digests and xattrs have the same. In which order they see them does not
 * matter.
 */
final class Sighting {
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long ROOT_PATH = 1;
  private static final int RUN = 4096;
  private static final int TYPE_BITS = 12;

  /** Prefixes of names of xattrs, by the numbers that EROFS has for them. */
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix(1, "user."),
          new Prefix(2, "system.posix_acl_access"),
          new Prefix(3, "system.posix_acl_default"),
          new Prefix(4, "trusted."),
          new Prefix(6, "security."));

  private long sum;

  private record Prefix(int index, ByteView text) {
    Prefix(int index, String text) {
      this(index, ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  /** What a reader sees of an inode, but its name and its children. Unset numbers are 0. */
  static final class Node {
    long mode;
    long uid;
    long gid;
    long rdev;
    long seconds;
    long size;
    long payload;
    long content;
    long digest;
    long xattrs;

    private long print() {
      boolean isFile = mode >>> TYPE_BITS == FileType.REGULAR.number();
      boolean isDevice = (mode >>> TYPE_BITS & 0xb) == 2;
      long print = mix(mode, uid);
      print = mix(print, gid);
      print = mix(print, isDevice ? rdev : 0);
      print = mix(print, seconds);
      print = mix(print, isFile ? size : 0);
      print = mix(print, payload);
      print = mix(print, content);
      print = mix(print, digest);
      return mix(print, xattrs);
    }
  }

  /** Number of the root's path. */
  static long rootPath() {
    return ROOT_PATH;
  }

  /** Number of a path below another. */
  static long path(long parent, long name) {
    return mix(parent, name);
  }

  void add(long path, Node node) {
    sum += mix(path, node.print());
  }

  long sum() {
    return sum;
  }

  /** What is right, as the parser has read it. */
  static long of(Image image) {
    Sighting sighting = new Sighting();
    long[] paths = new long[image.inodeCount()];
    int[] work = new int[image.inodeCount()];
    long[] prints = new long[image.inodeCount()];
    int filled = 0;
    for (int inode = 0; inode < prints.length; inode++) {
      prints[inode] = node(image, inode).print();
    }
    sighting.sum += mix(ROOT_PATH, prints[Image.ROOT]);
    paths[filled] = ROOT_PATH;
    work[filled++] = Image.ROOT;
    for (int done = 0; done < filled; done++) {
      int first = image.firstEntry(work[done]);
      for (int entry = first; entry < first + image.entryCount(work[done]); entry++) {
        int target = image.target(entry);
        long name = print(image.bytes(), image.nameAt(entry), image.nameLength(entry));
        long path = path(paths[done], name);
        sighting.sum += mix(path, prints[target]);
        if (image.type(target) == FileType.DIRECTORY) {
          paths[filled] = path;
          work[filled++] = target;
        }
      }
    }
    return sighting.sum;
  }

  private static Node node(Image image, int inode) {
    Node node = new Node();
    node.mode = image.mode(inode);
    node.uid = image.uid(inode);
    node.gid = image.gid(inode);
    node.rdev = image.rdev(inode);
    node.seconds = image.mtimeSeconds(inode);
    node.size = image.size(inode);
    long length = image.payloadLength(inode);
    node.payload = length == 0 ? 0 : print(image.bytes(), image.payloadAt(inode), length);
    for (long done = 0; done < image.contentLength(inode); done += RUN) {
      long part = Math.min(RUN, image.contentLength(inode) - done);
      node.content = run(node.content, print(image.copies(), image.contentAt(inode) + done, part));
    }
    if (image.hasDigest(inode)) {
      node.digest = print(image.bytes(), image.digestAt(inode), image.digestLength(inode));
    }
    int first = image.firstXattr(inode);
    for (int xattr = first; xattr < first + image.xattrCount(inode); xattr++) {
      long key = keyPrint(image.copies(), image.keyAt(xattr), image.keyLength(xattr));
      long value = print(image.bytes(), image.valueAt(xattr), image.valueLength(xattr));
      node.xattrs += xattr(key, value);
    }
    return node;
  }

  static long xattr(long key, long value) {
    return mix(key, value);
  }

  static long run(long before, long print) {
    return mix(before, print);
  }

  static long print(ByteView bytes, long at, long length) {
    return mix(bytes.hash(at, length), length);
  }

  /** Of a full name: what EROFS would store of it, a number for the prefix and what is behind. */
  static long keyPrint(ByteView bytes, long at, long length) {
    for (int i = 0; i < PREFIXES.size(); i++) {
      Prefix prefix = PREFIXES.get(i);
      long size = prefix.text.size();
      if (length >= size && bytes.matches(at, size, prefix.text, 0)) {
        return key(prefix.index, print(bytes, at + size, length - size));
      }
    }
    return key(0, print(bytes, at, length));
  }

  static long key(int prefix, long suffix) {
    return mix(suffix, prefix);
  }

  private static long mix(long one, long other) {
    long mixed = (one ^ Long.rotateLeft(other, 32)) * PRIME + other;
    mixed ^= mixed >>> 29;
    mixed *= 0x9FB21C651E98DF25L;
    return mixed ^ mixed >>> 32;
  }
}
