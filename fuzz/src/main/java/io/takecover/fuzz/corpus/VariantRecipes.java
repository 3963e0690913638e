package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.fileOf;
import static io.takecover.fuzz.corpus.Sketch.link;

import io.takecover.fuzz.corpus.Recipe.Form;
import java.util.ArrayList;
import java.util.List;

/** EROFS images that only a profile of their own accepts. */
final class VariantRecipes {
  private static final List<String> OF_NATIVE =
      List.of(
          "empty-root",
          "one-file",
          "directory-three-entries",
          "directory-deep",
          "hard-link-forward",
          "nlink-counts-subdirectories",
          "shared-xattrs",
          "xattr-two-keys");

  private VariantRecipes() {}

  static List<Recipe> all() {
    List<Recipe> all = new ArrayList<>();
    OF_NATIVE.forEach(name -> all.add(ErofsRecipes.ofNative(Form.EROFS_2, name, name + "-v2")));
    all.add(
        new Recipe(
            Form.EROFS_2,
            "whiteout-v2",
            "version 2: a whiteout is a device of number 0",
            OverlayRecipes::whiteouts));
    all.add(
        new Recipe(
            Form.EROFS_2,
            "tails-v2",
            "version 2: the largest content and the longest target",
            () ->
                directory()
                    .add("c", fileOf("c".repeat(512)))
                    .add("l", link("l".repeat(1024)))
                    .add("m", link("m".repeat(1023)))
                    .add("n", link("n".repeat(1024)))
                    .add("o", link("o".repeat(1000)))));
    all.add(
        new Recipe(
            Form.EROFS_2,
            "large-file-v2",
            "version 2: one chunk of 8 TiB, however large the file",
            () -> directory().add("a", file("ab/cd", Long.MAX_VALUE).digest(digest(1)))));
    all.add(ErofsRecipes.ofNative(Form.EROFS_USER, "one-file", "one-file-user"));
    all.add(ErofsRecipes.ofNative(Form.EROFS_USER, "empty-root", "empty-root-user"));
    all.add(ErofsRecipes.ofNative(Form.EROFS_USER, "each-type", "each-type-user"));
    all.add(ErofsRecipes.ofNative(Form.EROFS_USER, "shared-path", "shared-path-user"));
    all.add(
        new Recipe(
            Form.EROFS_USER,
            "nearly-opaque-user",
            "an xattr that would be a mark with one other letter",
            () -> directory().xattr("trusted.averlay.opaque", "n")));
    all.add(
        new Recipe(
            Form.EROFS_USER,
            "trusted-xattrs-user",
            "what is trusted. and no mark stays so",
            () -> directory().add("a", fifo().xattr("trusted.t", "t").xattr("user.u", "u"))));
    return all;
  }
}
