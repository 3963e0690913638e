package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the parts of one element of DER (X.690), one after the other. What BER allows besides is
 * refused: two encodings of one message are two messages to whoever hashes it.
 */
final class DerReader {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** {@code [0]} and {@code [1]}: in parts, and the former of plain bytes. */
  static final int CONTEXT_0 = 0xa0;

  static final int CONTEXT_1 = 0xa1;
  static final int CONTEXT_0_BYTES = 0x80;

  private static final int IN_PARTS = 0x20;
  private static final int CLASS = 0xc0;
  private static final int LONG_TAG = 0x1f;
  private static final int LONG_LENGTH = 0x80;
  private static final int MAX_DEPTH = 32;

  /**
   * One element.
   *
   * @param whole with its tag and its length
   */
  record Element(int tag, ByteView whole, ByteView content) {
    boolean is(Oid oid) {
      return tag == OID && oid.is(content);
    }

    DerReader parts() {
      return new DerReader(content);
    }
  }

  private final ByteView bytes;
  private long at;

  DerReader(ByteView bytes) {
    this.bytes = bytes;
  }

  /** Refuses bytes of which any element, however deep, is not DER; content is not understood. */
  static void requireDer(ByteView bytes) throws RejectedException {
    Deque<Long> ends = new ArrayDeque<>();
    long at = 0;
    ends.push(bytes.size());
    while (!ends.isEmpty()) {
      if (at == ends.peek()) {
        ends.pop();
        continue;
      }
      Element element = element(bytes.slice(at, ends.peek() - at), "der");
      long end = at + element.whole().size();
      boolean inParts = (element.tag() & IN_PARTS) != 0;
      requireForm(element, inParts);
      if (inParts) {
        require(
            ends.size() < MAX_DEPTH, SignatureRule.DER_DEPTH, element.whole(), "der", MAX_DEPTH);
        ends.push(end);
        at = end - element.content().size();
      } else {
        at = end;
      }
    }
  }

  private static void requireForm(Element element, boolean inParts) throws RejectedException {
    int tag = element.tag();
    boolean known = !inParts || (tag & CLASS) != 0 || tag == SEQUENCE || tag == SET;
    require(
        known && (tag & LONG_TAG) != LONG_TAG,
        SignatureRule.DER_FORM,
        element.whole(),
        "der.tag",
        tag);
    if (tag == INTEGER) {
      ByteView number = element.content();
      boolean empty = number.size() == 0;
      boolean padded =
          number.size() > 1
              && ((number.u8(0) == 0 && number.u8(1) < 0x80)
                  || (number.u8(0) == 0xff && number.u8(1) >= 0x80));
      require(
          !empty && !padded,
          SignatureRule.DER_LENGTH,
          element.whole(),
          "der.integer",
          number.size());
    }
  }

  /** The element that {@code bytes} start with. */
  private static Element element(ByteView bytes, String field) throws RejectedException {
    require(bytes.size() >= 2, SignatureRule.DER_BOUNDS, bytes, field, bytes.size());
    int tag = bytes.u8(0);
    int first = bytes.u8(1);
    long length = first;
    long header = 2;
    if (first >= LONG_LENGTH) {
      // No signature is so long that its length takes more than two bytes.
      int width = first - LONG_LENGTH;
      require(width > 0, SignatureRule.DER_LENGTH, bytes, field, first);
      require(width <= 2 && bytes.holds(2, width), SignatureRule.DER_BOUNDS, bytes, field, first);
      length = width == 1 ? bytes.u8(2) : 256 * bytes.u8(2) + bytes.u8(3);
      boolean isNeeded = length >= (width == 1 ? LONG_LENGTH : 0x100);
      require(isNeeded, SignatureRule.DER_LENGTH, bytes, field, length);
      header += width;
    }
    require(bytes.holds(header, length), SignatureRule.DER_BOUNDS, bytes, field, length);
    return new Element(tag, bytes.slice(0, header + length), bytes.slice(header, length));
  }

  boolean isAtEnd() {
    return at == bytes.size();
  }

  /** Whether the next element is there and has this tag. */
  boolean has(int tag) {
    return at < bytes.size() && bytes.u8(at) == tag;
  }

  /** The next element, which is to have this tag. */
  Element next(int tag, String field) throws RejectedException {
    ByteView rest = bytes.slice(at, bytes.size() - at);
    require(has(tag), SignatureRule.STRUCTURE, rest, field, isAtEnd() ? 0 : rest.u8(0));
    Element element = element(rest, field);
    at += element.whole().size();
    return element;
  }

  void requireEnd(String field) throws RejectedException {
    ByteView rest = bytes.slice(at, bytes.size() - at);
    require(isAtEnd(), SignatureRule.TRAILING, rest, field, rest.size());
  }

  /** Refuses, at the start of {@code where}, unless something holds. */
  static void require(boolean holds, SignatureRule rule, ByteView where, String field, long found)
      throws RejectedException {
    if (!holds) {
      throw new RejectedException(new Violation(rule, where.offset(), field, found));
    }
  }
}
