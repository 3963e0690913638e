package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.Sketch.bytes;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.link;

import java.util.List;

/** Images about vdata: which chunks are stored once, and what stands between them. */
final class SharingRecipes {
  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "shared-path",
              "two files with one backing path, stored once",
              () -> directory().add("a", file("ab/cd", 5)).add("b", file("ab/cd", 5))),
          new Recipe(
              "shared-digest",
              "two files with one digest and different paths",
              () ->
                  directory()
                      .add("a", file("ab/cd", 5).digest(digest(1)))
                      .add("b", file("ef/gh", 5).digest(digest(1)))),
          new Recipe(
              "shared-path-and-link-target",
              "a symlink's target is a file's backing path: stored once (N-123)",
              () -> directory().add("a", file("ab/cd", 5)).add("b", link("ab/cd"))),
          new Recipe(
              "shared-link-target",
              "two symlinks with one target",
              () -> directory().add("a", link("target")).add("b", link("target"))),
          new Recipe(
              "shared-link-target-of-many",
              "the longest target, of forty symlinks: what they share must cost once",
              SharingRecipes::fortyLinks),
          new Recipe(
              "shared-path-and-digest",
              "a backing path of 32 bytes that is also a digest",
              () -> directory().add("a", file("d".repeat(32), 5).digest(bytes("d".repeat(32))))),
          new Recipe(
              "shared-digest-and-directory",
              "a digest that is byte for byte the directory's chunk (N-111, N-123)",
              () -> directory().add("sixteen-bytes-ab", file("ab/cd", 5).digest(chunkOfOneFile()))),
          new Recipe(
              "shared-digest-and-xattrs",
              "an xattr chunk that is also a digest, so it need not be aligned (N-098)",
              () ->
                  directory()
                      .add(
                          "a",
                          file("ab/cd", 5)
                              .digest(bytes("\1\0\6\0\24\0user.a" + "v".repeat(20)))
                              .xattr("user.a", "v".repeat(20)))),
          new Recipe(
              "shared-xattrs",
              "two inodes with equal xattrs, stored once",
              () ->
                  directory()
                      .add("a", fifo().xattr("user.a", "1"))
                      .add("b", fifo().xattr("user.a", "1"))),
          new Recipe(
              "equal-prefix-not-shared",
              "a path that begins another is a chunk of its own",
              () -> directory().add("a", file("ab/cd", 5)).add("b", file("ab/cde", 5))),
          new Recipe(
              "pad-none",
              "vdata ends at a multiple of 4 before the xattrs",
              () -> padBefore("abc")),
          new Recipe("pad-1-byte", "one zero byte before the xattrs", () -> padBefore("abcdef")),
          new Recipe("pad-2-bytes", "two zero bytes before the xattrs", () -> padBefore("abcde")),
          new Recipe("pad-3-bytes", "three zero bytes before the xattrs", () -> padBefore("abcd")),
          new Recipe(
              "pad-before-directory",
              "three zero bytes before the second directory's chunk",
              () -> directory().add("d", directory().add("a", fifo()))));

  private SharingRecipes() {}

  private static Sketch fortyLinks() {
    Sketch root = directory();
    for (int i = 10; i < 50; i++) {
      root.add("l" + i, link("t".repeat(4095)));
    }
    return root;
  }

  /** A chunk of 17 bytes, a path, then an xattr chunk at the next multiple of 4. */
  private static Sketch padBefore(String path) {
    return directory().add("a", file(path, 5).xattr("user.a", "1"));
  }

  /** The root's chunk when its one entry is the regular file 1 with a name of 16 bytes. */
  private static byte[] chunkOfOneFile() {
    return bytes("\1\0\0\0" + "\1\0\0\0" + "\0\0\0\0" + "\20\10\0\0" + "sixteen-bytes-ab");
  }
}
