package io.takecover.fuzz.gen;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes as a value, with the two ways in which edits spell them: hexadecimal, and text with
 * escapes.
 */
public final class Blob {
  private static final String HEX_DIGITS = "0123456789abcdef";

  private final byte[] bytes;

  private Blob(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Blob of(byte[] bytes) {
    return new Blob(bytes.clone());
  }

  /** The bytes that pairs of hexadecimal digits name. */
  static Blob parseHex(String text) throws EditException {
    try {
      return new Blob(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw new EditException("'" + text + "' is not pairs of hexadecimal digits");
    }
  }

  /** The bytes of a text in UTF-8, in which {@code \xHH} is any byte and {@code \\} a backslash. */
  static Blob parseText(String text) throws EditException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (character != '\\') {
        out.writeBytes(
            Character.toString(character).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        at += Character.charCount(character);
      } else if (text.startsWith("\\\\", at)) {
        out.write('\\');
        at += 2;
      } else if (text.startsWith("\\x", at) && at + 4 <= text.length()) {
        out.writeBytes(parseHex(text.substring(at + 2, at + 4)).bytes);
        at += 4;
      } else {
        throw new EditException(
            "'" + text + "': a backslash is written \\\\, any other byte \\xHH");
      }
    }
    return new Blob(out.toByteArray());
  }

  public int size() {
    return bytes.length;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** As {@link #parseHex} reads it. */
  String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * As {@link #parseText} reads it: printable ASCII as it is, every other byte, space included,
   * escaped.
   */
  String toText() {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      int value = Byte.toUnsignedInt(b);
      if (value == '\\') {
        text.append("\\\\");
      } else if (value > ' ' && value < 0x7f) {
        text.append(Character.toString(value));
      } else {
        text.append("\\x")
            .append(HEX_DIGITS.charAt(value >> 4))
            .append(HEX_DIGITS.charAt(value & 15));
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toText();
  }
}
