package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.InodeRecipes.path;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.fileOf;
import static io.takecover.fuzz.corpus.Sketch.link;
import static io.takecover.fuzz.corpus.Sketch.socket;

import io.takecover.Format;
import io.takecover.fuzz.corpus.Recipe.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** EROFS images about where things stand: forms of inodes, tails, blocks, chunks, entries. */
final class ErofsRecipes {
  private static final long U32_MAX = 0xffff_ffffL;
  private static final int LARGEST_CONTENT = 5000;

  /** Bytes that "." and ".." take in a directory. */
  private static final int DOTS = 27;

  private static final int DIRENT = 12;

  /** Trees that the native format has too. */
  private static final List<String> OF_NATIVE =
      List.of(
          "empty-root",
          "one-file",
          "each-type",
          "file-empty",
          "file-without-digest",
          "file-mode-all-permissions",
          "file-nlink-above-names",
          "owner-max",
          "times-negative",
          "times-max",
          "device-number-max",
          "link-target-1-byte",
          "directory-three-entries",
          "directory-deep",
          "names-in-unsigned-order",
          "names-that-drive-terminals",
          "hard-link-backward",
          "hard-link-forward",
          "hard-link-many-names",
          "hard-link-of-link-and-device",
          "nlink-counts-subdirectories",
          "small-system",
          "shared-path",
          "shared-digest",
          "shared-xattrs",
          "xattr-two-keys");

  private ErofsRecipes() {}

  /** The tree of a native recipe in another form. */
  static Recipe ofNative(Form form, String name, String newName) {
    for (Recipe recipe : Recipe.of(Format.NATIVE)) {
      if (recipe.name().equals(name)) {
        return new Recipe(form, newName, "the tree of native/valid/" + name, recipe.tree());
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Recipe recipe(String name, String note, Supplier<Sketch> tree) {
    return new Recipe(Form.EROFS_0, name, note, tree);
  }

  static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>();
    OF_NATIVE.forEach(name -> all.add(ofNative(Form.EROFS_0, name, name)));
    all.addAll(inodes());
    all.addAll(contents());
    all.addAll(directories());
    return all;
  }

  private static List<Recipe> inodes() {
    return List.of(
        new Recipe(
            Form.EROFS_1, "empty-root-v1", "version 1 of the smallest tree", Sketch::directory),
        new Recipe(
            Form.EROFS_1,
            "each-form-v1",
            "version 1, with compact and extended inodes",
            ErofsRecipes::forms),
        recipe(
            "each-form",
            "an inode is extended for its mtime, uid, gid, size or nlink",
            ErofsRecipes::forms),
        recipe(
            "build-time-nanoseconds",
            "the build time is the least mtime, to the nanosecond",
            () ->
                directory().mtime(7, 5).add("a", fifo().mtime(7, 4)).add("b", fifo().mtime(7, 6))),
        recipe(
            "names-of-stubs",
            "a tree's own 00 and ff take the places of the root's stubs",
            () -> directory().add("00", directory()).add("ff", fifo()).add("fff", fifo())),
        recipe(
            "chunk-sizes",
            "chunks of 4 KiB to 8 TiB, one or many of them",
            () ->
                directory()
                    .add("a", file("ab/c", 1))
                    .add("b", file("ab/d", 4096))
                    .add("c", file("ab/e", 4097))
                    .add("d", file("ab/f", 1L << 43))
                    .add("e", file("ab/g", (1L << 43) + 1))
                    .add("f", file("ab/h", 1L << 48))),
        recipe(
            "chunks-before-other-inodes",
            "32 chunks of 8 TiB, among the root's stubs",
            () -> directory().add("a", file("ab/cd", 1L << 48).digest(digest(1)))),
        recipe(
            "chunk-map-in-a-block",
            "2^53 bytes: the 1024 chunks fit behind no inode (E-931, BH-091)",
            () -> directory().add("a", file("ab/cdefgh", 1L << 53).digest(digest(1)))),
        recipe(
            "socket-and-pipe",
            "types that have neither data nor numbers",
            () -> directory().add("p", fifo()).add("s", socket().permissions(07777))));
  }

  private static Sketch forms() {
    Sketch many = fifo().nlink(0x10000);
    return directory()
        .add("compact", fifo().owner(0xffff, 0xffff))
        .add("gid", fifo().owner(0, 0x10000))
        .add("mtime", fifo().mtime(1_674_172_801, 0))
        .add("nlink", many)
        .add("size", file("ab/cd", U32_MAX + 1))
        .add("size-fits", file("ab/cd", U32_MAX))
        .add("uid", fifo().owner(0x10000, 0));
  }

  private static List<Recipe> contents() {
    List<Recipe> contents = new ArrayList<>();
    for (int size : new int[] {1, 2048, 2049, 4095, 4096, 4097, LARGEST_CONTENT}) {
      contents.add(
          recipe(
              "content-" + size + (size == 1 ? "-byte" : "-bytes"),
              "content in the image: whole blocks, and a tail of at most half a block",
              () -> directory().add("a", fileOf("x".repeat(size)))));
    }
    contents.add(
        recipe(
            "content-in-two-blocks",
            "two files of one size, each with a block of its own",
            () ->
                directory().add("a", fileOf("a".repeat(3000))).add("b", fileOf("b".repeat(3000)))));
    contents.add(
        recipe(
            "content-in-many-files",
            "tails that would cross into the next block move their inode",
            () -> {
              Sketch root = directory();
              for (int i = 0; i < 12; i++) {
                root.add("f" + (char) ('a' + i), fileOf("y".repeat(700 + 13 * i)));
              }
              return root;
            }));
    for (int length : new int[] {31, 1000, 4031, 4032, 4094, 4095}) {
      contents.add(
          recipe(
              "link-target-" + length + "-bytes",
              "a target stands behind its inode, or from 4096 bytes with it on, in a block",
              () -> directory().add("a", link(path(length))).add("b", link(path(length)))));
    }
    contents.add(
        recipe(
            "links-across-blocks",
            "no target crosses into the next block",
            () -> {
              Sketch root = directory();
              for (int i = 0; i < 10; i++) {
                root.add("l" + i, link(path(900 + 7 * i)));
              }
              return root;
            }));
    return contents;
  }

  private static List<Recipe> directories() {
    return List.of(
        recipe(
            "directory-tail-2048-bytes",
            "the largest tail of a directory",
            () -> directory().add("d", ofBytes(2048))),
        recipe(
            "directory-tail-2049-bytes",
            "one more, and the entries get a block",
            () -> directory().add("d", ofBytes(2049))),
        recipe(
            "directory-block-4096-bytes",
            "entries fill a block to its last byte",
            () -> directory().add("d", ofBytes(4096))),
        recipe(
            "directory-block-and-tail",
            "one more, and an entry stands behind the block, at the inode",
            () -> directory().add("d", ofBytes(4097))),
        recipe(
            "directory-of-blocks",
            "a root of several blocks: names ascend from one to the next",
            () -> {
              Sketch root = directory();
              for (int i = 0; i < 400; i++) {
                root.add("entry-with-a-long-name-%03d".formatted(i), fifo());
              }
              return root;
            }),
        recipe(
            "names-of-255-bytes",
            "16 names of 255 bytes: one block has room for 15",
            () -> {
              Sketch directory = directory();
              for (int i = 0; i < 16; i++) {
                directory.add((char) ('a' + i) + "n".repeat(254), fifo());
              }
              return directory().add("d", directory);
            }),
        recipe(
            "names-before-the-dots",
            "names that sort before \".\" and between \".\" and \"..\"",
            () ->
                directory()
                    .add("d", directory().add("!", fifo()).add("+", fifo()).add(".-", fifo()))));
  }

  /** A directory whose entries take so many bytes, at least 1400. */
  private static Sketch ofBytes(int bytes) {
    Sketch directory = directory();
    int left = bytes - DOTS - 12;
    int name = 0;
    while (left > 2 * (DIRENT + 200)) {
      directory.add("%03d".formatted(name++) + "n".repeat(197), fifo());
      left -= DIRENT + 200;
    }
    int half = left / 2;
    directory.add("%03d".formatted(name++) + "n".repeat(half - DIRENT - 3), fifo());
    directory.add("%03d".formatted(name) + "n".repeat(left - half - DIRENT - 3), fifo());
    return directory;
  }
}
