package io.takecover.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.fixture.Fill;
import io.takecover.fixture.TestTree;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
  private static int find(Image image, int directory, String name) {
    return Lookup.entry(image, directory, ByteView.of(Fill.text(name)));
  }

  private static Image directoryOf(Iterable<String> names) {
    TestTree tree = new TestTree();
    for (String name : names) {
      tree.root().node(name, FileType.FIFO);
    }
    return tree.image();
  }

  @ParameterizedTest
  @CsvSource({
    "b, 0",
    "d, 1",
    "dd, 2",
    "f, 3",
    "\u00e9, 4",
    "'', -1",
    "a, -1",
    "ba, -1",
    "c, -1",
    "'d\0', -1",
    "ddd, -1",
    "e, -1",
    "\u00e8, -1",
    "\u00ff, -1",
  })
  void namesAreFoundAndTheirNeighboursAreNot(String name, int entry) {
    Image image = directoryOf(List.of("b", "d", "dd", "f", "\u00e9"));
    assertThat(find(image, Image.ROOT, name)).isEqualTo(entry);
  }

  @Test
  void emptyDirectoryHasNoName() {
    Image image = new TestTree().image();
    assertThat(find(image, Image.ROOT, "a")).isEqualTo(-1);
    assertThat(find(image, Image.ROOT, "")).isEqualTo(-1);
  }

  @Test
  void onlyTheDirectoryAskedIsSearched() {
    TestTree tree = new TestTree();
    tree.root().directory("a").node("x", FileType.FIFO);
    tree.root().directory("b").node("y", FileType.FIFO);
    Image image = tree.image();
    assertThat(find(image, 1, "x")).isEqualTo(2);
    assertThat(find(image, 1, "y")).isEqualTo(-1);
    assertThat(find(image, 2, "x")).isEqualTo(-1);
    assertThat(find(image, 2, "y")).isEqualTo(3);
    assertThat(find(image, 2, "a")).isEqualTo(-1);
  }

  @Test
  void nameMayBeARangeOfOtherBytes() {
    Image image = directoryOf(List.of("ab", "abc", "b"));
    ByteView bytes = ByteView.of(Fill.text("xabcx"));
    assertThat(Lookup.entry(image, Image.ROOT, bytes, 1, 2)).isZero();
    assertThat(Lookup.entry(image, Image.ROOT, bytes, 1, 3)).isEqualTo(1);
    assertThat(Lookup.entry(image, Image.ROOT, bytes, 2, 1)).isEqualTo(2);
    assertThat(Lookup.entry(image, Image.ROOT, bytes, 1, 1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 100, 255})
  void bisectionFindsWhatASetHolds(int size) {
    Random random = new Random(size);
    TreeSet<String> names = new TreeSet<>();
    while (names.size() < size) {
      names.add(Integer.toString(random.nextInt(2 * size + 9), 3));
    }
    Image image = directoryOf(names);
    List<String> sorted = List.copyOf(names);
    for (int i = 0; i < 2 * size + 9; i++) {
      String name = Integer.toString(i, 3);
      assertThat(find(image, Image.ROOT, name)).isEqualTo(sorted.indexOf(name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "/, 0",
    "///, 0",
    "usr, 2",
    "/usr, 2",
    "/usr/, 2",
    "//usr///bin//, 3",
    "usr/bin/x, 4",
    "/usr/bin/x/, 4",
    "/usr/bin/x/y, -1",
    "/usr/bin/y, -1",
    "/etc, -1",
    "/usr/etc/x, -1",
    "., -1",
    "/usr/.., -1",
    "/a, 1",
    "/a/b, -1",
  })
  void pathLeadsToAnInode(String path, int inode) {
    TestTree tree = new TestTree();
    tree.root().node("a", FileType.SYMLINK);
    tree.root().directory("usr").directory("bin").node("x", FileType.REGULAR);
    assertThat(Lookup.path(tree.image(), Fill.text(path))).isEqualTo(inode);
  }

  @Test
  void linkLeadsToItsTarget() {
    TestTree tree = new TestTree();
    TestTree.Node file = tree.root().node("a", FileType.REGULAR);
    tree.root().directory("d").link("b", file);
    assertThat(Lookup.path(tree.image(), Fill.text("/d/b"))).isEqualTo(1);
  }
}
