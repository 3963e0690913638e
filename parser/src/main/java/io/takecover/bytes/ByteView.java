package io.takecover.bytes;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A bounded window on bytes that knows its absolute offset. This is the one place where file bytes
 * are indexed: a range that came from the file goes through {@link #slice} or {@link #require},
 * with the rule that it would break; after that, a read outside the window is a fault of ours and
 * throws {@link IndexOutOfBoundsException}.
 *
 * <p>All numbers are little-endian and unsigned. Positions are relative to the window, in bytes.
 */
public final class ByteView {
  private final byte[] array;
  private final int start;
  private final int size;

  private ByteView(byte[] array, int start, int size) {
    this.array = array;
    this.start = start;
    this.size = size;
  }

  /** A window on all of {@code array}, which must not change as long as the window is used. */
  public static ByteView of(byte[] array) {
    return new ByteView(array, 0, array.length);
  }

  static ByteView of(byte[] array, int size) {
    return new ByteView(array, 0, size);
  }

  /** Bytes in the window. */
  public long size() {
    return size;
  }

  /** Absolute offset of the window's first byte. */
  public long offset() {
    return start;
  }

  /**
   * Whether {@code length} bytes at {@code at} lie inside; true for no cast, sum or sign of the
   * two.
   */
  public boolean holds(long at, long length) {
    return at >= 0 && length >= 0 && at <= size && length <= size - at;
  }

  /**
   * Refuses the image unless {@code length} bytes at {@code at} lie inside.
   *
   * @param field the field that says so, in a structure at absolute offset {@code structOffset}
   */
  public void require(long at, long length, Rule rule, Field field, long structOffset)
      throws RejectedException {
    if (!holds(at, length)) {
      throw new RejectedException(
          new Violation(rule, structOffset + field.offset(), field.path(), at));
    }
  }

  /** The window of {@code length} bytes at {@code at}; see {@link #require}. */
  public ByteView slice(long at, long length, Rule rule, Field field, long structOffset)
      throws RejectedException {
    require(at, length, rule, field, structOffset);
    return new ByteView(array, (int) (start + at), (int) length);
  }

  /** The window of {@code length} bytes at {@code at}, which our own arithmetic says lie inside. */
  public ByteView slice(long at, long length) {
    check(at, length);
    return new ByteView(array, (int) (start + at), (int) length);
  }

  public int u8(long at) {
    check(at, 1);
    return array[start + (int) at] & 0xff;
  }

  public int u16(long at) {
    check(at, 2);
    return le16(start + (int) at);
  }

  public long u32(long at) {
    check(at, 4);
    return le32(start + (int) at) & 0xffff_ffffL;
  }

  /** The bits of an unsigned 64-bit number: negative where bit 63 is set, so compare before use. */
  public long u64(long at) {
    check(at, 8);
    return le64(start + (int) at);
  }

  /** The number in {@code field} of the structure at {@code structAt}. */
  public long get(Field field, long structAt) {
    long at = structAt + field.offset();
    return switch (field.width()) {
      case 1 -> u8(at);
      case 2 -> u16(at);
      case 4 -> u32(at);
      case 8 -> u64(at);
      default -> throw new IllegalArgumentException(field.path() + " is not a number");
    };
  }

  /** Position of the first byte other than zero in {@code [from, to)}, or {@code to}. */
  public long firstNonZero(long from, long to) {
    check(from, to - from);
    int end = start + (int) to;
    int at = start + (int) from;
    while (at < end && array[at] == 0) {
      at++;
    }
    return (long) at - start;
  }

  /** Position of the first {@code wanted} in {@code [from, to)}, or {@code to}. */
  public long indexOf(int wanted, long from, long to) {
    check(from, to - from);
    int end = start + (int) to;
    int at = start + (int) from;
    while (at < end && (array[at] & 0xff) != wanted) {
      at++;
    }
    return (long) at - start;
  }

  /**
   * Position of the first byte below {@code low} or above {@code high} in the range, or its end.
   */
  public long firstOutside(int low, int high, long from, long to) {
    check(from, to - from);
    int end = start + (int) to;
    int at = start + (int) from;
    while (at < end && (array[at] & 0xff) >= low && (array[at] & 0xff) <= high) {
      at++;
    }
    return (long) at - start;
  }

  /**
   * Unsigned byte order of two ranges, a shorter prefix first; the second range is in {@code
   * other}.
   */
  public int compare(long at, long length, ByteView other, long otherAt, long otherLength) {
    check(at, length);
    other.check(otherAt, otherLength);
    int from = start + (int) at;
    int otherFrom = other.start + (int) otherAt;
    return Arrays.compareUnsigned(
        array, from, from + (int) length, other.array, otherFrom, otherFrom + (int) otherLength);
  }

  /** Whether {@code length} bytes at {@code at} are those at {@code otherAt} of {@code other}. */
  public boolean matches(long at, long length, ByteView other, long otherAt) {
    return mismatch(at, length, other, otherAt) < 0;
  }

  /** How many bytes the two ranges share before they differ, or -1 when they are the same. */
  public long mismatch(long at, long length, ByteView other, long otherAt) {
    check(at, length);
    other.check(otherAt, length);
    int from = start + (int) at;
    int otherFrom = other.start + (int) otherAt;
    return Arrays.mismatch(
        array, from, from + (int) length, other.array, otherFrom, otherFrom + (int) length);
  }

  /** A 32-bit hash of a range; not a defence, so whoever uses it counts the collisions. */
  public int hash(long at, long length) {
    check(at, length);
    int i = start + (int) at;
    int end = i + (int) length;
    long h = length * 0x9E3779B97F4A7C15L;
    for (; i <= end - 8; i += 8) {
      h = (h ^ le64(i)) * 0x9FB21C651E98DF25L;
      h ^= h >>> 32;
    }
    for (; i < end; i++) {
      h = (h ^ (array[i] & 0xff)) * 0x9FB21C651E98DF25L;
    }
    // A difference in the last byte of a word is in the upper bits only: fold it down, and spread
    // it.
    h ^= h >>> 29;
    h *= 0x9FB21C651E98DF25L;
    return (int) (h ^ (h >>> 32));
  }

  /** A copy of a range. */
  public byte[] copy(long at, long length) {
    check(at, length);
    int from = start + (int) at;
    return Arrays.copyOfRange(array, from, from + (int) length);
  }

  /** Copies all bytes of the window to the start of {@code target}, which has room for them. */
  public void copyTo(byte[] target) {
    copyTo(0, target, 0, size);
  }

  /** Feeds a range to a hash. */
  public void update(MessageDigest hash, long at, long length) {
    check(at, length);
    hash.update(array, start + (int) at, (int) length);
  }

  /** Writes all bytes of the window. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(array, start, size);
  }

  void copyTo(long at, byte[] target, int targetAt, int length) {
    check(at, length);
    System.arraycopy(array, start + (int) at, target, targetAt, length);
  }

  private void check(long at, long length) {
    if (!holds(at, length)) {
      throw new IndexOutOfBoundsException(length + " bytes at " + at + " of " + size);
    }
  }

  private int le16(int i) {
    return (array[i] & 0xff) | (array[i + 1] & 0xff) << 8;
  }

  private int le32(int i) {
    return le16(i) | le16(i + 2) << 16;
  }

  private long le64(int i) {
    return (le32(i) & 0xffff_ffffL) | (long) le32(i + 4) << 32;
  }
}
