package io.takecover.fuzz.gen;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** The bytes behind a {@link LargeTree}: names, link targets, object paths, digests, labels. */
final class TreeBytes {
  /** {@code xx/} and the rest of a digest in hexadecimal. */
  static final int OBJECT_PATH_LENGTH = 65;

  private static final int DIGEST_LENGTH = 32;
  private static final String LABEL_KEY = "security.selinux";

  /** Every label starts with its name. */
  static final int LABEL_KEY_LENGTH = LABEL_KEY.length();

  private static final List<String> LABELS =
      List.of("usr", "lib", "bin", "etc", "shell_exec", "man", "locale", "src", "fonts", "cert");
  private static final List<String> STEMS =
      List.of(
          "index",
          "lib",
          "test",
          "config",
          "module",
          "readme",
          "x",
          "data",
          "common",
          "node",
          "python3",
          "linux",
          "util",
          "main",
          "type",
          "io",
          "net",
          "graph",
          "messages",
          "zone");
  private static final List<String> ENDINGS =
      List.of("", ".so", ".py", ".h", ".conf", ".mo", ".js", ".json", ".pyc", ".html", ".gz", ".1");

  private final Random random;
  private byte[] array;
  private int size;

  /**
   * @param inodeCount inodes of the tree, to make room at first
   */
  TreeBytes(Random random, int inodeCount) {
    this.random = random;
    array = new byte[1024 + 112 * inodeCount];
  }

  int size() {
    return size;
  }

  /** All bytes; nothing may be added any more. */
  ByteView view() {
    return ByteView.of(array);
  }

  /** Adds a random digest and the path of its object. Returns where the path stands. */
  int addObject() {
    byte[] digest = new byte[DIGEST_LENGTH];
    random.nextBytes(digest);
    add(digest);
    int at = size;
    String hex = HexFormat.of().formatHex(digest);
    add(hex.substring(0, 2) + '/' + hex.substring(2));
    return at;
  }

  /** Where the digest of the object with the path at {@code pathAt} stands. */
  static int digestAt(int pathAt) {
    return pathAt - DIGEST_LENGTH;
  }

  /** Adds a relative path of some 30 bytes. */
  void addLinkTarget() {
    for (int levels = 1 + random.nextInt(4); levels > 0; levels--) {
      add("../");
    }
    for (int levels = random.nextInt(4); levels > 0; levels--) {
      addStem();
      add("/");
    }
    addName(false, random.nextInt(1000));
  }

  /**
   * Adds a name of some 12 bytes. Two names with different numbers differ, for the number can be
   * read off a name: it stands between the last dash and the dot behind it.
   */
  void addName(boolean isDirectory, int number) {
    addStem();
    add("-" + number);
    if (!isDirectory) {
      add(ENDINGS.get(random.nextInt(ENDINGS.size())));
    }
  }

  /** Adds all labels, key and value. Returns where each starts, and where the last one ends. */
  int[] addLabels() {
    int[] starts = new int[LABELS.size() + 1];
    for (int i = 0; i < LABELS.size(); i++) {
      starts[i] = size;
      add(LABEL_KEY);
      add("system_u:object_r:" + LABELS.get(i) + "_t:s0\0");
    }
    starts[LABELS.size()] = size;
    return starts;
  }

  /** Unsigned byte order of two ranges. */
  int compare(int at, int length, int otherAt, int otherLength) {
    return Arrays.compareUnsigned(array, at, at + length, array, otherAt, otherAt + otherLength);
  }

  private void addStem() {
    if (random.nextBoolean()) {
      add(STEMS.get(random.nextInt(STEMS.size())) + "_");
    }
    add(STEMS.get(random.nextInt(STEMS.size())));
  }

  private void add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, array, size, more.length);
    size += more.length;
  }

  private void add(String ascii) {
    add(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private void room(int more) {
    if (more > array.length - size) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length + array.length / 2));
    }
  }
}
