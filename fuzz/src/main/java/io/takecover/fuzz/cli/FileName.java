package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The name of a file, as its bytes. A path's text is no help where the bytes are not in the
 * encoding of the locale, for then it has replacement characters; its URI has the bytes themselves.
 */
final class FileName implements Comparable<FileName> {
  private final byte[] bytes;

  FileName(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The last name of a path. */
  static FileName of(Path path) throws CommandException {
    Path last = path.getFileName();
    String text = last == null ? "" : last.toString();
    if (isAscii(text)) {
      return new FileName(ascii(text));
    }
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    FileName name = new FileName(decode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end)));
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    boolean isSure = text.indexOf('\ufffd') >= 0 || Arrays.equals(name.bytes, again);
    if (name.bytes.length == 0 || !isSure) {
      throw new CommandException(label(path) + ": the bytes of this name cannot be told");
    }
    return name;
  }

  /**
   * The target of a symlink.
   *
   * @param size of the symlink, which is how many bytes the target has
   */
  static byte[] target(Path link, long size) throws CommandException {
    try {
      String text = Files.readSymbolicLink(link).toString();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length != size || text.indexOf('\ufffd') >= 0) {
        throw new CommandException(
            label(link) + ": Java cannot tell the bytes of this link's target, or it has changed");
      }
      return bytes;
    } catch (IOException e) {
      throw FileState.unreadable(link, e);
    }
  }

  /** A path, fit to print. */
  static String label(Path path) {
    return Escape.of(path.toString());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Whether a text's bytes are beyond doubt. */
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] decode(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
