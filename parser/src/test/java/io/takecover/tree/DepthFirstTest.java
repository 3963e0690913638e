package io.takecover.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fixture.TestTree;
import io.takecover.fixture.TestTree.Node;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthFirstTest {

  private static List<String> names(TestTree tree) {
    Image image = tree.image();
    DepthFirst walk = new DepthFirst(image);
    List<String> names = new ArrayList<>();
    while (walk.advance()) {
      byte[] name =
          image
              .bytes()
              .copy(image.nameAt(walk.entry()), Math.toIntExact(image.nameLength(walk.entry())));
      names.add(new String(name, StandardCharsets.ISO_8859_1));
    }
    return names;
  }

  @Test
  void aDirectoryIsWalkedWhereItIsMet() {
    TestTree tree = new TestTree();
    Node a = tree.root().directory("a");
    a.directory("aa").node("aaa", FileType.FIFO);
    a.node("ab", FileType.FIFO);
    tree.root().directory("b");
    tree.root().node("c", FileType.FIFO);
    assertThat(names(tree)).containsExactly("a", "aa", "aaa", "ab", "b", "c");
  }

  /** The room for levels is doubled at 16 and at 32. */
  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 32, 33, 100})
  void everyLevelIsWalkedAndLeft(int depth) {
    TestTree tree = new TestTree();
    List<String> expected = new ArrayList<>();
    Node at = tree.root();
    for (int level = 0; level < depth; level++) {
      at.node("z" + level, FileType.FIFO);
      at = at.directory("d" + level);
      expected.add(level, "d" + level);
      expected.add(level + 1, "z" + level);
    }
    assertThat(names(tree)).isEqualTo(expected);
  }

  /** The verifier refuses such a tree, but the walk must end in it. */
  @Test
  void aDirectoryOfManyNamesIsEnteredOnce() {
    TestTree tree = new TestTree();
    Node directory = tree.root().directory("a");
    directory.node("x", FileType.FIFO);
    directory.link("self", directory);
    tree.root().link("b", directory);
    tree.root().link("root", tree.root());
    assertThat(names(tree)).containsExactly("a", "self", "x", "b", "root");
  }
}
