package io.takecover.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes structures front to back, the mirror of {@link ByteView}. A sink keeps what is written, or
 * passes it on, or holds it against bytes that are there already and remembers the first place
 * where they differ; the latter two cost no memory.
 */
public final class ByteSink {
  /** Bytes that are passed on at a time. */
  private static final int PIECE = 1 << 20;

  private final ByteView expected;
  private final OutputStream out;
  private byte[] kept;

  /** The same bytes, as numbers. */
  private ByteBuffer numbers;

  /** Bytes that are no longer in {@link #kept}. */
  private long passed;

  private long position;
  private long differsAt = -1;
  private Field differsIn;
  private long differsWith;

  private ByteSink(byte[] kept, OutputStream out, ByteView expected) {
    this.out = out;
    this.expected = expected;
    if (kept != null) {
      keepIn(kept);
    }
  }

  /**
   * A sink that keeps the bytes.
   *
   * @param sizeHint bytes to make room for at first
   */
  public static ByteSink keeping(long sizeHint) {
    return new ByteSink(new byte[Math.toIntExact(Math.max(16, sizeHint))], null, null);
  }

  /**
   * A sink that passes the bytes on, and throws {@link UncheckedIOException} where that fails; the
   * last ones with {@link #flush}. It has no view.
   */
  public static ByteSink passing(OutputStream out) {
    return new ByteSink(new byte[PIECE], out, null);
  }

  /** A sink that compares with {@code expected}. */
  public static ByteSink comparing(ByteView expected) {
    return new ByteSink(null, null, expected);
  }

  /** Whether bytes are kept or passed on, and not only compared. */
  public boolean keeps() {
    return kept != null;
  }

  /** Bytes written so far. */
  public long position() {
    return position;
  }

  /** Whether {@code length} bytes at {@code at} are among those written so far. */
  public boolean holds(long at, long length) {
    return at >= 0 && length >= 0 && at <= position && length <= position - at;
  }

  /**
   * Writes the number {@code value} into {@code field}, which must start at the current position of
   * its structure.
   */
  public void put(Field field, long value) {
    if (kept != null) {
      keep(value, field.width());
    } else if (differsAt < 0 && !sameNumber(field, value)) {
      boolean isThere = expected.holds(position, field.width());
      differ(position, field, isThere ? expected.get(field, position - field.offset()) : 0);
    }
    position += field.width();
  }

  /** Writes a range of {@code source}; {@code field} names it should it differ. */
  public void put(Field field, ByteView source, long at, long length) {
    if (kept != null) {
      room(length);
      source.copyTo(at, kept, index(), (int) length);
    } else if (differsAt < 0) {
      long same =
          expected.holds(position, length) ? source.mismatch(at, length, expected, position) : 0;
      if (same >= 0) {
        differAt(position + same, field);
      }
    }
    position += length;
  }

  /** Writes {@code count} zero bytes. */
  public void zero(Field field, long count) {
    if (kept != null) {
      room(count);
      Arrays.fill(kept, index(), index() + (int) count, (byte) 0);
    } else if (differsAt < 0) {
      long end = position + count;
      long at = expected.holds(position, count) ? expected.firstNonZero(position, end) : position;
      if (at < end) {
        differAt(at, field);
      }
    }
    position += count;
  }

  /** Writes a byte into a sink that keeps it. */
  public void append(int value) {
    room(1);
    kept[index()] = (byte) value;
    position++;
  }

  /**
   * Writes the low {@code width} bytes of a number, the lowest first, into a sink that keeps it.
   */
  public void append(long value, int width) {
    keep(value, width);
    position += width;
  }

  /**
   * Writes a range into a sink that keeps it; {@code source} may be a window on what the sink held
   * before a {@link #rewind}.
   */
  public void append(ByteView source, long at, long length) {
    room(length);
    source.copyTo(at, kept, index(), (int) length);
    position += length;
  }

  /** Forgets what was kept behind the first {@code to} bytes, to use the room again. */
  public void rewind(long to) {
    if (to < 0 || to > position) {
      throw new IndexOutOfBoundsException("back to " + to + " of " + position);
    }
    position = to;
  }

  /** What was kept; where the room was just enough it is not copied, so nothing may follow. */
  public byte[] toByteArray() {
    return position == kept.length ? kept : Arrays.copyOf(kept, (int) position);
  }

  /** Passes on what is left. */
  public void flush() {
    try {
      out.write(kept, 0, index());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    passed = position;
  }

  /** A window on what was kept so far; a later {@link #reset} makes it stale. */
  public ByteView view() {
    return ByteView.of(kept, (int) position);
  }

  /** Forgets what was kept, to use the room again. */
  public void reset() {
    rewind(0);
  }

  /** Absolute offset of the first difference, or -1. */
  public long differsAt() {
    return differsAt;
  }

  /** The field that holds the first difference. */
  public Field differsIn() {
    return differsIn;
  }

  /**
   * What is there instead where the first difference is: the number in a field, the byte in a run,
   * and 0 where nothing is.
   */
  public long differsWith() {
    return differsWith;
  }

  private boolean sameNumber(Field field, long value) {
    return expected.holds(position, field.width())
        && expected.get(field, position - field.offset()) == value;
  }

  private void differAt(long at, Field field) {
    differ(at, field, expected.holds(at, 1) ? expected.u8(at) : 0);
  }

  private void differ(long at, Field field, long found) {
    differsAt = at;
    differsIn = field;
    differsWith = found;
  }

  private void keep(long value, int width) {
    room(width);
    int at = index();
    switch (width) {
      case 1 -> kept[at] = (byte) value;
      case 2 -> numbers.putShort(at, (short) value);
      case 4 -> numbers.putInt(at, (int) value);
      case 8 -> numbers.putLong(at, value);
      default -> throw new IllegalArgumentException(width + " bytes are not a number");
    }
  }

  private void keepIn(byte[] bytes) {
    kept = bytes;
    numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int index() {
    return (int) (position - passed);
  }

  private void room(long more) {
    if (out != null && index() + more > kept.length) {
      flush();
    }
    long needed = index() + more;
    if (needed > kept.length) {
      long doubled = Math.min(2L * kept.length, Limits.LARGEST_IMAGE);
      keepIn(Arrays.copyOf(kept, Math.toIntExact(Math.max(needed, doubled))));
    }
  }
}
