package io.takecover.store;

import io.takecover.bytes.Piece;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Whether objects are read past the page cache, for one thread: where the first one of a directory
 * is not in it. That takes the system half the work, and leaves in the cache what others have
 * there. The bytes are the same.
 */
final class PageCache {
  private boolean canPass = true;
  private boolean isDecided;
  private boolean passing;

  /** Another directory, of which nothing is known. */
  void enter() {
    isDecided = !canPass;
    passing = false;
  }

  /** All that follow are read past the cache, or, where that failed, none. */
  void pass(boolean can) {
    canPass = can;
    isDecided = true;
    passing = can;
  }

  /** Whether an object is to be read past the cache: as the first one of its directory. */
  boolean isPassed(ObjectStore.Directory directory, Path name)
      throws RejectedException, IOException {
    if (!isDecided) {
      isDecided = true;
      try (SeekableByteChannel object = directory.open(name)) {
        passing = !Piece.isFirstCached(object);
      }
    }
    return passing;
  }
}
