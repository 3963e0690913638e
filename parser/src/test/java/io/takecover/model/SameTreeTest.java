package io.takecover.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fixture.TestTree;
import io.takecover.fixture.TestTree.Node;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SameTreeTest {

  /** A tree with one of everything, and the nodes by which a test changes it. */
  private static final class Specimen {
    private final TestTree tree = new TestTree();
    private final Node root = tree.root();
    private final Node directory = root.directory("d");
    private final Node file = directory.file("f", "ab/cd").digest('D');
    private final Node symlink = root.symlink("s", "target");
    private final Node fifo = root.node("p", FileType.FIFO);

    Specimen() {
      root.link("z", file);
      file.xattr("user.a", "1").xattr("user.b", "2");
      symlink.xattr("user.c", "");
    }
  }

  private static Image changed(Consumer<Specimen> change) {
    Specimen specimen = new Specimen();
    change.accept(specimen);
    return specimen.tree.image();
  }

  private static void assertSame(Image one, Image two, boolean same) {
    assertThat(SameTree.test(one, two)).isEqualTo(same);
    assertThat(SameTree.test(two, one)).isEqualTo(same);
  }

  /** The size of a directory may be left out of account, that of a file never. */
  @Test
  void sizesOfDirectoriesMayDiffer() {
    Image one = new Specimen().tree.image();
    Image directory = changed(s -> s.directory.set(Part.SIZE, 7));
    assertThat(SameTree.testButDirectorySizes(one, directory)).isTrue();
    assertSame(one, directory, false);
    assertThat(SameTree.testButDirectorySizes(one, changed(s -> s.fifo.set(Part.SIZE, 7))))
        .isFalse();
    assertThat(SameTree.testButDirectorySizes(one, changed(s -> s.directory.set(Part.UID, 7))))
        .isFalse();
  }

  static Stream<Arguments> difference() {
    return Stream.of(
        change("a payload of the same length", s -> s.file.payload("ab/ce")),
        change("a payload of another length", s -> s.file.payload("ab/cde")),
        change("no payload", s -> s.file.payload("")),
        change("a target", s -> s.symlink.payload("tarGet")),
        change("a content", s -> s.file.content("text")),
        change("a content where a payload was", s -> s.file.payload("").content("ab/cd")),
        change("a digest", s -> s.file.digest('E')),
        change("a digest where none was", s -> s.symlink.digest('E')),
        change("an xattr more", s -> s.file.xattr("user.c", "")),
        change("an xattr where none was", s -> s.fifo.xattr("user.c", "")),
        change("another set of xattrs", s -> s.fifo.xattrsOf(s.file)),
        change("an entry more", s -> s.directory.node("g", FileType.FIFO)),
        change("an entry in an empty place", s -> s.fifo.node("g", FileType.FIFO)),
        change("a link more", s -> s.root.link("y", s.fifo)));
  }

  private static Arguments change(String name, Consumer<Specimen> change) {
    return Arguments.of(name, changed(change));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void difference(String name, Image changed) {
    assertSame(new Specimen().tree.image(), changed, false);
    assertSame(changed, changed, true);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MODE",
        "NLINK",
        "UID",
        "GID",
        "RDEV",
        "SIZE",
        "MTIME_SECONDS",
        "MTIME_NANOSECONDS",
        "CTIME_SECONDS",
        "CTIME_NANOSECONDS"
      })
  void differentNumber(Part part) {
    for (long value : new long[] {1 << 12 | 7, -2}) {
      Image changed = changed(s -> s.fifo.set(part, value));
      assertSame(new Specimen().tree.image(), changed, false);
      assertSame(changed, changed(s -> s.fifo.set(part, value)), true);
    }
  }

  @Test
  void sameTreeFromOtherBytesAndInOtherOrderOfInodes() {
    Image one = changed(s -> {});
    Image two = changed(s -> s.tree.orphan(FileType.REGULAR).payload("unseen"));
    assertSame(one, two, true);
    Image three = fromBothEnds(true);
    Image four = fromBothEnds(false);
    assertThat(three.target(0)).isNotEqualTo(four.target(0));
    assertSame(three, four, true);
  }

  /** A file with two names, numbered at neither, before or behind another. */
  private static Image fromBothEnds(boolean first) {
    TestTree tree = new TestTree();
    Node other = first ? null : tree.orphan(FileType.FIFO);
    Node linked = tree.orphan(FileType.REGULAR);
    Node last = first ? tree.orphan(FileType.FIFO) : other;
    tree.root().link("a", linked);
    tree.root().link("b", last);
    tree.root().link("c", linked);
    return tree.image();
  }

  @Test
  void namesCount() {
    assertSame(directoryOf("ab"), directoryOf("ab"), true);
    assertSame(directoryOf("ab"), directoryOf("ac"), false);
    assertSame(directoryOf("ab"), directoryOf("abc"), false);
    assertSame(directoryOf("ab"), directoryOf(""), false);
  }

  private static Image directoryOf(String name) {
    TestTree tree = new TestTree();
    tree.root().node(name, FileType.FIFO);
    return tree.image();
  }

  @Test
  void keysAndValuesCount() {
    assertSame(xattr("user.a", "1"), xattr("user.a", "1"), true);
    assertSame(xattr("user.a", "1"), xattr("user.b", "1"), false);
    assertSame(xattr("user.a", "1"), xattr("user.a", "2"), false);
    assertSame(xattr("user.a", "1"), xattr("user.a", ""), false);
    assertSame(xattr("user.a", "1"), xattr("user.", "a1"), false);
  }

  private static Image xattr(String key, String value) {
    TestTree tree = new TestTree();
    tree.root().xattr("user.0", "same").xattr(key, value);
    return tree.image();
  }

  @Test
  void primaryNameCounts() {
    assertSame(linked("a"), linked("a"), true);
    assertSame(linked("a"), linked("b"), false);
  }

  private static Image linked(String primary) {
    TestTree tree = new TestTree();
    Node file = tree.orphan(FileType.REGULAR);
    tree.root().entry("a", file, primary.equals("a"));
    tree.root().entry("b", file, primary.equals("b"));
    return tree.image();
  }

  /** Which names lead to one inode counts even where the inodes are alike. */
  @Test
  void linksCount() {
    assertSame(twins(true, true, false), twins(true, true, false), true);
    assertSame(twins(true, true, false), twins(true, false, true), false);
    assertSame(twins(true, true, true), twins(true, false, false), false);
    assertSame(twins(true, true, false), twins(true, false, false), false);
    assertSame(twins(true, true, true), twins(true, true, false), false);
  }

  private static Image twins(boolean... first) {
    TestTree tree = new TestTree();
    Node one = tree.orphan(FileType.REGULAR).set(Part.NLINK, 1);
    Node two = tree.orphan(FileType.REGULAR).set(Part.NLINK, 1);
    for (int i = 0; i < first.length; i++) {
      tree.root().link("n" + i, first[i] ? one : two);
    }
    return tree.image();
  }

  @Test
  void cyclesEnd() {
    assertSame(loop(1), loop(1), true);
    assertSame(loop(1), loop(2), false);
    assertSame(loop(2), loop(2), true);
  }

  /** A directory that holds itself, by way of {@code length} directories. */
  private static Image loop(int length) {
    TestTree tree = new TestTree();
    Node first = tree.root().directory("d").set(Part.NLINK, 3);
    Node last = first;
    for (int i = 1; i < length; i++) {
      last = last.directory("d").set(Part.NLINK, 3);
    }
    last.link("d", first);
    return tree.image();
  }
}
