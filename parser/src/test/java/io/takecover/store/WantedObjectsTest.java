package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fixture.TestTree;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which objects images want, each once, and in which order. */
class WantedObjectsTest {

  /** What the hash of 16 bytes begins with. */
  private static final long LENGTH_HASH = 0xe3779b97f4a7c150L;

  private static final long WORD_FACTOR = 0x9FB21C651E98DF25L;

  private final TestTree tree = new TestTree();
  private final WantedObjects wanted = new WantedObjects();

  @Test
  void eachOnceAndByPath() {
    TestTree.Node one = tree.root().file("1", "x/2");
    TestTree.Node other = tree.root().file("2", "a/1");
    TestTree.Node again = tree.root().file("3", "x/2");
    WantedObjects.Files files = wanted.add(tree.image());
    assertThat(files.count()).isEqualTo(3);
    assertThat(List.of(files.inode(0), files.inode(1), files.inode(2)))
        .containsExactly(one.inode(), other.inode(), again.inode());
    assertThat(List.of(files.object(0), files.object(1), files.object(2))).containsExactly(0, 1, 0);
    assertThat(wanted.count()).isEqualTo(2);
    assertThat(wanted.since(0)).extracting(WantedObject::path).containsExactly("a/1", "x/2");
    assertThat(wanted.since(0)).extracting(WantedObject::number).containsExactly(1, 0);
    assertThat(wanted.since(0)).extracting(WantedObject::size).containsExactly(3L, 3L);
    assertThat(wanted.since(1)).extracting(WantedObject::path).containsExactly("a/1");
    assertThat(wanted.since(2)).isEmpty();
  }

  @Test
  void whatASecondImageWantsIsCountedOn() {
    tree.root().file("1", "x/2");
    wanted.add(tree.image());
    TestTree second = new TestTree();
    second.root().file("1", "b");
    second.root().file("2", "x/2");
    WantedObjects.Files files = wanted.add(second.image());
    assertThat(List.of(files.object(0), files.object(1))).containsExactly(1, 0);
    assertThat(wanted.since(1)).extracting(WantedObject::path).containsExactly("b");
    assertThat(wanted.contains("b")).isTrue();
    assertThat(wanted.contains("x/2")).isTrue();
    assertThat(wanted.contains("x/")).isFalse();
    assertThat(wanted.contains("")).isFalse();
  }

  /** More than are looked up at a time, and more than places in front at first. */
  @Test
  void manyAreFoundAgain() {
    for (int i = 0; i < 1000; i++) {
      tree.root().file(String.valueOf(i), "object " + i).digest('a');
    }
    WantedObjects.Files files = wanted.add(tree.image());
    assertThat(wanted.count()).isEqualTo(1000);
    for (int file = 0; file < files.count(); file++) {
      assertThat(files.object(file)).isEqualTo(file);
    }
    TestTree second = new TestTree();
    for (int i = 0; i < 1000; i++) {
      second.root().file(String.valueOf(i), "object " + i).digest(i == 500 ? 'b' : 'a');
    }
    WantedObjects.Files again = wanted.add(second.image());
    for (int file = 0; file < again.count(); file++) {
      assertThat(again.object(file)).isEqualTo(file);
    }
    assertThat(wanted.count()).isEqualTo(1000);
    assertThat(wanted.disputed()).extracting(WantedObject::path).containsExactly("object 500");
  }

  @Test
  void onlyRegularFilesWithContentElsewhere() {
    tree.root().symlink("1", "a");
    tree.root().directory("2").payload("b").set(Part.SIZE, 1);
    tree.root().node("3", FileType.FIFO).payload("c").set(Part.SIZE, 1);
    tree.root().file("4", "d").set(Part.SIZE, 0);
    tree.root().file("5", "e").content("x");
    tree.root().file("6", "f").set(Part.SIZE, 1);
    WantedObjects.Files files = wanted.add(tree.image());
    assertThat(files.count()).isEqualTo(1);
    assertThat(wanted.since(0)).extracting(WantedObject::path).containsExactly("f");
  }

  @Test
  void whatFilesStateOfOneObject() {
    tree.root().file("1", "same").digest('a');
    tree.root().file("2", "same").digest('a');
    tree.root().file("3", "sizes").digest('a');
    tree.root().file("4", "sizes").digest('a').set(Part.SIZE, 6);
    tree.root().file("5", "digests").digest('a');
    tree.root().file("6", "digests").digest('b');
    tree.root().file("7", "one lacks").digest('a');
    tree.root().file("8", "one lacks");
    tree.root().file("9", "one has");
    tree.root().file("a", "one has").digest('a');
    tree.root().file("b", "neither has");
    tree.root().file("c", "neither has");
    tree.root().file("d", "settles nothing").digest('a');
    tree.root().file("e", "settles nothing").digest('b');
    tree.root().file("f", "settles nothing").digest('a');
    wanted.add(tree.image());
    assertThat(wanted.disputed())
        .extracting(WantedObject::path)
        .containsExactlyInAnyOrder("sizes", "digests", "one lacks", "one has", "settles nothing");
  }

  @Test
  void theFirstStatementIsKept() {
    tree.root().file("1", "x").digest('a');
    tree.root().file("2", "x").digest('b').set(Part.SIZE, 77);
    Image image = tree.image();
    wanted.add(image);
    WantedObject object = wanted.since(0).get(0);
    assertThat(object.size()).isEqualTo(1);
    assertThat(object.digest().copy(0, 32)).containsOnly('a');
    ObjectVerdict verdict = ObjectVerdict.disputed(object);
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.object()).isSameAs(object);
    assertThat(verdict.bytesRead()).isZero();
    assertThat(verdict.violation().rule()).isEqualTo(StoreRule.STATEMENTS);
    assertThat(verdict.violation().field()).isEqualTo("object.size");
    assertThat(verdict.violation().found()).isEqualTo(1);
  }

  /** An image may choose paths of one hash: they are told apart all the same. */
  @Test
  void pathsOfOneHash() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      paths.add(pathOfTheSameHash(0x6161616161616161L + i));
    }
    for (int i = 0; i < paths.size(); i++) {
      tree.root().file("f" + i, paths.get(i));
    }
    WantedObjects.Files files = wanted.add(tree.image());
    assertThat(wanted.count()).isEqualTo(paths.size());
    assertThat(files.count()).isEqualTo(paths.size());
    assertThat(wanted.disputed()).isEmpty();
    assertThat(paths).allMatch(wanted::contains);
    assertThat(wanted.contains(pathOfTheSameHash(0x6262626262626262L))).isFalse();
    int count = wanted.count();
    assertThat(wanted.add(tree.image()).object(17)).isEqualTo(files.object(17));
    assertThat(wanted.count()).isEqualTo(count);
  }

  /** 16 bytes: whatever the first eight, the second bring the hash to the same state. */
  private static String pathOfTheSameHash(long first) {
    long state = (LENGTH_HASH ^ first) * WORD_FACTOR;
    state ^= state >>> 32;
    long second = state ^ 0x0123456789ABCDEFL;
    byte[] bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(first)
            .putLong(second)
            .array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
