package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.model.FileType;
import io.takecover.model.ImageBuilder;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/** Reads the fields of a line that is no hard link, behind the path and the mode. */
final class InodeFields {
  /** Largest file whose content is elsewhere: 1024 chunks of the largest size in EROFS. */
  private static final long FILE_MAX = 1L << 53;

  private static final int PAYLOAD_MAX = 4095;
  private static final int SYMLINK_RECOMMENDED = 1024;
  private static final int CONTENT_MAX = 5000;
  private static final int CONTENT_RECOMMENDED = 64;
  private static final long ABSENT = -1;

  private final ByteView text;
  private final ByteSink arena;
  private final DumpLine line;
  private final DumpNumbers numbers;
  private final ImageBuilder builder;
  private final Breaches breaches;
  private final Unescape unescape;
  private final DigestField digest;
  private final XattrPart xattrs;
  private int[] lineOfSet = new int[4];
  private long lastXattrsAt;
  private long lastXattrsLength;
  private int lastSet = -1;
  private int inode;
  private long size;
  private long payloadAt;
  private long payloadLength;
  private long contentAt;
  private long contentLength;

  InodeFields(
      ByteView text,
      ByteSink arena,
      DumpLine line,
      DumpNumbers numbers,
      DigestField digest,
      ImageBuilder builder,
      Breaches breaches,
      Budget budget) {
    this.text = text;
    this.arena = arena;
    this.line = line;
    this.numbers = numbers;
    this.builder = builder;
    this.breaches = breaches;
    this.unescape = new Unescape(text, arena, breaches);
    this.digest = digest;
    this.xattrs = new XattrPart(text, arena, unescape, breaches, budget);
  }

  /** Reads them into an inode. */
  void read(int into, FileType type) throws RejectedException {
    inode = into;
    numbers.read(type.isDevice());
    size = numbers.size();
    builder.set(inode, Part.NLINK, numbers.nlink());
    builder.set(inode, Part.UID, numbers.uid());
    builder.set(inode, Part.GID, numbers.gid());
    builder.set(inode, Part.RDEV, numbers.rdev());
    builder.set(inode, Part.MTIME_SECONDS, numbers.seconds());
    builder.set(inode, Part.MTIME_NANOSECONDS, numbers.nanoseconds());
    payloadAt = arena.position();
    payloadLength = ABSENT;
    if (isThere(DumpColumn.PAYLOAD)) {
      unescape.string(
          DumpColumn.PAYLOAD, line.at(DumpColumn.PAYLOAD), line.end(DumpColumn.PAYLOAD));
      payloadLength = arena.position() - payloadAt;
    }
    readContent();
    switch (type) {
      case REGULAR -> regular();
      case SYMLINK -> symlink();
      default -> other();
    }
    builder.set(inode, Part.SIZE, size);
    readXattrs();
  }

  /** Where the line of each set of xattrs starts. */
  int[] linesOfSets() {
    return lineOfSet;
  }

  private void readContent() throws RejectedException {
    DumpColumn column = DumpColumn.CONTENT;
    contentAt = arena.position();
    contentLength = ABSENT;
    if (!isThere(column)) {
      return;
    }
    unescape.bytes(column, line.at(column), line.end(column));
    contentLength = arena.position() - contentAt;
    if (contentLength != size) {
      throw breaches.refusal(DumpRule.CONTENT_SIZE, line.at(column), column, contentLength);
    }
  }

  private void regular() throws RejectedException {
    long at = line.at(DumpColumn.PAYLOAD);
    if (payloadLength > PAYLOAD_MAX) {
      throw breaches.refusal(DumpRule.PAYLOAD_LENGTH, at, DumpColumn.PAYLOAD, payloadLength);
    }
    while (payloadLength > 0 && arena.view().u8(payloadAt) == '/') {
      breaches.tolerate(DumpRule.PAYLOAD_ABSOLUTE, at, DumpColumn.PAYLOAD, '/');
      payloadAt++;
      payloadLength--;
    }
    boolean hasDigest = digest.isPresent();
    if (contentLength > 0) {
      requireContent();
      if (payloadLength > 0) {
        breaches.tolerate(DumpRule.CONTENT_AND_PAYLOAD, at, DumpColumn.PAYLOAD, payloadLength);
      }
      if (hasDigest) {
        tolerateDigest(DumpRule.DIGEST_INLINE);
      }
      builder.setContent(inode, contentAt, contentLength);
      return;
    }
    if (size == 0) {
      if (payloadLength > 0) {
        breaches.tolerate(DumpRule.EMPTY_FILE_DATA, at, DumpColumn.PAYLOAD, payloadLength);
      }
      if (hasDigest) {
        tolerateDigest(DumpRule.EMPTY_FILE_DATA);
      }
      return;
    }
    if (size > FILE_MAX) {
      throw breaches.refusal(DumpRule.FILE_SIZE, line.at(DumpColumn.SIZE), DumpColumn.SIZE, size);
    }
    if (payloadLength > 0) {
      builder.setPayload(inode, payloadAt, payloadLength);
    }
    if (hasDigest) {
      long digestAt = arena.position();
      digest.read(arena);
      builder.setDigest(inode, digestAt);
    }
  }

  private void requireContent() throws RejectedException {
    long at = line.at(DumpColumn.CONTENT);
    if (contentLength > CONTENT_MAX) {
      throw breaches.refusal(DumpRule.CONTENT_LENGTH, at, DumpColumn.CONTENT, contentLength);
    }
    if (contentLength > CONTENT_RECOMMENDED) {
      breaches.note(DumpRule.CONTENT_LARGE, at, DumpColumn.CONTENT.path(), contentLength);
    }
  }

  private void symlink() throws RejectedException {
    long at = line.at(DumpColumn.PAYLOAD);
    if (payloadLength < 1 || payloadLength > PAYLOAD_MAX) {
      long found = Math.max(payloadLength, 0);
      throw breaches.refusal(DumpRule.SYMLINK_TARGET, at, DumpColumn.PAYLOAD, found);
    }
    if (payloadLength > SYMLINK_RECOMMENDED) {
      breaches.note(DumpRule.SYMLINK_LONG, at, DumpColumn.PAYLOAD.path(), payloadLength);
    }
    if (size != payloadLength) {
      breaches.tolerate(DumpRule.SYMLINK_SIZE, line.at(DumpColumn.SIZE), DumpColumn.SIZE, size);
      size = payloadLength;
    }
    if (contentLength > 0) {
      breaches.tolerate(
          DumpRule.CONTENT_TYPE, line.at(DumpColumn.CONTENT), DumpColumn.CONTENT, contentLength);
    }
    if (digest.isPresent()) {
      tolerateDigest(DumpRule.DIGEST_TYPE);
    }
    builder.setPayload(inode, payloadAt, payloadLength);
  }

  private void other() throws RejectedException {
    if (payloadLength > PAYLOAD_MAX) {
      long at = line.at(DumpColumn.PAYLOAD);
      throw breaches.refusal(DumpRule.PAYLOAD_TYPE, at, DumpColumn.PAYLOAD, payloadLength);
    }
    if (payloadLength > 0) {
      breaches.tolerate(
          DumpRule.PAYLOAD_TYPE, line.at(DumpColumn.PAYLOAD), DumpColumn.PAYLOAD, payloadLength);
    }
    if (contentLength > 0) {
      long at = line.at(DumpColumn.CONTENT);
      throw breaches.refusal(DumpRule.CONTENT_TYPE, at, DumpColumn.CONTENT, contentLength);
    }
    if (digest.isPresent()) {
      tolerateDigest(DumpRule.DIGEST_TYPE);
    }
  }

  /** A digest that the C parser drops; one that it does not even ask for is worth no note. */
  private void tolerateDigest(DumpRule rule) throws RejectedException {
    long at = line.at(DumpColumn.DIGEST);
    breaches.tolerate(rule, at, DumpColumn.DIGEST, line.length(DumpColumn.DIGEST));
  }

  /** Whether a field that may be absent is there; it must not be there and empty. */
  private boolean isThere(DumpColumn column) throws RejectedException {
    if (line.length(column) == 0) {
      breaches.tolerate(DumpRule.EMPTY_FIELD, line.at(column), column, 0);
    }
    return line.isPresent(column);
  }

  private void readXattrs() throws RejectedException {
    long from = line.at(DumpColumn.XATTR);
    long length = line.length(DumpColumn.XATTR);
    if (length == 0) {
      line.requireEnd();
      return;
    }
    if (length != lastXattrsLength || !text.matches(from, length, text, lastXattrsAt)) {
      xattrs.read(from, from + length);
      lastSet = xattrs.addTo(builder);
      lastXattrsAt = from;
      lastXattrsLength = length;
      keepLine();
    }
    builder.setXattrs(inode, lastSet);
  }

  private void keepLine() {
    if (lastSet == lineOfSet.length) {
      lineOfSet = Arrays.copyOf(lineOfSet, 2 * lastSet);
    }
    lineOfSet[lastSet] = Math.toIntExact(line.start());
  }
}
