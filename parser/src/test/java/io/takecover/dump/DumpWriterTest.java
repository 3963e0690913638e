package io.takecover.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpWriterTest {
  private static final int DIRECTORY = 0040755;
  private static final int FILE = 0100644;

  @Test
  void everyFieldOfOneFile() throws Exception {
    String digest = "\u0000\u0001\u00fe\u00ff0123456789abcdefghijklmnopqr";
    Trees trees = new Trees("name|ab/cd|user.k|v|" + digest);
    int root = trees.inode(DIRECTORY);
    int file = trees.inode(0104755);
    trees.set(root, Part.NLINK, 2).set(root, Part.SIZE, 4096);
    trees.set(file, Part.NLINK, 4294967295L).set(file, Part.UID, 1).set(file, Part.GID, 2);
    trees.set(file, Part.SIZE, 5).set(file, Part.RDEV, 3);
    trees.set(file, Part.MTIME_SECONDS, -7).set(file, Part.MTIME_NANOSECONDS, 5);
    trees.payload(file, "ab/cd").digest(file, digest).xattrs(file, "user.k", "v");
    trees.begin(root).primary(root, "name", file);
    assertThat(dump(trees.build()))
        .isEqualTo(
            "/ 4096 40755 2 0 0 0 0.0 - - -\n"
                + "/name 5 104755 4294967295 1 2 3 -7.5 ab/cd -"
                + " 0001feff303132333435363738396162636465666768696a6b6c6d6e6f707172"
                + " user.k=v\n");
  }

  @Test
  void directoriesComeBeforeTheirEntriesAndTheNextSibling() throws Exception {
    Trees trees = new Trees("a b c d e");
    int root = trees.inode(DIRECTORY);
    int a = trees.inode(DIRECTORY);
    int b = trees.inode(DIRECTORY);
    int c = trees.inode(DIRECTORY);
    int d = trees.inode(0010000);
    int e = trees.inode(0140777);
    trees.begin(root).primary(root, "a", a).primary(root, "b", b);
    trees.begin(a).primary(a, "c", c).primary(a, "d", d);
    trees.begin(b).primary(b, "e", e);
    assertThat(paths(trees.build())).containsExactly("/", "/a", "/a/c", "/a/d", "/b", "/b/e");
  }

  @Test
  void hardLinkHasTheFieldsOfItsInodeAndThePathOfItsPrimary() throws Exception {
    Trees trees = new Trees("dir|a\\n\n|z|back|user.a|1");
    int root = trees.inode(DIRECTORY);
    int dir = trees.inode(DIRECTORY);
    int file = trees.inode(FILE);
    trees.set(file, Part.NLINK, 3).set(file, Part.SIZE, 9).payload(file, "back");
    trees.xattrs(file, "user.a", "1");
    trees.begin(root).primary(root, "dir", dir).link(root, "z", file);
    trees.begin(dir).link(dir, "a", file).primary(dir, "n\n", file);
    assertThat(dump(trees.build()).lines().skip(2))
        .containsExactly(
            "/dir/a 9 @100644 3 0 0 0 0.0 /dir/n\\n - - user.a=1",
            "/dir/n\\n 9 100644 3 0 0 0 0.0 back - - user.a=1",
            "/z 9 @100644 3 0 0 0 0.0 /dir/n\\n - - user.a=1");
  }

  @Test
  void hostileBytesEverywhere() throws Exception {
    String name = "\u001b[2J \u00ff\r";
    String target = "\u0007\u0080=";
    String key = "user.\u001b=";
    String value = "\u0000=\n\u00c3(";
    Trees trees = new Trees(name + "|" + target + "|" + key + "|" + value);
    int root = trees.inode(DIRECTORY);
    int link = trees.inode(0120777);
    trees.payload(link, target).xattrs(link, key, value);
    trees.begin(root).primary(root, name, link);
    String line = dump(trees.build()).lines().skip(1).findFirst().orElseThrow();
    assertThat(line)
        .isEqualTo(
            "/\\x1b[2J\\x20\\xff\\r 0 120777 1 0 0 0 0.0 \\x07\\x80= - -"
                + " user.\\x1b\\x3d=\\x00\\x3d\\n\\xc3(");
  }

  @Test
  void loneDashAndEmptyValue() throws Exception {
    Trees trees = new Trees("-|user.e|");
    int root = trees.inode(DIRECTORY);
    int link = trees.inode(0120777);
    trees.payload(link, "-").xattrs(link, "user.e", "");
    trees.begin(root).primary(root, "-", link);
    assertThat(dump(trees.build())).endsWith("\n/- 0 120777 1 0 0 0 0.0 \\x2d - - user.e=\n");
  }

  @Test
  void numbersAtTheirEnds() throws Exception {
    Trees trees = new Trees("x");
    int root = trees.inode(0);
    trees.set(root, Part.SIZE, -1).set(root, Part.MODE, 0xffffffffL);
    trees.set(root, Part.MTIME_SECONDS, Long.MIN_VALUE);
    trees.set(root, Part.MTIME_NANOSECONDS, 999_999_999);
    assertThat(dump(trees.build()))
        .isEqualTo(
            "/ 18446744073709551615 37777777777 1 0 0 0"
                + " -9223372036854775808.999999999 - - -\n");
    Trees zero = new Trees("x");
    zero.inode(0);
    assertThat(dump(zero.build())).isEqualTo("/ 0 0 1 0 0 0 0.0 - - -\n");
  }

  @Test
  void onePlaceAndWhatIsBelowIt() throws Exception {
    Image image = chain(4);
    PreOrder walk = PreOrder.below(image, "/d/d/d", image.firstEntry(2));
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, walk, out, Limits.DEFAULT);
    assertThat(out.toString().lines().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactly("/d/d/d", "/d/d/d/d");
  }

  /**
   * Each line repeats its path, so the text has some 200 MB; what is held of it is a path and a few
   * KiB.
   */
  @Test
  void deepTreeIsNeverHeld() throws Exception {
    long[] written = new long[2];
    Writer counting =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            written[0] += length;
            written[1] = Math.max(written[1], length);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    int depth = 14_000;
    DumpWriter.write(chain(depth), counting, Limits.DEFAULT);
    assertThat(written[0]).isGreaterThan((long) depth * depth);
    assertThat(written[1]).isLessThan(2L * depth + 10_000);
  }

  /** A text that goes out at once, and one in many pieces. */
  @ParameterizedTest
  @ValueSource(ints = {2, 300})
  void textOverTheLimitIsRefused(int depth) throws Exception {
    Image image = chain(depth);
    int size = dump(image).length();
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, out, Limits.DEFAULT.withExpandedBytes(size));
    assertThat(out).hasSize(size);
    RejectedException refusal =
        catchThrowableOfType(
            RejectedException.class,
            () ->
                DumpWriter.write(
                    image, new StringBuilder(), Limits.DEFAULT.withExpandedBytes(size - 1)));
    assertThat(refusal.violation().rule()).isEqualTo(LimitRule.DUMP_SIZE);
    assertThat(refusal.violation().found()).isEqualTo(size);
  }

  @Test
  void troubleOfTheOutputIsPassedOn() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("no space");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> DumpWriter.write(chain(1), full, Limits.DEFAULT))
        .isInstanceOf(IOException.class);
  }

  /** {@code depth} directories below each other, each named {@code d}. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 33})
  void linkNamesItsPrimaryAtAnyDepth(int depth) throws Exception {
    TestTree tree = new TestTree();
    TestTree.Node directory = tree.root();
    for (int level = 0; level < depth; level++) {
      directory = directory.directory("d");
    }
    tree.root().link("z", directory.node("f", FileType.FIFO));
    List<String> lines = dump(tree.image()).lines().toList();
    assertThat(lines).hasSize(depth + 3);
    assertThat(lines.get(depth + 2))
        .startsWith("/z 0 @10755 2 0 0 0 0.0 " + "/d".repeat(depth) + "/f ");
  }

  private static Image chain(int depth) {
    Trees trees = new Trees("d");
    int last = trees.inode(DIRECTORY);
    for (int i = 0; i < depth; i++) {
      int next = trees.inode(DIRECTORY);
      trees.begin(last).primary(last, "d", next);
      last = next;
    }
    return trees.build();
  }

  private static List<String> paths(Image image) throws Exception {
    return dump(image).lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  private static String dump(Image image) throws Exception {
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, out, Limits.DEFAULT);
    return out.toString();
  }
}
