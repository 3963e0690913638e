package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the place of an object, and what becomes of it while it is read. */
class StoreVerifierTest {
  private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private TestStore store;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    store = new TestStore(Files.createDirectory(folder.resolve("store")));
    outside = Files.write(folder.resolve("outside"), CONTENT);
  }

  /** Something that is done to the store behind the back of who reads it. */
  private interface Deed {
    void run() throws Exception;
  }

  /** Does a deed between the look at the object {@code ab/cd} and its opening. */
  private static ObjectMemory meanwhile(Deed deed) {
    return new ObjectMemory() {
      @Override
      public Object stamp(WantedObject object) {
        return "";
      }

      @Override
      public boolean knows(WantedObject object, Object stamp) {
        try {
          if (object.path().equals("ab/cd")) {
            deed.run();
          }
        } catch (Exception e) {
          throw new AssertionError(e);
        }
        return false;
      }

      @Override
      public void learn(WantedObject object, Object stamp) {
        // Nothing is remembered.
      }
    };
  }

  private static void makePipe(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 4097, 1 << 17, (1 << 17) + 1, 3 << 17})
  void anObjectThatIsWhatItShouldBe(int size) throws Exception {
    store.object("ab/cd", new byte[size]);
    Map<String, ObjectVerdict> verdicts = store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE);
    assertThat(verdicts.get("ab/cd").isGood()).isTrue();
    assertThat(verdicts.get("ab/cd").bytesRead()).isEqualTo(size);
  }

  @Test
  void absent() throws Exception {
    store.need("ab/cd", CONTENT);
    assertThat(store.rule()).isEqualTo(StoreRule.ABSENT);
    Files.createDirectory(store.folder().resolve("ab"));
    assertThat(store.rule()).isEqualTo(StoreRule.ABSENT);
  }

  @Test
  void otherContent() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Files.write(object, Arrays.copyOf(CONTENT, CONTENT.length - 1));
    assertThat(store.rule()).isEqualTo(StoreRule.SIZE);
    Files.write(object, Arrays.copyOf(CONTENT, CONTENT.length + 1));
    assertThat(store.rule()).isEqualTo(StoreRule.SIZE);
    Files.write(object, new byte[CONTENT.length]);
    assertThat(store.rule()).isEqualTo(StoreRule.DIGEST);
    assertThat(store.rule(VerityPolicy.ON, ObjectMemory.NONE)).isEqualTo(StoreRule.DIGEST);
    assertThat(store.rule(VerityPolicy.OFF, ObjectMemory.NONE)).isNull();
  }

  /** Whoever opened it would wait for its other end. */
  @Test
  void aPipeInPlaceOfADirectory() throws Exception {
    store.need("ab/cd", CONTENT);
    makePipe(store.folder().resolve("ab"));
    assertThat(store.rule()).isEqualTo(StoreRule.TYPE);
  }

  @Test
  void everyBitOfAnObjectCounts() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    byte[] bytes = CONTENT.clone();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(object, bytes);
      assertThat(store.rule()).as("bit %d", bit).isEqualTo(StoreRule.DIGEST);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    Files.write(object, bytes);
    assertThat(store.rule()).isNull();
  }

  @Test
  void twoObjectsInEachOthersPlace() throws Exception {
    Path one = store.object("ab/cd", CONTENT);
    Path other = store.object("ef/gh", new byte[CONTENT.length]);
    Path between = folder.resolve("between");
    Files.move(one, between);
    Files.move(other, one);
    Files.move(between, other);
    assertThat(store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE).values())
        .allMatch(verdict -> TestStore.rule(verdict) == StoreRule.DIGEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "link to nothing", "folder", "pipe"})
  void noRegularFile(String what) throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Files.delete(object);
    replace(object, what);
    assertThat(store.rule()).isEqualTo(StoreRule.TYPE);
  }

  private void replace(Path object, String what) throws Exception {
    switch (what) {
      case "link" -> Files.createSymbolicLink(object, outside);
      case "link to nothing" -> Files.createSymbolicLink(object, Path.of("nothing"));
      case "folder" -> Files.createDirectory(object);
      default -> makePipe(object);
    }
  }

  @Test
  void aLinkOnTheWay() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Path real = Files.move(object.getParent(), folder.resolve("real"));
    Files.createSymbolicLink(object.getParent(), real);
    assertThat(store.rule()).isEqualTo(StoreRule.TYPE);
    Files.delete(object.getParent());
    Files.write(object.getParent(), CONTENT);
    assertThat(store.rule()).isEqualTo(StoreRule.TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../outside",
        "ab/../../outside",
        "ab//cd",
        "./ab",
        "ab/",
        ".."
      })
  void aPathThatCouldLeadOut(String path) throws Exception {
    Files.createDirectory(store.folder().resolve("ab"));
    store.need(path, CONTENT);
    assertThat(store.rule()).isEqualTo(StoreRule.PATH);
  }

  /** Java has no path of bytes that are no text; and another object beside it is still read. */
  @Test
  void aPathThatIsNoText() throws Exception {
    store.object("ab/cd", CONTENT);
    store.need("ab/\u00ff", CONTENT);
    Map<String, ObjectVerdict> verdicts = store.verdicts(VerityPolicy.REQUIRE, ObjectMemory.NONE);
    assertThat(TestStore.rule(verdicts.get("ab/\u00ff"))).isEqualTo(StoreRule.UNREADABLE);
    assertThat(verdicts.get("ab/cd").isGood()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"REQUIRE, NO_DIGEST", "ON,", "OFF,"})
  void noDigestIsNoRightDigest(VerityPolicy policy, StoreRule rule) throws Exception {
    store.object("ab/cd", CONTENT);
    TestStore other = new TestStore(store.folder());
    other.need("ab/cd", CONTENT.length);
    assertThat(other.rule(policy, ObjectMemory.NONE)).isEqualTo(rule);
  }

  @Test
  void filesThatStateDifferentThings() throws Exception {
    store.object("ab/cd", CONTENT);
    store.need("ab/cd", CONTENT);
    assertThat(store.rule()).isNull();
    store.need("ab/cd", new byte[CONTENT.length]);
    assertThat(store.rule()).isEqualTo(StoreRule.STATEMENTS);
    TestStore sizes = new TestStore(store.folder());
    sizes.need("ab/cd", 5);
    sizes.need("ab/cd", 6);
    assertThat(sizes.rule(VerityPolicy.ON, ObjectMemory.NONE)).isEqualTo(StoreRule.STATEMENTS);
    TestStore lacking = new TestStore(store.folder());
    lacking.need("ab/cd", CONTENT);
    lacking.need("ab/cd", CONTENT.length);
    assertThat(lacking.rule()).isEqualTo(StoreRule.STATEMENTS);
  }

  @Test
  void changesWhileItIsRead() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Deed longer = () -> Files.write(object, CONTENT, StandardOpenOption.APPEND);
    assertThat(store.rule(VerityPolicy.REQUIRE, meanwhile(longer))).isEqualTo(StoreRule.CHANGED);
    Files.write(object, CONTENT);
    Deed shorter = () -> Files.write(object, new byte[1]);
    assertThat(store.rule(VerityPolicy.REQUIRE, meanwhile(shorter))).isEqualTo(StoreRule.CHANGED);
    Files.write(object, CONTENT);
    Deed other =
        () -> {
          Files.write(object, new byte[CONTENT.length]);
          Files.setLastModifiedTime(object, FileTime.fromMillis(1));
        };
    assertThat(store.rule(VerityPolicy.REQUIRE, meanwhile(other))).isEqualTo(StoreRule.CHANGED);
  }

  @ParameterizedTest
  @CsvSource({"link, TYPE", "folder, UNREADABLE", "pipe, STUCK"})
  void isReplacedBetweenLookAndOpening(String what, StoreRule rule) throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Deed deed =
        () -> {
          Files.delete(object);
          replace(object, what);
        };
    assertThat(store.rule(VerityPolicy.REQUIRE, meanwhile(deed))).isEqualTo(rule);
  }

  /** What was opened stays what it is, whatever its path leads to now. */
  @Test
  void theFolderIsReplacedMeanwhile() throws Exception {
    Path object = store.object("ab/cd", CONTENT);
    Path evil = Files.createDirectory(folder.resolve("evil"));
    Files.write(evil.resolve("cd"), new byte[CONTENT.length]);
    Deed deed =
        () -> {
          Files.move(object.getParent(), folder.resolve("moved"));
          Files.createSymbolicLink(object.getParent(), evil);
        };
    assertThat(store.rule(VerityPolicy.REQUIRE, meanwhile(deed))).isNull();
  }

  /** One object that gives no answer costs that object and no other. */
  @Test
  void othersAreReadAllTheSame() throws Exception {
    for (int i = 0; i < 600; i++) {
      store.object("ab/" + i, CONTENT);
    }
    Path object = store.object("ab/cd", CONTENT);
    ObjectMemory memory =
        meanwhile(
            () -> {
              Files.delete(object);
              makePipe(object);
            });
    for (int jobs : new int[] {1, 3}) {
      Files.deleteIfExists(object);
      Files.write(object, CONTENT);
      Map<String, ObjectVerdict> verdicts = store.verdicts(VerityPolicy.REQUIRE, memory, jobs);
      verdicts.forEach(
          (path, verdict) ->
              assertThat(TestStore.rule(verdict))
                  .as(path)
                  .isEqualTo(path.equals("ab/cd") ? StoreRule.STUCK : null));
    }
  }

  /** Which a deed of these tests that goes wrong is too. */
  @Test
  void aFaultOfOursIsNoVerdict() throws Exception {
    store.object("ab/cd", CONTENT);
    Deed deed =
        () -> {
          throw new IOException("a deed that fails");
        };
    assertThatThrownBy(() -> store.rule(VerityPolicy.REQUIRE, meanwhile(deed)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a deed that fails");
  }

  @Test
  void whatIsKnownIsNotReadAgain() throws Exception {
    store.object("ab/cd", CONTENT);
    Set<String> known = new HashSet<>();
    ObjectMemory memory =
        new ObjectMemory() {
          @Override
          public Object stamp(WantedObject object) {
            return object.path();
          }

          @Override
          public boolean knows(WantedObject object, Object stamp) {
            return known.contains(stamp);
          }

          @Override
          public void learn(WantedObject object, Object stamp) {
            known.add((String) stamp);
          }
        };
    assertThat(store.verdicts(VerityPolicy.REQUIRE, memory).get("ab/cd").bytesRead()).isPositive();
    assertThat(known).containsExactly("ab/cd");
    ObjectVerdict again = store.verdicts(VerityPolicy.REQUIRE, memory).get("ab/cd");
    assertThat(again.isGood()).isTrue();
    assertThat(again.bytesRead()).isZero();
    Files.delete(store.folder().resolve("ab/cd"));
    assertThat(store.rule(VerityPolicy.REQUIRE, memory)).isEqualTo(StoreRule.ABSENT);
  }

  @Test
  void whatNobodyNeeds() throws Exception {
    store.object("ab/cd", CONTENT);
    Files.write(store.folder().resolve("ab/other"), CONTENT);
    Files.createDirectories(store.folder().resolve("x/y/z"));
    Files.write(store.folder().resolve("x/y/deep"), new byte[3]);
    Files.createSymbolicLink(store.folder().resolve("x/link"), folder);
    Set<String> found = new HashSet<>();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      Unreferenced.find(
          objects, store.wanted(), (path, note) -> found.add(path + " " + note.found()));
    }
    int linkSize = folder.toString().length();
    assertThat(found).containsExactlyInAnyOrder("ab/other 12", "x/y/deep 3", "x/link " + linkSize);
  }
}
