package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.dump.PreOrder;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Lookup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path inside an image as the command line takes it: as the dump prints it, or with characters as
 * they are.
 */
final class ImagePath {
  private final byte[] bytes;

  private ImagePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param text a backslash starts an escape of composefs-dump(5); other characters are their UTF-8
   *     bytes
   */
  static ImagePath parse(String text) throws CommandException {
    if (!text.startsWith("/")) {
      throw new CommandException(
          "--path: a path in an image starts with '/', and '" + text + "' does not");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int backslash = text.indexOf('\\', at);
      int end = backslash < 0 ? text.length() : backslash;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      if (backslash >= 0) {
        at += escape(text, backslash, bytes);
      }
    }
    return new ImagePath(bytes.toByteArray());
  }

  /** A walk over what the path names and what is below it; each name is found by bisection. */
  Optional<PreOrder> find(Image image) {
    ByteView path = ByteView.of(bytes);
    StringBuilder escaped = new StringBuilder();
    int entry = -1;
    int inode = Image.ROOT;
    long from = 0;
    while (from < path.size()) {
      long to = path.indexOf('/', from, path.size());
      if (to > from) {
        if (image.type(inode) != FileType.DIRECTORY) {
          return Optional.empty();
        }
        entry = Lookup.entry(image, inode, path, from, to - from);
        if (entry < 0) {
          return Optional.empty();
        }
        inode = image.target(entry);
        PreOrder.appendStep(escaped, image, entry);
      }
      from = to + 1;
    }
    return Optional.of(
        entry < 0 ? PreOrder.of(image) : PreOrder.below(image, escaped.toString(), entry));
  }

  /** Takes the escape at {@code at}, and says how many characters it has. */
  private static int escape(String text, int at, ByteArrayOutputStream bytes)
      throws CommandException {
    String rest = text.substring(at);
    if (rest.matches("(?s)\\\\x\\p{XDigit}{2}.*")) {
      bytes.write(Integer.parseInt(rest.substring(2, 4), 16));
      return 4;
    }
    int named = rest.length() < 2 ? -1 : "\\nrt".indexOf(rest.charAt(1));
    if (named < 0) {
      throw new CommandException(
          "--path: a backslash is written \\\\; other escapes are \\n, \\r, \\t and \\xHH");
    }
    bytes.write("\\\n\r\t".charAt(named));
    return 2;
  }
}
