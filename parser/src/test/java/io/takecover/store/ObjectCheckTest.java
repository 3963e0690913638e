package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One object after the other, in one thread, and what is done to them at each step. */
class ObjectCheckTest {
  private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.US_ASCII);
  private static final int PIECE = 1 << 17;

  private static final int BEFORE_OPENING = -1;

  @TempDir Path folder;
  private TestStore store;
  private int steps;

  @BeforeEach
  void makeFolder() throws IOException {
    store = new TestStore(Files.createDirectory(folder.resolve("store")));
  }

  /** What is on disk only a moment is mostly in the page cache, and read through it. */
  void prepare(ObjectCheck check) {
    check.enter();
  }

  /** Something that is done to the store before a step. */
  private interface Deed {
    void run() throws IOException;
  }

  /** Remembers nothing, and does something before an object is opened. */
  private record Unknown(Deed deed) implements ObjectMemory {
    @Override
    public Object stamp(WantedObject object) {
      return "";
    }

    @Override
    public boolean knows(WantedObject object, Object stamp) {
      try {
        deed.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return false;
    }

    @Override
    public void learn(WantedObject object, Object stamp) {
      // Nothing is remembered.
    }
  }

  /**
   * Verdicts in the order of paths; before the step of that number, from 1, the deed is done, or
   * between the look at an object and its opening.
   */
  private List<ObjectVerdict> verdicts(int step, Deed deed) throws Exception {
    steps = 0;
    Runnable alive =
        () -> {
          steps++;
          try {
            if (steps == step) {
              deed.run();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    ObjectMemory memory = new Unknown(step == BEFORE_OPENING ? deed : () -> {});
    try (ObjectStore objects = ObjectStore.open(store.folder());
        ObjectStore.Directory directory = objects.directory("ab")) {
      ObjectCheck check = new ObjectCheck(objects, VerityPolicy.REQUIRE, memory, alive);
      prepare(check);
      return store.wanted().since(0).stream().map(o -> check.check(directory, o)).toList();
    }
  }

  private String found(int step, Deed deed) throws Exception {
    ObjectVerdict verdict = verdicts(step, deed).get(0);
    if (verdict.isGood()) {
      return "good";
    }
    Violation violation = verdict.violation();
    return violation.rule().id() + " " + violation.field() + " " + violation.found();
  }

  /** One step to look, one for each piece, and one to see that no more follows. */
  @ParameterizedTest
  @CsvSource({"1, 2", "131071, 2", "131072, 3", "131073, 3", "393216, 5"})
  void asManyStepsAsPieces(int size, int wanted) throws Exception {
    store.object("ab/cd", new byte[size]);
    ObjectVerdict verdict = verdicts(0, () -> {}).get(0);
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.bytesRead()).isEqualTo(size);
    assertThat(steps).isEqualTo(wanted);
  }

  @Test
  void whatWasReadOfAnotherDoesNotCount() throws Exception {
    store.object("ab/1", CONTENT);
    store.need("ab/2", CONTENT);
    store.object("ab/3", CONTENT);
    List<ObjectVerdict> verdicts = verdicts(0, () -> {});
    assertThat(verdicts).extracting(ObjectVerdict::isGood).containsExactly(true, false, true);
    assertThat(verdicts).extracting(ObjectVerdict::bytesRead).containsExactly(12L, 0L, 12L);
  }

  @Test
  void halfOfOneIsNoPartOfTheNext() throws Exception {
    Path first = store.object("ab/1", new byte[2 * PIECE]);
    store.object("ab/2", CONTENT);
    List<ObjectVerdict> verdicts = verdicts(3, () -> Files.write(first, new byte[PIECE]));
    assertThat(verdicts).extracting(ObjectVerdict::isGood).containsExactly(false, true);
    assertThat(verdicts.get(0).violation().rule()).isEqualTo(StoreRule.CHANGED);
  }

  @Test
  void noDigestIsSeenBeforeAnythingIsOpened() throws Exception {
    store.need("ab/cd", 12);
    Files.createDirectory(store.folder().resolve("ab"));
    assertThat(found(0, () -> {})).isEqualTo("O-006 object.digest 0");
    assertThat(steps).isZero();
  }

  @Test
  void growsOrShrinks() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    assertThat(found(2, () -> Files.write(object, CONTENT, StandardOpenOption.APPEND)))
        .isEqualTo("O-007 object.size 24");
    Files.write(object, CONTENT);
    assertThat(found(2, () -> Files.write(object, new byte[5]))).isEqualTo("O-007 object.size 5");
    Files.write(object, CONTENT);
    assertThat(found(1, () -> Files.write(object, new byte[5]))).isEqualTo("O-004 object.size 5");
  }

  /** Of an object that grows without end, no more is read than a piece. */
  @Test
  void growsBetweenPieces() throws Exception {
    Path object = store.object("ab/cd", new byte[PIECE]);
    Deed deed = () -> Files.write(object, new byte[3 * PIECE], StandardOpenOption.APPEND);
    assertThat(found(3, deed)).isEqualTo("O-007 object.size " + 2 * PIECE);
  }

  @Test
  void isReplacedByAFolder() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Deed deed =
        () -> {
          Files.delete(object);
          Files.createDirectory(object);
        };
    assertThat(found(BEFORE_OPENING, deed)).isEqualTo("O-008 object 0");
  }

  /** Same size, and other bytes: wrong where nothing else changed, and else changed. */
  @Test
  void sameSizeAndOtherBytes() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    FileTime time = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(object, time);
    Deed inPlace =
        () -> {
          Files.write(object, new byte[CONTENT.length]);
          Files.setLastModifiedTime(object, time);
        };
    assertThat(found(2, inPlace)).startsWith("O-005 object.digest ");
    Files.write(object, CONTENT);
    assertThat(found(2, () -> Files.write(object, new byte[CONTENT.length])))
        .isEqualTo("O-007 object 12");
    Files.write(object, CONTENT);
    Files.setLastModifiedTime(object, time);
    Deed another =
        () -> {
          Path other = Files.write(folder.resolve("other"), new byte[CONTENT.length]);
          Files.setLastModifiedTime(other, time);
          Files.move(other, object, StandardCopyOption.REPLACE_EXISTING);
        };
    assertThat(found(BEFORE_OPENING, another)).isEqualTo("O-007 object 12");
  }
}
