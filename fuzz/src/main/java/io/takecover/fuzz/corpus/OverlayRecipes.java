package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.InodeRecipes.path;
import static io.takecover.fuzz.corpus.Sketch.characterDevice;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.fileOf;

import io.takecover.fuzz.corpus.Recipe.Form;
import java.util.List;

/** EROFS images about xattrs: which are shared, which are escaped, which speak to overlayfs. */
final class OverlayRecipes {
  private static final String ACL = "\2\0\0\0\1\0\6\0\377\377\377\377";

  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              Form.EROFS_0,
              "whiteouts-v0",
              "version 0: a whiteout is an empty file with marks, and its directory has marks",
              OverlayRecipes::whiteouts),
          new Recipe(
              Form.EROFS_1,
              "whiteouts-v1",
              "version 1: the directory is marked opaque as well",
              OverlayRecipes::whiteouts),
          new Recipe(
              Form.EROFS_1,
              "whiteout-in-the-root-v1",
              "a whiteout among the root's stubs",
              () -> directory().add("gone", characterDevice(0))),
          new Recipe(
              Form.EROFS_1,
              "whiteout-with-xattrs-v1",
              "a whiteout that has an owner, permissions and xattrs of its own",
              () ->
                  directory()
                      .add(
                          "d",
                          directory()
                              .add(
                                  "gone",
                                  characterDevice(0)
                                      .owner(1, 2)
                                      .permissions(0600)
                                      .xattr("user.a", "b")))),
          new Recipe(
              Form.EROFS_0,
              "overlay-names-are-escaped",
              "what a tree calls trusted.overlay.X is stored as trusted.overlay.overlay.X (BH-054)",
              () ->
                  directory()
                      .xattr("trusted.overlay.opaque", "y")
                      .add(
                          "a",
                          fifo()
                              .xattr("trusted.overlay.redirect", "/elsewhere")
                              .xattr("trusted.overlay.overlay.redirect", "/deeper"))),
          new Recipe(
              Form.EROFS_0,
              "user-overlay-names",
              "what a tree calls user.overlay.X is an xattr like any other",
              () ->
                  directory()
                      .add(
                          "a",
                          fifo()
                              .xattr("user.overlay.opaque", "y")
                              .xattr("user.overlay.redirect", "/x"))),
          new Recipe(
              Form.EROFS_0,
              "redirect-4095-bytes",
              "the longest redirect, with its slash",
              () -> directory().add("a", file(path(4094), 1).digest(digest(1)))),
          new Recipe(
              Form.EROFS_0,
              "access-control-lists",
              "two kinds of lists, which set a flag in the header",
              () ->
                  directory()
                      .xattr("system.posix_acl_access", ACL)
                      .xattr("system.posix_acl_default", ACL)),
          new Recipe(
              Form.EROFS_0,
              "xattr-each-prefix",
              "every prefix that has a number",
              () ->
                  directory()
                      .add(
                          "a",
                          fifo()
                              .xattr("security.selinux", "s")
                              .xattr("system.posix_acl_access", ACL)
                              .xattr("trusted.t", "t")
                              .xattr("user.u", "u"))),
          new Recipe(
              Form.EROFS_0,
              "xattr-value-lengths",
              "values of 0 to 5 bytes, each padded to 4",
              () ->
                  directory()
                      .add(
                          "a",
                          fifo()
                              .xattr("user.0", "")
                              .xattr("user.1", "1")
                              .xattr("user.2", "22")
                              .xattr("user.3", "333")
                              .xattr("user.4", "4444")
                              .xattr("user.5", "55555"))),
          new Recipe(
              Form.EROFS_0,
              "xattr-key-255-bytes",
              "the longest name",
              () -> directory().add("a", fifo().xattr("user." + "k".repeat(250), "v"))),
          new Recipe(
              Form.EROFS_0,
              "xattrs-across-blocks",
              "a body of xattrs may cross into the next block",
              () -> directory().add("a", fileOf("tail").xattr("user.v", "v".repeat(5000)))),
          new Recipe(
              Form.EROFS_0,
              "xattrs-shared-and-own",
              "pairs that two inodes have are stored once; a key with another value is not",
              () ->
                  directory()
                      .add("a", fifo().xattr("user.k", "1").xattr("user.s", "same"))
                      .add("b", fifo().xattr("user.k", "2").xattr("user.s", "same"))
                      .add("c", fifo().xattr("user.k", "3").xattr("user.s", "other"))),
          new Recipe(
              Form.EROFS_0,
              "xattrs-more-than-128-shared",
              "an inode shares the first 128 and has its own copy of the others (BH-146)",
              () -> directory().add("a", keys(fifo(), 130)).add("b", keys(fifo(), 130))),
          new Recipe(
              Form.EROFS_0,
              "metacopies-shared",
              "two files of one content share the mark with the digest, and the redirect",
              () ->
                  directory()
                      .add("a", file("ab/cd", 5).digest(digest(1)))
                      .add("b", file("ab/cd", 5).digest(digest(1)))
                      .add("c", file("ab/cd", 5))),
          new Recipe(
              Form.EROFS_0,
              "selinux-on-the-root",
              "the stubs have the root's label, so it is shared 257 times",
              () -> directory().xattr("security.selinux", "system_u:object_r:root_t:s0\0")));

  private OverlayRecipes() {}

  /** A directory with two whiteouts and a directory without. */
  static Sketch whiteouts() {
    return directory()
        .add(
            "d",
            directory().add("a", fifo()).add("x", characterDevice(0)).add("y", characterDevice(0)))
        .add("e", directory());
  }

  private static Sketch keys(Sketch node, int count) {
    for (int i = 0; i < count; i++) {
      node.xattr("user.k%03d".formatted(i), "v");
    }
    return node;
  }
}
