package io.takecover.dump;

import io.takecover.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/**
 * The escaping of composefs-dump(5): whatever the bytes of a name are, what is printed is graphic
 * ASCII, and can be read back. Everything that prints a name from an image, or the name of an
 * image, goes through here, so that neither can drive a terminal or forge a second line of output.
 *
 * <p>The backslash, LF, CR and TAB have named forms, every other byte outside 0x21 to 0x7e is
 * {@code \xhh} (D-002).
 */
public final class Escape {
  private static final int FIRST_GRAPHIC = 0x21;
  private static final int LAST_GRAPHIC = 0x7e;

  private Escape() {}

  /** Appends a name or a path. */
  public static void append(StringBuilder out, ByteView bytes, long at, long length) {
    for (long i = at; i < at + length; i++) {
      append(out, bytes.u8(i));
    }
  }

  /** Appends a key or a value of an xattr, where {@code =} is {@code \x3d} (D-003). */
  public static void appendXattr(StringBuilder out, ByteView bytes, long at, long length) {
    for (long i = at; i < at + length; i++) {
      int value = bytes.u8(i);
      if (value == '=') {
        appendHex(out, value);
      } else {
        append(out, value);
      }
    }
  }

  /**
   * Appends a field that may be absent: then it is {@code -}, so the value {@code -} is {@code
   * \x2d} (D-004).
   */
  public static void appendOptional(StringBuilder out, ByteView bytes, long at, long length) {
    if (length == 0) {
      out.append('-');
    } else if (length == 1 && bytes.u8(at) == '-') {
      appendHex(out, '-');
    } else {
      append(out, bytes, at, length);
    }
  }

  /** Appends bytes as two lower-case hexadecimal digits each. */
  public static void appendDigits(StringBuilder out, ByteView bytes, long at, long length) {
    for (long i = at; i < at + length; i++) {
      appendDigits(out, bytes.u8(i));
    }
  }

  /** A range of bytes, escaped. */
  public static String of(ByteView bytes, long at, long length) {
    StringBuilder out = new StringBuilder();
    append(out, bytes, at, length);
    return out.toString();
  }

  /** A text that somebody else chose, such as the name of a file, escaped as its UTF-8 bytes. */
  public static String of(String text) {
    ByteView bytes = ByteView.of(text.getBytes(StandardCharsets.UTF_8));
    return of(bytes, 0, bytes.size());
  }

  /** Lines of sentences, as of a stack trace; a tab at the start of one is four blanks. */
  public static String lines(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean isIndented = line.startsWith("\t");
      out.append(isIndented ? "    " : "").append(sentence(line.substring(isIndented ? 1 : 0)));
      out.append('\n');
    }
    return out.toString();
  }

  /** A sentence that is fit to print: blanks stay, and every byte that is not ASCII is escaped. */
  public static String sentence(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                out.append(
                    c >= ' ' && c <= LAST_GRAPHIC
                        ? Character.toString(c)
                        : of(Character.toString(c))));
    return out.toString();
  }

  private static void append(StringBuilder out, int value) {
    if (value >= FIRST_GRAPHIC && value <= LAST_GRAPHIC && value != '\\') {
      out.append((char) value);
      return;
    }
    switch (value) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> appendHex(out, value);
    }
  }

  private static void appendHex(StringBuilder out, int value) {
    out.append("\\x");
    appendDigits(out, value);
  }

  private static void appendDigits(StringBuilder out, int value) {
    out.append(Character.forDigit(value >>> 4, 16)).append(Character.forDigit(value & 0xf, 16));
  }
}
