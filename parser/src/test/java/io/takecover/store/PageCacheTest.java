package io.takecover.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.nio.file.ExtendedOpenOption;
import io.takecover.bytes.Piece;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When objects are read past the page cache, and what where that cannot be done. */
class PageCacheTest {
  private static final int SIZE = 3 * Piece.SIZE;

  @TempDir Path folder;
  private TestStore store;

  /** One letter for each file that is opened: p, past the cache; t, through it. */
  private final StringBuilder opened = new StringBuilder();

  /** What becomes of a channel past the cache. */
  private interface Mischief {
    SeekableByteChannel of(SeekableByteChannel channel);
  }

  @BeforeEach
  void makeStore() throws IOException {
    store = new TestStore(Files.createDirectory(folder.resolve("store")));
  }

  /** Puts objects there, whose bytes stay in the cache. */
  private void objects(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      store.object(String.valueOf(i), content(i));
    }
  }

  /**
   * Puts objects there, whose bytes go past the cache; false where the file system has no such way.
   */
  private boolean objectsPastCache(int count) throws IOException {
    objects(count);
    for (int i = 0; i < count; i++) {
      Path object = store.folder().resolve(String.valueOf(i));
      Files.delete(object);
      ByteBuffer aligned =
          ByteBuffer.allocateDirect(SIZE + (1 << 16)).alignedSlice(1 << 16).limit(SIZE);
      aligned.put(content(i)).flip();
      try (FileChannel out =
          FileChannel.open(
              object,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              ExtendedOpenOption.DIRECT)) {
        assertThat(out.write(aligned)).isEqualTo(SIZE);
      } catch (FileSystemException | UnsupportedOperationException e) {
        Files.write(object, content(i));
        return false;
      }
    }
    return !Files.getFileStore(folder).type().equals("tmpfs");
  }

  private static byte[] content(int number) {
    byte[] content = new byte[SIZE];
    content[0] = (byte) number;
    return content;
  }

  private List<ObjectVerdict> verdicts(boolean pass, Mischief mischief) throws Exception {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(store.folder());
        ObjectStore objects = new ObjectStore(watched(stream, mischief), FileSystems.getDefault());
        ObjectStore.Directory directory = objects.directory("")) {
      ObjectCheck check =
          new ObjectCheck(objects, VerityPolicy.REQUIRE, ObjectMemory.NONE, () -> {});
      List<ObjectVerdict> verdicts = new ArrayList<>();
      check.enter();
      if (pass) {
        check.passCache();
      }
      for (WantedObject object : store.wanted().since(0)) {
        verdicts.add(check.check(directory, object));
      }
      return verdicts;
    }
  }

  @SuppressWarnings("unchecked")
  private SecureDirectoryStream<Path> watched(DirectoryStream<Path> stream, Mischief mischief) {
    return (SecureDirectoryStream<Path>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SecureDirectoryStream.class},
            (proxy, method, arguments) -> {
              boolean isOpening = method.getName().equals("newByteChannel");
              boolean isPast =
                  isOpening && ((Set<OpenOption>) arguments[1]).contains(ExtendedOpenOption.DIRECT);
              if (isOpening) {
                opened.append(isPast ? 'p' : 't');
              }
              try {
                Object result = method.invoke(stream, arguments);
                return isPast ? mischief.of((SeekableByteChannel) result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A channel whose reads end early, or not at all well. */
  private static SeekableByteChannel reading(SeekableByteChannel channel, int most) {
    return (SeekableByteChannel)
        Proxy.newProxyInstance(
            PageCacheTest.class.getClassLoader(),
            new Class<?>[] {SeekableByteChannel.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("read")) {
                return method.invoke(channel, arguments);
              }
              if (most < 0) {
                throw new IOException("Invalid argument");
              }
              ByteBuffer buffer = (ByteBuffer) arguments[0];
              int limit = buffer.limit();
              buffer.limit(Math.min(limit, buffer.position() + most));
              int read = channel.read(buffer);
              buffer.limit(limit);
              return read;
            });
  }

  @Test
  void whatIsInTheCacheIsReadThroughIt() throws Exception {
    objects(3);
    assertThat(verdicts(false, channel -> channel)).allMatch(ObjectVerdict::isGood);
    // The first is opened to look.
    assertThat(opened).hasToString("tttt");
  }

  @Test
  void whatIsNotInTheCacheIsReadPastIt() throws Exception {
    boolean isPast = objectsPastCache(3);
    assertThat(verdicts(false, channel -> channel)).allMatch(ObjectVerdict::isGood);
    assertThat(opened).hasToString(isPast ? "tppp" : "tttt");
  }

  /** As if each object were in a directory of its own. */
  @Test
  void everyDirectoryIsLookedAtAnew() throws Exception {
    objects(1);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(store.folder());
        ObjectStore objects =
            new ObjectStore(watched(stream, channel -> channel), FileSystems.getDefault());
        ObjectStore.Directory directory = objects.directory("")) {
      ObjectCheck check =
          new ObjectCheck(objects, VerityPolicy.REQUIRE, ObjectMemory.NONE, () -> {});
      WantedObject object = store.wanted().since(0).get(0);
      for (int i = 0; i < 2; i++) {
        check.enter();
        assertThat(check.check(directory, object).isGood()).isTrue();
        assertThat(check.check(directory, object).isGood()).isTrue();
      }
    }
    assertThat(opened).hasToString("tttttt");
  }

  /** The first is read again, and no other past the cache. */
  @Test
  void whereThatIsRefusedItIsNotTriedAgain() throws Exception {
    objects(3);
    Mischief refusing =
        channel -> {
          throw new UnsupportedOperationException("Error setting up DirectIO");
        };
    assertThat(verdicts(true, refusing)).allMatch(ObjectVerdict::isGood);
    assertThat(opened).hasToString("pttt");
    opened.setLength(0);
    assertThat(verdicts(true, channel -> reading(channel, -1))).allMatch(ObjectVerdict::isGood);
    assertThat(opened).hasToString("pttt");
  }

  /** No verdict rests on a read past the cache that ended too early. */
  @Test
  void whatEndsTooEarlyIsReadThroughTheCache() throws Exception {
    boolean isPast = objectsPastCache(2);
    List<ObjectVerdict> verdicts = verdicts(true, channel -> reading(channel, 4096));
    assertThat(verdicts).allMatch(ObjectVerdict::isGood);
    assertThat(verdicts).extracting(ObjectVerdict::bytesRead).containsOnly((long) SIZE);
    assertThat(opened).hasToString(isPast ? "ptpt" : "pttt");
  }

  @Test
  void whatChangedIsSeenPastTheCache() throws Exception {
    objects(1);
    Path object = store.folder().resolve("0");
    byte[] content = Files.readAllBytes(object);
    content[SIZE - 1] ^= 1;
    Files.write(object, content);
    ObjectVerdict verdict = verdicts(true, channel -> channel).get(0);
    assertThat(verdict.violation().rule()).isEqualTo(StoreRule.DIGEST);
    assertThat(opened).startsWith("p");
  }
}
