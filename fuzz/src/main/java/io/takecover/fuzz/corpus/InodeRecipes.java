package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.Sketch.blockDevice;
import static io.takecover.fuzz.corpus.Sketch.characterDevice;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.link;
import static io.takecover.fuzz.corpus.Sketch.socket;

import java.util.Arrays;
import java.util.List;

/** Images about what one inode can say: each type, each field at its ends. */
final class InodeRecipes {
  private static final long U32_MAX = 0xffff_ffffL;
  private static final long LAST_NANOSECOND = 999_999_999;
  private static final int LONGEST_PATH = 4095;

  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "empty-root",
              "the smallest image: 224 bytes, which the kernel reader refuses (N-901)",
              Sketch::directory),
          new Recipe(
              "one-file",
              "the sketch of the specification: one file with a backing path and a digest",
              () -> directory().add("a", file("ab/cd", 5).digest(digest(1)))),
          new Recipe(
              "each-type",
              "one inode of each of the seven types",
              () ->
                  directory()
                      .add("block", blockDevice(device(8, 1)))
                      .add("char", characterDevice(device(1, 3)))
                      .add("dir", directory())
                      .add("fifo", fifo())
                      .add("file", file("ab/cd", 5).digest(digest(1)))
                      .add("link", link("file"))
                      .add("socket", socket())),
          new Recipe(
              "file-empty",
              "size 0, so no backing path and no digest",
              () -> directory().add("a", file())),
          new Recipe(
              "file-empty-with-digest",
              "a digest without a backing path: legal, and reported",
              () -> directory().add("a", file().digest(digest(1)))),
          new Recipe(
              "file-without-digest",
              "a backing path and no digest",
              () -> directory().add("a", file("ab/cd", 5))),
          new Recipe(
              "file-path-1-byte",
              "the shortest backing path",
              () -> directory().add("a", file("b", 1))),
          new Recipe(
              "file-path-4095-bytes",
              "the longest backing path",
              () -> directory().add("a", file(path(LONGEST_PATH), 1))),
          new Recipe(
              "file-path-of-dotted-names",
              "components that look like . and .. and are not",
              () -> directory().add("a", file(".../..a/a../.a/a.", 1))),
          new Recipe(
              "file-path-high-bytes",
              "a path of bytes that are no UTF-8, with control bytes",
              () -> directory().add("a", file("\u00ff\u0001/\u00c0\u0080\n\u001b[31m", 1))),
          new Recipe(
              "file-size-max",
              "2^63 - 1, the largest size",
              () -> directory().add("a", file("b", Long.MAX_VALUE))),
          new Recipe(
              "file-mode-all-permissions",
              "permission bits 07777",
              () -> directory().permissions(07777).add("a", file().permissions(07777))),
          new Recipe(
              "file-mode-no-permissions",
              "permission bits 0",
              () -> directory().permissions(0).add("a", file().permissions(0))),
          new Recipe(
              "file-nlink-above-names",
              "nlink counts names that the image does not have: legal, and reported",
              () -> directory().add("a", file().nlink(U32_MAX))),
          new Recipe(
              "owner-max",
              "uid and gid 2^32 - 2, the largest that a process can have",
              () -> directory().owner(U32_MAX - 1, U32_MAX - 1).add("a", file().owner(1, 2))),
          new Recipe("times-at-the-epoch", "zero in all four fields", () -> times(0, 0)),
          new Recipe(
              "times-negative", "a nanosecond before the epoch", () -> times(-1, LAST_NANOSECOND)),
          new Recipe("times-min", "-2^63 seconds", () -> times(Long.MIN_VALUE, 0)),
          new Recipe(
              "times-max",
              "2^63 - 1 seconds and 999999999 nanoseconds",
              () -> times(Long.MAX_VALUE, LAST_NANOSECOND)),
          new Recipe("times-after-2038", "seconds that need 32 bits", () -> times(1L << 31, 0)),
          new Recipe("times-after-2106", "seconds that need 33 bits", () -> times(1L << 32, 0)),
          new Recipe(
              "device-null",
              "character device 1:3, which the kernel reader shows as 0:259 (N-080)",
              () -> directory().add("null", characterDevice(device(1, 3)))),
          new Recipe(
              "device-number-max",
              "major 4095, minor 2^20 - 1",
              () -> directory().add("b", blockDevice(U32_MAX)).add("c", characterDevice(U32_MAX))),
          new Recipe(
              "device-number-zero",
              "0:0, what a whiteout looks like elsewhere; here it is a device like any other (N-128)",
              () -> directory().add("b", blockDevice(0)).add("c", characterDevice(0))),
          new Recipe("fifo", "a named pipe", () -> directory().add("a", fifo())),
          new Recipe("socket", "a socket", () -> directory().add("a", socket())),
          new Recipe(
              "link-target-1-byte", "the shortest target", () -> directory().add("a", link("b"))),
          new Recipe(
              "link-target-4095-bytes",
              "the longest target",
              () -> directory().add("a", link(path(LONGEST_PATH)))),
          new Recipe(
              "link-target-anything",
              "targets are not paths of ours: absolute, upwards, to itself, escape sequences",
              () ->
                  directory()
                      .add("absolute", link("/etc/passwd"))
                      .add("bytes", link("\u001b]0;\u0007\u00ff\n"))
                      .add("root", link("/"))
                      .add("self", link("self"))
                      .add("slashes", link("a//b/"))
                      .add("up", link("../../.."))),
          new Recipe(
              "link-size-differs",
              "a size that is not the length of the target: legal, and reported",
              () -> directory().add("a", link("target").size(4096))),
          new Recipe(
              "directory-size-anything",
              "the size of a directory has no meaning and is kept",
              () -> directory().size(4096).add("a", directory().size(Long.MAX_VALUE))));

  private InodeRecipes() {}

  /** A digest that is told apart at a glance in a hex dump. */
  static byte[] digest(int seed) {
    byte[] sum = new byte[32];
    Arrays.fill(sum, (byte) (0xd0 + seed));
    return sum;
  }

  private static Sketch times(long seconds, long nanoseconds) {
    Sketch file = file("ab/cd", 5).mtime(seconds, nanoseconds).ctime(seconds, nanoseconds);
    return directory().mtime(seconds, nanoseconds).ctime(seconds, nanoseconds).add("a", file);
  }

  /** A device number as the writer packs it (N-080). */
  static long device(long major, long minor) {
    return (major & 0xfff) << 8 | (minor & 0xff) | (minor & ~0xffL) << 12;
  }

  /** A relative path of exactly {@code length} bytes, in components of 15. */
  static String path(int length) {
    String component = "component-of-15/";
    String path = component.repeat(length / component.length() + 1).substring(0, length);
    return path.endsWith("/") ? path.substring(0, length - 1) + "x" : path;
  }
}
