package io.takecover.fuzz.corpus;

import static io.takecover.fuzz.corpus.InodeRecipes.digest;
import static io.takecover.fuzz.corpus.Sketch.blockDevice;
import static io.takecover.fuzz.corpus.Sketch.directory;
import static io.takecover.fuzz.corpus.Sketch.fifo;
import static io.takecover.fuzz.corpus.Sketch.file;
import static io.takecover.fuzz.corpus.Sketch.link;
import static io.takecover.fuzz.corpus.Sketch.socket;

import java.util.List;

/** Images about extended attributes. */
final class XattrRecipes {
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_VALUE = 65_535;
  private static final int MANY = 60;

  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "xattr-on-root", "a lone root with vdata", () -> directory().xattr("user.a", "1")),
          new Recipe(
              "xattr-user",
              "namespace user.",
              () -> directory().add("a", file().xattr("user.a", "1"))),
          new Recipe(
              "xattr-trusted",
              "namespace trusted.",
              () -> directory().add("a", file().xattr("trusted.overlay.opaque", "y"))),
          new Recipe(
              "xattr-security",
              "namespace security.",
              () ->
                  directory()
                      .add("a", file().xattr("security.selinux", "system_u:object_r:etc_t:s0\0"))),
          new Recipe(
              "xattr-system",
              "namespace system., an access control list",
              () ->
                  directory()
                      .add("a", file().xattr("system.posix_acl_access", "\2\0\0\0\1\0\6\0\u00ff"))),
          new Recipe(
              "xattr-all-namespaces",
              "four namespaces in one chunk, in unsigned byte order",
              () ->
                  directory()
                      .add(
                          "a",
                          file()
                              .xattr("user.a", "1")
                              .xattr("trusted.a", "2")
                              .xattr("security.a", "3")
                              .xattr("system.a", "4"))),
          new Recipe(
              "xattr-two-keys",
              "keys of one length, so that an edit can exchange them",
              () -> directory().add("a", file().xattr("user.a", "1").xattr("user.b", "2"))),
          new Recipe(
              "xattr-key-shortest",
              "a name of one byte behind the namespace",
              () -> directory().add("a", file().xattr("user.\u00ff", "1"))),
          new Recipe(
              "xattr-key-255-bytes",
              "the longest name",
              () -> directory().add("a", file().xattr(longestKey(), "1"))),
          new Recipe(
              "xattr-keys-prefix",
              "a name that begins another sorts before it",
              () -> directory().add("a", file().xattr("user.a", "1").xattr("user.aa", "2"))),
          new Recipe(
              "xattr-value-empty",
              "a value of no bytes",
              () -> directory().add("a", file().xattr("user.a", ""))),
          new Recipe(
              "xattr-value-with-nul",
              "values are bytes",
              () ->
                  directory()
                      .add("a", file().xattr("user.a", "\0a\0").xattr("user.b", "\n\u00ff"))),
          new Recipe(
              "xattr-value-65535-bytes",
              "the longest value",
              () -> directory().add("a", file().xattr("user.a", "v".repeat(LONGEST_VALUE)))),
          new Recipe(
              "xattr-key-and-value-of-65536-bytes",
              "key and value together need 17 bits",
              () ->
                  directory()
                      .add(
                          "a",
                          file().xattr(longestKey(), "v".repeat(LONGEST_VALUE + 1 - LONGEST_KEY)))),
          new Recipe("xattr-many", "60 xattrs in one chunk", XattrRecipes::many),
          new Recipe(
              "xattr-on-each-type",
              "every type can have xattrs",
              () ->
                  directory()
                      .xattr("user.a", "root")
                      .add("block", blockDevice(1).xattr("user.a", "block"))
                      .add("dir", directory().xattr("user.a", "dir"))
                      .add("fifo", fifo().xattr("user.a", "fifo"))
                      .add("file", file("ab/cd", 5).digest(digest(1)).xattr("user.a", "file"))
                      .add("link", link("file").xattr("user.a", "link"))
                      .add("socket", socket().xattr("user.a", "socket"))));

  private XattrRecipes() {}

  private static String longestKey() {
    return "user." + "k".repeat(LONGEST_KEY - "user.".length());
  }

  private static Sketch many() {
    Sketch file = file();
    for (int i = 0; i < MANY; i++) {
      file.xattr("user.key-%02d".formatted(i), "value");
    }
    return directory().add("a", file);
  }
}
