package io.takecover.fuzz.coverage;

import io.takecover.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/** The reads of one run, in their order. */
final class ReadLog {
  /** More are not kept; the first ones go. */
  private static final int MOST = 1 << 16;

  private static final int NUMBER = 8;

  private final List<Read> reads = new ArrayList<>();
  private int dropped;

  /** Bytes that were read. */
  static final class Read {
    private final byte[] array;
    private final long offset;
    private final long length;

    Read(byte[] array, long offset, long length) {
      this.array = array;
      this.offset = offset;
      this.length = length;
    }

    /** The whole of what they are part of. */
    byte[] array() {
      return array;
    }

    /** Absolute, in bytes. */
    long offset() {
      return offset;
    }

    /** Bytes. */
    long length() {
      return length;
    }

    boolean isSameAs(Read other) {
      return array == other.array && offset == other.offset && length == other.length;
    }

    /** Whether the bytes are a number that a comparison may have for an operand. */
    boolean isNumber() {
      return length == 1 || length == 2 || length == 4 || length == NUMBER;
    }

    /** The number, little-endian, as bits. */
    long number() {
      ByteView view = ByteView.of(array);
      return switch ((int) length) {
        case 1 -> view.u8(offset);
        case 2 -> view.u16(offset);
        case 4 -> view.u32(offset);
        default -> view.u64(offset);
      };
    }
  }

  void add(byte[] array, long offset, long length) {
    if (reads.size() == MOST) {
      reads.subList(0, MOST / 2).clear();
      dropped += MOST / 2;
    }
    reads.add(new Read(array, offset, length));
  }

  /** How many there were. */
  int count() {
    return dropped + reads.size();
  }

  /** Those from the {@code from}-th on that are still known. */
  List<Read> since(int from) {
    int first = Math.min(reads.size(), Math.max(0, from - dropped));
    return reads.subList(first, reads.size());
  }
}
