package io.takecover.fuzz.claims;

import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the dump of a tree back, field by field, and holds it against the tree: printable ASCII,
 * one line an entry, depth first, every escape the one that the grammar has for that byte. Reading
 * is done here, in a few lines, and shares nothing with the code that writes.
 */
final class DumpClaims {
  /** A path is repeated on every line below it; of a text that grows larger nothing is said. */
  private static final Limits LIMITS = Limits.DEFAULT.withExpandedBytes(1 << 20);

  private static final int FIXED_FIELDS = 11;
  private static final int UNPRIMED = -1;

  private final Image image;
  private final List<Place> places = new ArrayList<>();
  private final Map<Integer, String> primaryPaths = new HashMap<>();

  /** Where a line stands in the tree; the entry of the root is {@link #UNPRIMED}. */
  private record Place(String path, int entry) {}

  private DumpClaims(Image image) {
    this.image = image;
  }

  static void hold(Image image) throws RejectedException {
    String text = dump(image);
    if (text == null) {
      return;
    }
    require(text.equals(dump(image)), "stable", "the same tree gives another text");
    require(text.endsWith("\n"), "end", "the last line has no end");
    require(
        text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "ascii", "not printable");
    DumpClaims claims = new DumpClaims(image);
    claims.walk();
    String[] lines = text.split("\n", -1);
    require(lines.length - 1 == claims.places.size(), "lines", (lines.length - 1) + " lines");
    for (int i = 0; i < claims.places.size(); i++) {
      claims.check(claims.places.get(i), lines[i]);
    }
  }

  private static String dump(Image image) throws RejectedException {
    StringBuilder text = new StringBuilder();
    try {
      DumpWriter.write(image, text, LIMITS);
      return text.toString();
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder takes everything", e);
    } catch (RejectedException e) {
      if (e.violation().rule() == LimitRule.DUMP_SIZE) {
        return null;
      }
      throw e;
    }
  }

  /** Lists the places in the order in which lines must come. */
  private void walk() {
    Deque<Place> stack = new ArrayDeque<>();
    stack.push(new Place("", UNPRIMED));
    while (!stack.isEmpty()) {
      Place place = stack.pop();
      places.add(place);
      int inode = inode(place);
      if (isPrimary(place)) {
        primaryPaths.put(inode, place.path());
      }
      if (image.type(inode) == FileType.DIRECTORY) {
        for (int k = image.entryCount(inode) - 1; k >= 0; k--) {
          int entry = image.firstEntry(inode) + k;
          stack.push(new Place(place.path() + '/' + LookupClaims.name(image, entry), entry));
        }
      }
    }
  }

  private int inode(Place place) {
    return place.entry() == UNPRIMED ? Image.ROOT : image.target(place.entry());
  }

  private boolean isPrimary(Place place) {
    return place.entry() == UNPRIMED || image.isPrimary(place.entry());
  }

  private void check(Place place, String line) {
    String[] fields = line.split(" ", -1);
    require(fields.length >= FIXED_FIELDS, "fields", fields.length + " fields");
    int inode = inode(place);
    String path = place.path().isEmpty() ? "/" : place.path();
    require(read(fields[0], "").equals(path), "path", "not the path");
    same(fields[1], Long.toUnsignedString(image.size(inode)), "size");
    String mode = Integer.toOctalString(image.mode(inode));
    same(fields[2], isPrimary(place) ? mode : "@" + mode, "mode");
    same(fields[3], Long.toString(image.nlink(inode)), "nlink");
    same(fields[4], Long.toString(image.uid(inode)), "uid");
    same(fields[5], Long.toString(image.gid(inode)), "gid");
    same(fields[6], Long.toString(image.rdev(inode)), "rdev");
    same(fields[7], image.mtimeSeconds(inode) + "." + image.mtimeNanoseconds(inode), "mtime");
    payload(place, fields[8]);
    optional(
        fields[9],
        LookupClaims.text(image.copies(), image.contentAt(inode), image.contentLength(inode)),
        "content");
    String digest =
        HexFormat.of().formatHex(bytes(image.digestAt(inode), image.digestLength(inode)));
    same(fields[10], digest.isEmpty() ? "-" : digest, "digest");
    xattrs(inode, fields);
  }

  private void payload(Place place, String field) {
    int inode = inode(place);
    if (!isPrimary(place)) {
      require(
          read(field, "").equals(primaryPaths.get(inode)), "link", "not the path of the primary");
      return;
    }
    optional(field, text(image.payloadAt(inode), image.payloadLength(inode)), "payload");
  }

  /** A field that is a dash where there is nothing. */
  private static void optional(String field, String expected, String rule) {
    if (expected.isEmpty()) {
      same(field, "-", rule);
    } else {
      require(!field.equals("-"), rule + "-absent", "a " + rule + " that looks absent");
      String escaped = expected.equals("-") ? "-" : "";
      require(read(field, escaped).equals(expected), rule, "not the " + rule);
    }
  }

  private void xattrs(int inode, String[] fields) {
    int count = fields.length - FIXED_FIELDS;
    require(count == image.xattrCount(inode), "xattrs", count + " xattrs");
    for (int k = 0; k < count; k++) {
      int xattr = image.firstXattr(inode) + k;
      String field = fields[FIXED_FIELDS + k];
      int at = field.indexOf('=');
      require(at > 0 && field.indexOf('=', at + 1) < 0, "xattr", "no key, or two values");
      String key = LookupClaims.key(image, xattr);
      String value = text(image.valueAt(xattr), image.valueLength(xattr));
      require(read(field.substring(0, at), "=").equals(key), "key", "not the key");
      require(read(field.substring(at + 1), "=").equals(value), "value", "not the value");
    }
  }

  /**
   * Takes the escapes out of a field.
   *
   * @param escaped graphic characters, besides the backslash, that must be escaped here, in
   *     hexadecimal
   */
  private static String read(String field, String escaped) {
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < field.length()) {
      char c = field.charAt(at);
      if (c == '\\') {
        String escape = escapeAt(field, at);
        plain.append(meaning(escape, escaped));
        at += escape.length();
      } else {
        require(escaped.indexOf(c) < 0, "unescaped", "a character that must be escaped");
        plain.append(c);
        at++;
      }
    }
    return plain.toString();
  }

  /** A backslash and the character behind it; where that is an x, two more. */
  private static String escapeAt(String field, int at) {
    int length = field.startsWith("\\x", at) ? 4 : 2;
    require(at + length <= field.length(), "escape", "half an escape");
    return field.substring(at, at + length);
  }

  private static char meaning(String escape, String escaped) {
    int named = "\\nrt".indexOf(escape.charAt(1));
    if (named >= 0) {
      return "\\\n\r\t".charAt(named);
    }
    // No regular expression: this is done for each byte of a value, and the fuzzer hooks those.
    boolean isHex = escape.charAt(1) == 'x' && isHexDigit(escape, 2) && isHexDigit(escape, 3);
    require(isHex, "escape", "no such escape");
    char meaning = (char) Integer.parseInt(escape.substring(2), 16);
    boolean graphic = meaning > ' ' && meaning <= '~' && escaped.indexOf(meaning) < 0;
    require(!graphic && "\\\n\r\t".indexOf(meaning) < 0, "escape", "an escape without need");
    return meaning;
  }

  private static boolean isHexDigit(String escape, int at) {
    return "0123456789abcdef".indexOf(escape.charAt(at)) >= 0;
  }

  private String text(long at, long length) {
    return LookupClaims.text(image.bytes(), at, length);
  }

  private byte[] bytes(long at, long length) {
    return length == 0 ? new byte[0] : image.bytes().copy(at, length);
  }

  private static void same(String field, String expected, String rule) {
    if (!field.equals(expected)) {
      require(false, rule, field + " instead of " + expected);
    }
  }

  private static void require(boolean holds, String rule, String detail) {
    if (!holds) {
      throw new ClaimFailure(Claim.DUMP_WELL_FORMED, rule, detail);
    }
  }
}
