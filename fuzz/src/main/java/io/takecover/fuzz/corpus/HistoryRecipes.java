package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.Sketch.characterDevice;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.fileOf;
import static io.takecover.fuzz.corpus.Sketch.link;

import io.takecover.fuzz.corpus.Recipe.Form;
import java.util.List;
import java.util.function.Supplier;

/** EROFS images that are right, and that some reader or writer once got wrong. */
final class HistoryRecipes {
  /** Bytes behind the inode of {@code /a} up to the end of its block, in a root of nothing else. */
  private static final int ROOM = 1824;

  static final List<Recipe> ALL =
      List.of(
          recipe(
              "redirects-of-each-length",
              "T-25, BH-085: lengths of 0 to 3 mod 4, and the padding is part of none",
              () ->
                  directory()
                      .add("a", file("abc", 1))
                      .add("b", file("abcd", 1))
                      .add("c", file("abcde", 1))
                      .add("d", file("abcdef", 1))),
          recipe(
              "file-sparse",
              "BH-127: a size, and neither path nor digest: the metacopy is empty, all reads zero",
              () -> directory().add("a", file("", 1 << 20))),
          recipe(
              "file-with-a-digest-alone",
              "BH-127: a digest and no path: a metacopy without a redirect",
              () -> directory().add("a", file("", 5).digest(digest(1)))),
          new Recipe(
              Form.EROFS_1,
              "whiteout-named-like-a-stub-v1",
              "BH-103: a whiteout of the tree, where a stub would have its name",
              () -> directory().add("ab", characterDevice(0))),
          recipe(
              "shared-key-of-two-values",
              "BH-147: a name with two values, each of them shared by two inodes",
              () ->
                  directory()
                      .add("a", fifo().xattr("user.a", "one"))
                      .add("b", fifo().xattr("user.a", "one"))
                      .add("c", fifo().xattr("user.a", "two"))
                      .add("d", fifo().xattr("user.a", "two"))),
          recipe(
              "link-target-4000-bytes-with-xattrs",
              "BH-071: target and xattrs together do not fit into a block, each alone does",
              () -> directory().add("a", link("t".repeat(4000)).xattr("user.a", "v".repeat(200)))),
          recipe(
              "link-target-ends-its-block",
              "BH-196: the last byte of a target is the last of its block",
              () -> directory().add("a", link("t".repeat(ROOM)))),
          recipe(
              "content-ends-its-block",
              "BH-110: the last byte of a tail is the last of its block",
              () -> directory().add("a", fileOf("c".repeat(ROOM)))),
          recipe(
              "chunks-behind-odd-xattrs",
              "BH-181: the chunk map stands at a multiple of 4, whatever the length of the xattrs",
              () -> directory().add("a", file("ab/c", 1L << 47).xattr("user.abc", "odd"))),
          recipe(
              "file-of-5-gib",
              "BH-112: a size of 33 bits",
              () -> directory().add("a", file("ab/cd", 5L << 30).digest(digest(1)))),
          recipe(
              "owner-and-group-differ",
              "BH-179: 16 and 32 bits of user and group, no two of them equal",
              () ->
                  directory()
                      .owner(1, 2)
                      .add("a", fifo().owner(3, 4))
                      .add("b", fifo().owner(70_005, 70_006))),
          recipe(
              "path-of-4352-bytes",
              "BH-140: 17 directories of 255 bytes: a path is longer than any buffer for one",
              HistoryRecipes::longPath),
          recipe(
              "inodes-across-blocks",
              "BH-170: extended inodes in a row, of which one stands in two blocks",
              HistoryRecipes::straddling),
          recipe(
              "content-of-an-extended-inode",
              "content behind an inode whose size has 64 bits",
              () -> directory().add("a", fileOf("content").mtime(1_700_000_000, 1))));

  private HistoryRecipes() {}

  private static Recipe recipe(String name, String note, Supplier<Sketch> tree) {
    return new Recipe(Form.EROFS_0, name, note, tree);
  }

  private static Sketch longPath() {
    Sketch bottom = directory();
    for (int i = 0; i < 17; i++) {
      bottom = directory().add("d".repeat(255), bottom);
    }
    return bottom;
  }

  /** Two compact inodes and the stubs make the others start at odd multiples of 32. */
  private static Sketch straddling() {
    Sketch root = directory().add("!", fifo()).add("!!", fifo());
    for (char name = 'A'; name <= 'Z'; name++) {
      root.add("!" + name, fifo().owner(70_000 + name, 0)).add("g" + name, fifo().owner(0, 70_000));
    }
    return root;
  }
}
