package io.takecover.erofs;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Field;

/**
 * Where a writer puts what it writes. Numbers that only say where something else stands are told
 * apart: in a comparison that looks for the cause of a difference, and not for the first place that
 * shows it, they are taken from the image, whatever they are.
 */
final class ErofsOutput {
  private final ByteSink sink;
  private final ByteView lenientOn;

  private ErofsOutput(ByteSink sink, ByteView lenientOn) {
    this.sink = sink;
    this.lenientOn = lenientOn;
  }

  /** Writes into a sink. */
  static ErofsOutput keeping(ByteSink sink) {
    return new ErofsOutput(sink, null);
  }

  /**
   * Compares with an image.
   *
   * @param lenient whether numbers that depend on other places may differ
   */
  static ErofsOutput comparing(ByteView image, boolean lenient) {
    return new ErofsOutput(ByteSink.comparing(image), lenient ? image : null);
  }

  ByteSink sink() {
    return sink;
  }

  /** Whether what is written is kept, or passed on, and not compared. */
  boolean keeps() {
    return sink.keeps();
  }

  boolean differs() {
    return sink.differsAt() >= 0;
  }

  void put(Field field, long value) {
    sink.put(field, value);
  }

  /** Writes a number that says where something else stands. */
  void putDerived(Field field, long value) {
    long at = sink.position();
    boolean taken = lenientOn != null && lenientOn.holds(at, field.width());
    sink.put(field, taken ? lenientOn.get(field, at - field.offset()) : value);
  }

  void put(Field field, ByteView source, long at, long length) {
    sink.put(field, source, at, length);
  }

  void zero(Field field, long count) {
    sink.zero(field, count);
  }

  /** Writes a field of reserved bytes. */
  void zero(Field field) {
    sink.zero(field, field.width());
  }
}
