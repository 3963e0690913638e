package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.device;
import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.Sketch.characterDevice;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.link;

import java.util.List;

/** Images about names and the shape of the tree: entries, order, depth, hard links. */
final class DirectoryRecipes {
  private static final int LONGEST_NAME = 255;
  private static final int DEPTH = 64;
  private static final int WIDTH = 100;

  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "directory-empty",
              "an empty directory has no chunk",
              () -> directory().add("a", directory())),
          new Recipe(
              "directory-three-entries",
              "names of one length, so that an edit can exchange them",
              () -> directory().add("aaa", fifo()).add("bbb", fifo()).add("ccc", fifo())),
          new Recipe("directory-wide", "100 entries in one chunk", DirectoryRecipes::wide),
          new Recipe("directory-deep", "64 directories inside each other", DirectoryRecipes::deep),
          new Recipe(
              "directories-with-equal-names",
              "two chunks that differ only in the inodes",
              () ->
                  directory()
                      .add("one", directory().add("a", fifo()).add("b", fifo()))
                      .add("two", directory().add("a", fifo()).add("b", fifo()))),
          new Recipe(
              "directories-with-equal-chunks",
              "two chunks that are the same byte for byte, and are stored twice (N-111)",
              () -> {
                Sketch a = file("ab/cd", 5);
                Sketch b = file("ef/gh", 5);
                return directory()
                    .add("one", directory().add("a", a).add("b", b))
                    .add("two", directory().addLink("a", a).addLink("b", b));
              }),
          new Recipe("name-1-byte", "the shortest name", () -> directory().add("n", directory())),
          new Recipe("name-2-bytes", "two dots fit in", () -> directory().add("nn", directory())),
          new Recipe(
              "names-of-two-lengths",
              "a longer name before a shorter one",
              () -> directory().add("aa", fifo()).add("b", fifo())),
          new Recipe(
              "name-255-bytes",
              "the longest name",
              () -> directory().add("n".repeat(LONGEST_NAME), fifo())),
          new Recipe(
              "name-all-bytes",
              "one name of every byte but NUL and slash",
              () -> directory().add(allBytes(), fifo())),
          new Recipe(
              "names-of-dots",
              "names that begin like . and .. and are neither",
              () ->
                  directory()
                      .add("...", fifo())
                      .add("..a", fifo())
                      .add(".a", fifo())
                      .add("a.", fifo())),
          new Recipe(
              "names-in-unsigned-order",
              "bytes above 0x7f sort behind ASCII, and a prefix before what it begins",
              () ->
                  directory()
                      .add("A", fifo())
                      .add("a", fifo())
                      .add("a ", fifo())
                      .add("aa", fifo())
                      .add("\u007f", fifo())
                      .add("\u0080", fifo())
                      .add("\u00ff", fifo())),
          new Recipe(
              "names-that-drive-terminals",
              "control bytes, escape sequences and no UTF-8: to be printed escaped",
              () ->
                  directory()
                      .add("\u0001\u001b[2J", fifo())
                      .add("\n", fifo())
                      .add("\\x41", fifo())
                      .add("\u00c3(", fifo())),
          new Recipe(
              "hard-link-backward",
              "the second name, behind the primary one",
              () -> {
                Sketch file = file("ab/cd", 5);
                return directory().add("a", file).addLink("b", file);
              }),
          new Recipe(
              "hard-link-forward",
              "the second name stands before the primary one, which is in a directory",
              () -> {
                Sketch file = file("ab/cd", 5);
                return directory().addLink("a", file).add("b", directory().add("c", file));
              }),
          new Recipe(
              "hard-link-many-names",
              "four names in three directories, before and behind the primary one",
              () -> {
                Sketch file = file("ab/cd", 5);
                return directory()
                    .addLink("a", file)
                    .add("b", directory().add("p", file).addLink("q", file))
                    .add("c", directory().addLink("r", file));
              }),
          new Recipe(
              "hard-link-of-link-and-device",
              "symlinks, devices and pipes can have several names",
              () -> {
                Sketch link = link("target");
                Sketch device = characterDevice(device(1, 3));
                Sketch pipe = fifo();
                return directory()
                    .add("a", link)
                    .add("b", device)
                    .add("c", pipe)
                    .add(
                        "d",
                        directory().addLink("a", link).addLink("b", device).addLink("c", pipe));
              }),
          new Recipe(
              "nlink-counts-subdirectories",
              "directories with nlink 2, 3 and 5",
              () ->
                  directory()
                      .add("a", directory())
                      .add("b", directory().add("c", directory()))
                      .add("d", directory().add("file", file("ab/cd", 1)))),
          new Recipe(
              "small-system",
              "a bit of everything, as in a root file system",
              DirectoryRecipes::system));

  private DirectoryRecipes() {}

  private static Sketch wide() {
    Sketch root = directory();
    for (int i = 0; i < WIDTH; i++) {
      root.add("entry-%02d".formatted(i), fifo());
    }
    return root;
  }

  private static Sketch deep() {
    Sketch bottom = directory();
    for (int i = 1; i < DEPTH; i++) {
      bottom = directory().add("d", bottom);
    }
    return directory().add("d", bottom);
  }

  private static String allBytes() {
    StringBuilder name = new StringBuilder();
    for (int b = 1; b <= 0xff; b++) {
      if (b != '/') {
        name.append(Character.toString(b));
      }
    }
    return name.toString();
  }

  private static Sketch system() {
    Sketch busybox = file("3c/busybox", 1_113_504).permissions(0755).digest(digest(1));
    Sketch applets =
        directory().add("busybox", busybox).addLink("cat", busybox).addLink("sh", busybox);
    Sketch etc =
        directory()
            .add("hostname", file("a1/hostname", 10).digest(digest(2)))
            .add("machine-id", file())
            .add("mtab", link("../proc/self/mounts"))
            .add(
                "shadow",
                file("7e/shadow", 512)
                    .permissions(0600)
                    .digest(digest(3))
                    .xattr("security.selinux", "system_u:object_r:shadow_t:s0\0"));
    Sketch dev =
        directory()
            .add("console", characterDevice(device(5, 1)).permissions(0600))
            .add("initctl", fifo().permissions(0600))
            .add("null", characterDevice(device(1, 3)));
    return directory()
        .xattr("security.selinux", "system_u:object_r:root_t:s0\0")
        .add("bin", link("usr/bin"))
        .add("dev", dev)
        .add("etc", etc)
        .add("root", directory().permissions(0700))
        .add("tmp", directory().permissions(01777))
        .add("usr", directory().add("bin", applets).add("share", directory().owner(1000, 1000)));
  }
}
