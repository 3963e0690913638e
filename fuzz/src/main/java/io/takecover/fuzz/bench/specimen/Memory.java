package io.takecover.fuzz.bench.specimen;

import io.takecover.bytes.ByteView;
import io.takecover.erofs.NameHash;

/**
 * The image as a specimen sees it: bytes at any position, those of the image and none else. Counts
 * reads and steps. Positions are absolute, in bytes.
 */
final class Memory {
  private static final long STEPS_A_BYTE = 4;
  private static final long STEPS = 4096;
  private static final int CHUNK = 4096;
  private static final int NUL = 0;

  private final ByteView bytes;
  private final long allowed;
  private long reads;
  private long steps;
  private long held;

  Memory(ByteView bytes) {
    this.bytes = bytes;
    allowed = STEPS + STEPS_A_BYTE * bytes.size();
  }

  long size() {
    return bytes.size();
  }

  /** How many reads were made. */
  long reads() {
    return reads;
  }

  int u8(long at) {
    check(at, 1);
    return bytes.u8(at);
  }

  int u16(long at) {
    check(at, 2);
    return bytes.u16(at);
  }

  long u32(long at) {
    check(at, 4);
    return bytes.u32(at);
  }

  long u64(long at) {
    check(at, 8);
    return bytes.u64(at);
  }

  /** A number that stands for the bytes of a range. */
  long print(long at, long length) {
    check(at, length);
    return Sighting.print(bytes, at, length);
  }

  /** A number that stands for an xattr's full name. */
  long keyPrint(long at, long length) {
    check(at, length);
    return Sighting.keyPrint(bytes, at, length);
  }

  /** The same for more bytes, of which each run of 4096 may stand elsewhere. */
  long runPrint(long at, long length) {
    long sum = 0;
    for (long done = 0; done < length; done += CHUNK) {
      step();
      sum = Sighting.run(sum, print(at + done, Math.min(CHUNK, length - done)));
    }
    return sum;
  }

  int compare(long at, long length, long otherAt, long otherLength) {
    check(at, length);
    check(otherAt, otherLength);
    return bytes.compare(at, length, bytes, otherAt, otherLength);
  }

  /** Whether the byte is in the range. */
  boolean has(int wanted, long at, long length) {
    check(at, length);
    return bytes.indexOf(wanted, at, at + length) < at + length;
  }

  boolean starts(long at, ByteView text) {
    check(at, text.size());
    return bytes.matches(at, text.size(), text, 0);
  }

  boolean isZero(long at, long length) {
    check(at, length);
    return bytes.firstNonZero(at, at + length) >= at + length;
  }

  /** Bytes before the first NUL, at most {@code most}: reads one after the other, as C does. */
  long stringLength(long at, long most) {
    long length = 0;
    while (length != most && u8(at + length) != NUL) {
      step();
      length++;
    }
    return length;
  }

  long filterBit(long at, long length, int nameIndex) {
    check(at, length);
    return Integer.toUnsignedLong(NameHash.filterBit(bytes, at, length, nameIndex));
  }

  /** Takes a page that is to be given back. */
  void hold() {
    held++;
  }

  void release() {
    held--;
  }

  /** Whether all that was taken was given back. */
  boolean isReleased() {
    return held == 0;
  }

  void step() {
    spin(1);
  }

  /** So many steps at once. */
  void spin(long count) {
    steps += count;
    if (count < 0 || steps < 0 || steps > allowed) {
      throw new EndlessLoop(steps);
    }
  }

  private void check(long at, long length) {
    reads++;
    if (!bytes.holds(at, length)) {
      throw new OutOfBoundsRead(at, length);
    }
  }
}
