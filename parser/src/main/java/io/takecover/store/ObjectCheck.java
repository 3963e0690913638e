package io.takecover.store;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Piece;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Holds one object after the other against what images state of it; for one thread. */
final class ObjectCheck {
  private final ObjectStore store;
  private final VerityPolicy policy;
  private final ObjectMemory memory;
  private final Runnable alive;
  private final PageCache cache = new PageCache();
  private final Piece piece = new Piece();
  private FsVerity verity = new FsVerity();
  private long bytesRead;

  /**
   * @param alive called before each step that may take long
   */
  ObjectCheck(ObjectStore store, VerityPolicy policy, ObjectMemory memory, Runnable alive) {
    this.store = store;
    this.policy = policy;
    this.memory = memory;
    this.alive = alive;
  }

  /** The objects that follow are in another directory. */
  void enter() {
    cache.enter();
  }

  /** The objects that follow are read past the page cache, whether they are in it or not. */
  void passCache() {
    cache.pass(true);
  }

  ObjectVerdict check(ObjectStore.Directory directory, WantedObject object) {
    bytesRead = 0;
    Violation violation = null;
    try {
      require(directory, store.name(object.path()), object);
    } catch (RejectedException e) {
      violation = e.violation();
      // Half an object may be in the one before.
      verity = new FsVerity();
    }
    return new ObjectVerdict(object, violation, bytesRead);
  }

  private void require(ObjectStore.Directory directory, Path name, WantedObject object)
      throws RejectedException {
    boolean mayLack = policy != VerityPolicy.REQUIRE;
    require(object.hasDigest() || mayLack, StoreRule.NO_DIGEST, "object.digest", 0);
    alive.run();
    Object stamp = memory.stamp(object);
    BasicFileAttributes before = directory.attributes(name);
    require(before.isRegularFile(), StoreRule.TYPE, "object.type", 0);
    require(before.size() == object.size(), StoreRule.SIZE, "object.size", before.size());
    if (!object.hasDigest() || policy == VerityPolicy.OFF || memory.knows(object, stamp)) {
      return;
    }
    ByteView digest = digest(directory, name, object.size());
    if (!object.isDigest(digest)) {
      requireUnchanged(before, directory.attributes(name));
      require(false, StoreRule.DIGEST, "object.digest", leadingBits(digest));
    }
    memory.learn(object, stamp);
  }

  private ByteView digest(ObjectStore.Directory directory, Path name, long size)
      throws RejectedException {
    try {
      boolean isRead = cache.isPassed(directory, name) && readPastCache(directory, name, size);
      if (!isRead) {
        try (SeekableByteChannel object = directory.open(name)) {
          read(object, size, false);
        }
      }
    } catch (IOException e) {
      throw StorePath.refusal(StoreRule.UNREADABLE, "object", bytesRead);
    }
    // A file that has as many bytes as it said.
    require(bytesRead == size, StoreRule.CHANGED, "object.size", bytesRead);
    return ByteView.of(verity.digest());
  }

  /** False where that did not go to the end; what is wrong, if anything, is seen in the cache. */
  private boolean readPastCache(ObjectStore.Directory directory, Path name, long size)
      throws RejectedException {
    try (SeekableByteChannel object = directory.openPastCache(name)) {
      read(object, size, true);
    } catch (IOException | UnsupportedOperationException e) {
      cache.pass(false);
    }
    boolean isRead = bytesRead == size;
    if (!isRead) {
      bytesRead = 0;
      verity = new FsVerity();
    }
    return isRead;
  }

  private void read(SeekableByteChannel object, long size, boolean pastCache)
      throws RejectedException, IOException {
    int filled;
    do {
      alive.run();
      filled = piece.read(object, pastCache);
      bytesRead += filled;
      require(bytesRead <= size, StoreRule.CHANGED, "object.size", bytesRead);
      verity.update(piece.view(), 0, filled);
    } while (filled == Piece.SIZE);
  }

  private static void requireUnchanged(BasicFileAttributes before, BasicFileAttributes after)
      throws RejectedException {
    boolean same =
        before.size() == after.size()
            && before.lastModifiedTime().equals(after.lastModifiedTime())
            && String.valueOf(before.fileKey()).equals(String.valueOf(after.fileKey()));
    require(same, StoreRule.CHANGED, "object", after.size());
  }

  /** The first 64 bits, as people compare them with the digest's text. */
  private static long leadingBits(ByteView digest) {
    return Long.reverseBytes(digest.u64(0));
  }

  private static void require(boolean holds, StoreRule rule, String field, long found)
      throws RejectedException {
    if (!holds) {
      throw StorePath.refusal(rule, field, found);
    }
  }
}
