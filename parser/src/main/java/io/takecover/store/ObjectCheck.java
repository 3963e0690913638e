package io.takecover.store;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Holds one object after the other against what images state of it; for one thread. */
final class ObjectCheck {
  /** Bytes that are read at a time; a multiple of the block size. */
  private static final int PIECE = 1 << 17;

  private final ObjectStore store;
  private final VerityPolicy policy;
  private final ObjectMemory memory;
  private final Runnable alive;
  private final byte[] piece = new byte[PIECE];
  private final ByteView view = ByteView.of(piece);
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
    require(object.digest() != null || mayLack, StoreRule.NO_DIGEST, "object.digest", 0);
    alive.run();
    Object stamp = memory.stamp(object);
    BasicFileAttributes before = directory.attributes(name);
    require(before.isRegularFile(), StoreRule.TYPE, "object.type", 0);
    require(before.size() == object.size(), StoreRule.SIZE, "object.size", before.size());
    if (object.digest() == null || policy == VerityPolicy.OFF || memory.knows(object, stamp)) {
      return;
    }
    ByteView digest = digest(directory, name, object.size());
    if (!object.isDigest(digest)) {
      requireUnchanged(before, directory.attributes(name));
      require(false, StoreRule.DIGEST, "object.digest", leadingBits(digest));
    }
    memory.learn(object, stamp);
  }

  /** The digest, of a file that has as many bytes as it said. */
  private ByteView digest(ObjectStore.Directory directory, Path name, long size)
      throws RejectedException {
    try (InputStream in = directory.read(name)) {
      int filled;
      do {
        alive.run();
        filled = in.readNBytes(piece, 0, PIECE);
        bytesRead += filled;
        require(bytesRead <= size, StoreRule.CHANGED, "object.size", bytesRead);
        verity.update(view, 0, filled);
      } while (filled == PIECE);
    } catch (IOException e) {
      throw StorePath.refusal(StoreRule.UNREADABLE, "object", bytesRead);
    }
    require(bytesRead == size, StoreRule.CHANGED, "object.size", bytesRead);
    return ByteView.of(verity.digest());
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
