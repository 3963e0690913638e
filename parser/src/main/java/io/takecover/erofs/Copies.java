package io.takecover.erofs;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;

/**
 * The bytes that the tree has and the image holds in pieces only. They are at most a quarter more
 * than the image, which is too much for one array where the image nearly fills one.
 */
final class Copies {
  private final ByteSink sink;

  Copies(ByteSink sink) {
    this.sink = sink;
  }

  long position() {
    return sink.position();
  }

  /** What was copied so far. */
  ByteView view() {
    return sink.view();
  }

  void add(ByteView source, long at, long length) throws RejectedException {
    if (sink.position() + length > Limits.LARGEST_IMAGE) {
      throw new RejectedException(
          new Violation(LimitRule.IMAGE_SIZE, 0, Region.IMAGE.path(), sink.position() + length));
    }
    sink.put(Region.IMAGE, source, at, length);
  }
}
