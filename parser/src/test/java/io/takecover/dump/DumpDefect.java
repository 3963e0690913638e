package io.takecover.dump;

import java.nio.charset.StandardCharsets;

/**
 * A text with one thing wrong with it. Texts are ISO 8859-1, a character a byte.
 *
 * @param text in which {@link #MARK} stands before the byte that must be blamed
 */
record DumpDefect(DumpRule rule, String text) {
  static final char MARK = '\u00a7';

  /** Behind the path and the mode of what has neither a size nor anything else. */
  static final String PLAIN = " 1 0 0 0 0.0 - - -\n";

  static final String ROOT = "/ 0 40755 2 0 0 0 0.0 - - -\n";

  /** A defect behind a good root. */
  static DumpDefect under(DumpRule rule, String lines) {
    return new DumpDefect(rule, ROOT + lines);
  }

  /** A defect in the only file's fields behind the path. */
  static DumpDefect file(DumpRule rule, String fields) {
    return under(rule, "/f " + fields + "\n");
  }

  /** A defect in the only file's xattrs. */
  static DumpDefect xattr(DumpRule rule, String xattrs) {
    return file(rule, "0 100644 1 0 0 0 0.0 - - - " + xattrs);
  }

  byte[] bytes() {
    return bytes(text.replace(String.valueOf(MARK), ""));
  }

  long offset() {
    return text.indexOf(MARK);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    String line = text.startsWith(ROOT) ? text.substring(ROOT.length()) : text;
    String plain = Escape.of(line.substring(0, Math.min(line.length(), 70)));
    return rule.id() + " " + rule + ": " + plain;
  }
}
