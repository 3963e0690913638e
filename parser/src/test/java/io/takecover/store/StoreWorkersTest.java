package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who checks what, and when threads come and go. */
class StoreWorkersTest {
  private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int BATCH = 256;

  @TempDir Path folder;
  private TestStore store;

  @BeforeEach
  void makeFolder() throws IOException {
    store = new TestStore(Files.createDirectory(folder.resolve("store")));
  }

  /** Notes verdicts and ticks, and tells of each. */
  private static final class Notes implements StoreVerifier.Listener {
    private final List<String> verdicts = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CountDownLatch> told = new ConcurrentHashMap<>();
    private int ticks;

    @Override
    public void verdict(ObjectVerdict verdict) {
      String rule = verdict.isGood() ? "good" : verdict.violation().rule().id();
      verdicts.add(verdict.object().path() + " " + rule);
      latch(verdict.object().path()).countDown();
    }

    @Override
    public void tick() {
      ticks++;
    }

    private CountDownLatch latch(String path) {
      return told.computeIfAbsent(path, key -> new CountDownLatch(1));
    }

    private void await(String path) {
      StoreWorkersTest.await(latch(path));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Remembers nothing, and does something before an object is read and when it was good. */
  private record Hooks(Consumer<String> before, Consumer<String> after) implements ObjectMemory {
    @Override
    public Object stamp(WantedObject object) {
      return "";
    }

    @Override
    public boolean knows(WantedObject object, Object stamp) {
      before.accept(object.path());
      return false;
    }

    @Override
    public void learn(WantedObject object, Object stamp) {
      after.accept(object.path());
    }
  }

  /** Checks all that is wanted. */
  private void check(Notes notes, int jobs, Consumer<String> before, Duration patience)
      throws Exception {
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      StoreVerifier verifier = verifier(objects, before, patience);
      verifier.start(jobs, notes);
      verifier.submit(store.wanted().since(0));
      verifier.finish();
    }
  }

  private StoreVerifier verifier(ObjectStore objects, Consumer<String> before, Duration patience) {
    return new StoreVerifier(
        objects, VerityPolicy.REQUIRE, new Hooks(before, path -> {}), patience);
  }

  /** One thread has those of a directory, in the order of paths, up to so many. */
  @Test
  void aDirectoryIsOnePieceOfWork() throws Exception {
    store.object("aa/0", CONTENT);
    for (int i = 0; i < BATCH; i++) {
      store.object("ab/%03d".formatted(i), CONTENT);
    }
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    Notes notes = new Notes();
    Consumer<String> before =
        path -> {
          if (path.startsWith("ab")) {
            threads.add(Thread.currentThread());
            paths.add(path);
          }
        };
    check(notes, 3, before, LONG);
    assertThat(threads).hasSize(1);
    assertThat(paths).hasSize(BATCH).isSorted();
    assertThat(notes.verdicts).hasSize(1 + BATCH).allMatch(verdict -> verdict.endsWith(" good"));
  }

  @Test
  void allThatADirectoryHasIsMissedWithIt() throws Exception {
    store.need("ab/1", CONTENT);
    store.need("ab/2", CONTENT);
    Notes notes = new Notes();
    check(notes, 1, path -> {}, LONG);
    assertThat(notes.verdicts).containsExactly("ab/1 O-002", "ab/2 O-002");
  }

  /** What is beyond, another thread has meanwhile. */
  @Test
  void aLargeDirectoryIsSeveral() throws Exception {
    for (int i = 0; i <= BATCH; i++) {
      store.object("ab/%03d".formatted(i), CONTENT);
    }
    Notes notes = new Notes();
    Consumer<String> before =
        path -> {
          if (path.equals("ab/000")) {
            notes.await("ab/" + BATCH);
          }
        };
    check(notes, 2, before, LONG);
    assertThat(notes.verdicts).hasSize(BATCH + 1).allMatch(verdict -> verdict.endsWith(" good"));
  }

  @Test
  void directoriesAreCheckedSideBySide() throws Exception {
    store.object("a", CONTENT);
    store.object("b/1", CONTENT);
    store.object("c/1", CONTENT);
    Notes notes = new Notes();
    Consumer<String> before =
        path -> {
          if (path.equals("a")) {
            notes.await("c/1");
          }
        };
    check(notes, 2, before, LONG);
    assertThat(notes.verdicts).containsExactlyInAnyOrder("a good", "b/1 good", "c/1 good");
  }

  /** Nobody waits for the end: an object is checked when it is submitted. */
  @Test
  void workBeginsWhenItIsSubmitted() throws Exception {
    store.object("a", CONTENT);
    store.object("b", CONTENT);
    List<WantedObject> wanted = store.wanted().since(0);
    Notes notes = new Notes();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      StoreVerifier verifier = verifier(objects, path -> {}, LONG);
      verifier.start(1, notes);
      verifier.submit(wanted.subList(0, 1));
      notes.await("a");
      Thread.sleep(50);
      verifier.submit(wanted.subList(1, 2));
      notes.await("b");
      verifier.finish();
    }
    assertThat(notes.verdicts).containsExactly("a good", "b good");
  }

  @Test
  void threadsEndWithTheWork() throws Exception {
    store.object("a", CONTENT);
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    Notes notes = new Notes();
    List<Thread> ours;
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      StoreVerifier verifier = verifier(objects, path -> {}, LONG);
      verifier.start(3, notes);
      ours =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("store") && !before.contains(thread))
              .toList();
      verifier.submit(store.wanted().since(0));
      verifier.finish();
    }
    assertThat(ours).hasSize(3).allMatch(Thread::isDaemon);
    requireEnd(ours);
  }

  private static void requireEnd(Collection<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void oneTickAtTheEndAtLeast() throws Exception {
    Notes notes = new Notes();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      StoreVerifier verifier = verifier(objects, path -> {}, LONG);
      verifier.start(1, notes);
      verifier.finish();
    }
    assertThat(notes.ticks).isEqualTo(1);
    assertThat(notes.verdicts).isEmpty();
  }

  @Test
  void whoWaitsIsInterrupted() throws Exception {
    store.object("a", CONTENT);
    CountDownLatch end = new CountDownLatch(1);
    Notes notes = new Notes();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      StoreVerifier verifier = verifier(objects, path -> await(end), LONG);
      verifier.start(1, notes);
      verifier.submit(store.wanted().since(0));
      Thread.currentThread().interrupt();
      assertThatThrownBy(verifier::finish).isInstanceOf(InterruptedException.class);
      end.countDown();
      notes.await("a");
    }
  }

  /** A thread that was given up and wakes again has nothing more to say, and reads no more. */
  @Test
  void whoWasGivenUpIsNotHeard() throws Exception {
    store.object("ab/1", CONTENT);
    store.object("ab/2", CONTENT);
    Notes notes = new Notes();
    CountDownLatch read = new CountDownLatch(1);
    Map<Thread, String> last = new ConcurrentHashMap<>();
    try (ObjectStore objects = ObjectStore.open(store.folder())) {
      Consumer<String> before =
          path -> {
            last.put(Thread.currentThread(), path);
            if (path.equals("ab/1")) {
              notes.await("ab/1");
            } else {
              await(read);
            }
          };
      Hooks hooks = new Hooks(before, path -> read.countDown());
      StoreVerifier verifier =
          new StoreVerifier(objects, VerityPolicy.REQUIRE, hooks, Duration.ofMillis(1500));
      verifier.start(1, notes);
      verifier.submit(store.wanted().since(0));
      verifier.finish();
      requireEnd(last.keySet());
    }
    assertThat(notes.verdicts).containsExactly("ab/1 O-009", "ab/2 good");
    assertThat(last.values()).containsExactlyInAnyOrder("ab/1", "ab/2");
  }

  /** Steps that are slow, each within the patience: the object is waited for. */
  @Test
  void whoGoesOnIsNotGivenUp() throws Exception {
    store.object("ab/1", new byte[6 << 17]);
    for (int i = 2; i < 8; i++) {
      store.object("ab/" + i, CONTENT);
    }
    Notes notes = new Notes();
    check(notes, 1, path -> pause(400), Duration.ofMillis(1500));
    assertThat(notes.verdicts).hasSize(7).allMatch(verdict -> verdict.endsWith(" good"));
    assertThat(notes.ticks).isGreaterThan(10);
  }

  /** A step that takes most of the patience. */
  @Test
  void whoIsSlowIsWaitedFor() throws Exception {
    store.object("a", CONTENT);
    Notes notes = new Notes();
    check(notes, 1, path -> pause(2500), Duration.ofSeconds(4));
    assertThat(notes.verdicts).containsExactly("a good");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
