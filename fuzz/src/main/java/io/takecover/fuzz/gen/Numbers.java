package io.takecover.fuzz.gen;

import io.takecover.bytes.Field;
import java.util.Locale;

/** Numbers of a field's width, as text and as bits. */
public final class Numbers {
  /** The largest unsigned number that is easier to read in decimal. */
  private static final long LARGEST_DECIMAL = 9999;

  private Numbers() {}

  /** All ones in a field's width. */
  public static long max(Field field) {
    return -1L >>> (Long.SIZE - Byte.SIZE * field.width());
  }

  /** The highest bit of a field's width. */
  public static long signBit(Field field) {
    return 1L << (Byte.SIZE * field.width() - 1);
  }

  /** As people write it: small numbers and signed ones in decimal, the others in hexadecimal. */
  static String format(Field field, long bits) {
    return field.isSigned() ? Long.toString(extend(field, bits)) : format(bits);
  }

  /** The same for a number that is unsigned, or has all 64 bits of a signed one. */
  static String format(long bits) {
    boolean decimal = bits >= 0 && bits <= LARGEST_DECIMAL;
    return decimal ? Long.toString(bits) : "0x" + Long.toHexString(bits);
  }

  /**
   * The bits of a number in decimal or, after {@code 0x}, in hexadecimal; hexadecimal is bits for
   * signed fields too.
   */
  static long parse(Field field, String text) throws EditException {
    String lower = text.toLowerCase(Locale.ROOT);
    long bits;
    boolean fits;
    try {
      if (lower.startsWith("0x")) {
        bits = Long.parseUnsignedLong(lower.substring(2), 16);
        fits = Long.compareUnsigned(bits, max(field)) <= 0;
      } else if (field.isSigned()) {
        long number = Long.parseLong(lower);
        bits = number & max(field);
        fits = extend(field, bits) == number;
      } else {
        bits = Long.parseUnsignedLong(lower);
        fits = Long.compareUnsigned(bits, max(field)) <= 0;
      }
    } catch (NumberFormatException e) {
      String kind = field.isSigned() ? "signed" : "unsigned";
      throw new EditException(
          "'" + text + "' is no " + kind + " number of " + field.width() + " bytes, decimal or 0x");
    }
    if (!fits) {
      throw new EditException(
          "'" + text + "' does not fit into the " + field.width() + " bytes of " + field.path());
    }
    return bits;
  }

  private static long extend(Field field, long bits) {
    int unused = Long.SIZE - Byte.SIZE * field.width();
    return bits << unused >> unused;
  }
}
