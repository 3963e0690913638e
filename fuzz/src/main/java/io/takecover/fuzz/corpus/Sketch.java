package io.takecover.fuzz.corpus;

import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node of a tree that is described in code, with everything below it. Text stands for bytes as in
 * ISO 8859-1: one character, one byte.
 */
public final class Sketch {
  /**
   * A name of a node inside a directory; the primary name is the one at which its inode is
   * numbered.
   */
  record Entry(Sketch node, boolean isPrimary) {}

  final FileType type;
  final TreeMap<byte[], Entry> entries = new TreeMap<>(Arrays::compareUnsigned);
  final TreeMap<byte[], byte[]> xattrs = new TreeMap<>(Arrays::compareUnsigned);
  private int permissions;
  private long nlink;
  private int names;
  long uid;
  long gid;
  long rdev;
  long size;
  long mtimeSeconds = 1_674_172_800;
  long mtimeNanoseconds;
  long ctimeSeconds = 1_674_172_800;
  long ctimeNanoseconds;
  byte[] payload = new byte[0];
  byte[] digest = new byte[0];
  byte[] content = new byte[0];

  private Sketch(FileType type, int permissions) {
    this.type = type;
    this.permissions = permissions;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Sketch directory() {
    return new Sketch(FileType.DIRECTORY, 0755);
  }

  /** An empty file, without a backing path. */
  static Sketch file() {
    return new Sketch(FileType.REGULAR, 0644);
  }

  static Sketch file(String path, long size) {
    Sketch file = file();
    file.payload = bytes(path);
    file.size = size;
    return file;
  }

  /** A file whose content is in the image; the native format has no such. */
  static Sketch fileOf(String content) {
    Sketch file = file();
    file.content = bytes(content);
    file.size = file.content.length;
    return file;
  }

  static Sketch link(String target) {
    Sketch link = new Sketch(FileType.SYMLINK, 0777);
    link.payload = bytes(target);
    link.size = link.payload.length;
    return link;
  }

  static Sketch fifo() {
    return new Sketch(FileType.FIFO, 0644);
  }

  static Sketch socket() {
    return new Sketch(FileType.SOCKET, 0755);
  }

  static Sketch characterDevice(long rdev) {
    return new Sketch(FileType.CHARACTER_DEVICE, 0666).rdev(rdev);
  }

  static Sketch blockDevice(long rdev) {
    return new Sketch(FileType.BLOCK_DEVICE, 0660).rdev(rdev);
  }

  /** Adds a node under its primary name. */
  Sketch add(String name, Sketch node) {
    entries.put(bytes(name), new Entry(node, true));
    node.names++;
    return this;
  }

  /** Adds a further name of a node that has its primary name elsewhere. */
  Sketch addLink(String name, Sketch node) {
    entries.put(bytes(name), new Entry(node, false));
    node.names++;
    return this;
  }

  Sketch permissions(int bits) {
    permissions = bits;
    return this;
  }

  /** States more links than the node has names. */
  Sketch nlink(long count) {
    nlink = count;
    return this;
  }

  Sketch owner(long user, long group) {
    uid = user;
    gid = group;
    return this;
  }

  Sketch rdev(long device) {
    rdev = device;
    return this;
  }

  Sketch size(long bytes) {
    size = bytes;
    return this;
  }

  Sketch mtime(long seconds, long nanoseconds) {
    mtimeSeconds = seconds;
    mtimeNanoseconds = nanoseconds;
    return this;
  }

  Sketch ctime(long seconds, long nanoseconds) {
    ctimeSeconds = seconds;
    ctimeNanoseconds = nanoseconds;
    return this;
  }

  Sketch digest(byte[] sum) {
    digest = sum;
    return this;
  }

  Sketch xattr(String key, String value) {
    xattrs.put(bytes(key), bytes(value));
    return this;
  }

  long mode() {
    return (long) type.number() << 12 | permissions;
  }

  long nlink() {
    if (type != FileType.DIRECTORY) {
      return Math.max(nlink, names);
    }
    return 2 + entries.values().stream().filter(e -> e.node().type == FileType.DIRECTORY).count();
  }

  /** The tree below this node, as an image has it. */
  Image toImage() {
    return new SketchImage(this).build();
  }

  /** All names in unsigned byte order. */
  Iterable<Map.Entry<byte[], Entry>> inOrder() {
    return entries.entrySet();
  }
}
