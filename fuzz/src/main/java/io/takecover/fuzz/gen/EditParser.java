package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Place.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the textual form of edits. */
final class EditParser {
  private static final String TRUNCATE = "truncate";
  private static final String APPEND = "append";
  private static final String BYTES = "bytes";
  private static final String INSERT = "insert";
  private static final String REMOVE = "remove";
  static final String FIX = "fix";
  private static final String SWAP = "swap-dirents";

  /** {@code dirent[0][2].name_len}, {@code sb.unused[27]}, {@code swap-dirents[0][1,2]}. */
  private static final Pattern TARGET =
      Pattern.compile(
          "([a-z_-]+)((?:\\[[0-9a-fx,]*])*)(?:\\.([a-z][a-z_.0-9]*)(?:\\[([0-9]*)])?)?");

  private static final Pattern INDEX = Pattern.compile("\\[([^]]*)]");

  private EditParser() {}

  static Edit parse(String text) throws EditException {
    if (text.equals(FIX)) {
      return new Edit.Fix();
    }
    int equals = text.indexOf('=');
    String target = equals < 0 ? text : text.substring(0, equals);
    Matcher parts = TARGET.matcher(target);
    if (!parts.matches()) {
      throw new EditException("'" + text + "' is no edit; a good one is inode[3].st_mode=0x81a4");
    }
    List<String> indices = indices(parts.group(2));
    if (parts.group(1).equals(SWAP) && parts.group(3) == null) {
      return swap(text, indices, equals >= 0);
    }
    if (equals < 0) {
      throw new EditException("'" + text + "': '=' and a value are missing");
    }
    String value = text.substring(equals + 1);
    return parts.group(3) == null
        ? bytes(text, parts.group(1), indices, value)
        : number(text, parts, indices, value);
  }

  private static Edit number(String text, Matcher parts, List<String> indices, String value)
      throws EditException {
    String struct = parts.group(1);
    String name = parts.group(3);
    List<Shape.Member> named = named(struct, name, text);
    arity(text, indices, Shape.indices(struct));
    String word = parts.group(4);
    int wordIndex = word == null ? Shape.WHOLE : index(text, word);
    Shape.Member widest = null;
    for (Shape.Member member : named) {
      boolean isWider = widest == null || member.field().width() > widest.field().width();
      if (member.word() == wordIndex && isWider) {
        widest = member;
      }
    }
    if (widest == null) {
      int words = named.get(named.size() - 1).word() + 1;
      String has = words > 0 ? "has 32-bit words 0 to " + (words - 1) : "is one number";
      throw new EditException("'" + text + "': " + struct + "." + name + " " + has);
    }
    Place.Cell place =
        new Place.Cell(struct, name, at(text, indices, 0), at(text, indices, 1), wordIndex);
    return new Edit.SetNumber(place, Numbers.parse(widest.field(), value));
  }

  private static Edit bytes(String text, String name, List<String> indices, String value)
      throws EditException {
    switch (name) {
      case TRUNCATE -> {
        arity(text, indices, 0);
        return new Edit.Truncate(offset(text, value));
      }
      case APPEND -> {
        arity(text, indices, 0);
        return new Edit.Append(some(text, value));
      }
      case BYTES -> {
        arity(text, indices, 1);
        return new Edit.Overwrite(offset(text, indices.get(0)), some(text, value));
      }
      case INSERT -> {
        arity(text, indices, 1);
        return new Edit.Insert(offset(text, indices.get(0)), some(text, value));
      }
      case REMOVE -> {
        arity(text, indices, 1);
        return new Edit.Remove(offset(text, indices.get(0)), offset(text, value));
      }
      default -> {
        Content content = content(name, text);
        arity(text, indices, content.indices());
        Place.Run place = new Place.Run(content, at(text, indices, 0), at(text, indices, 1));
        Blob blob = content == Content.DIGEST ? Blob.parseHex(value) : Blob.parseText(value);
        return new Edit.SetRun(place, blob);
      }
    }
  }

  private static Edit swap(String text, List<String> indices, boolean hasValue)
      throws EditException {
    List<String> both = indices.size() == 2 ? List.of(indices.get(1).split(",", -1)) : List.of();
    if (both.size() != 2 || hasValue) {
      throw new EditException(
          "'" + text + "': two entries change places as in swap-dirents[0][1,2]");
    }
    return new Edit.SwapDirents(
        index(text, indices.get(0)), index(text, both.get(0)), index(text, both.get(1)));
  }

  private static List<Shape.Member> named(String struct, String name, String text)
      throws EditException {
    List<Shape.Member> named = Shape.named(struct, name);
    if (!named.isEmpty()) {
      return named;
    }
    String path = struct + "." + name;
    throw new EditException(
        "'" + text + "': no field " + path + "; the nearest is " + Nearest.of(path, Shape.paths()));
  }

  private static Content content(String name, String text) throws EditException {
    for (Content content : Content.values()) {
      if (content.label().equals(name)) {
        return content;
      }
    }
    List<String> names =
        new ArrayList<>(List.of(TRUNCATE, APPEND, BYTES, INSERT, REMOVE, SWAP, FIX));
    Arrays.stream(Content.values()).map(Content::label).forEach(names::add);
    throw new EditException(
        "'" + text + "': no edit " + name + "; the nearest is " + Nearest.of(name, names));
  }

  private static List<String> indices(String text) {
    Matcher matcher = INDEX.matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static void arity(String text, List<String> indices, int wanted) throws EditException {
    if (indices.size() != wanted) {
      throw new EditException(
          "'" + text + "': " + indices.size() + " indices in brackets, it takes " + wanted);
    }
  }

  private static int at(String text, List<String> indices, int which) throws EditException {
    return which < indices.size() ? index(text, indices.get(which)) : 0;
  }

  private static int index(String text, String digits) throws EditException {
    try {
      return number(digits, 10);
    } catch (NumberFormatException e) {
      throw new EditException("'" + text + "': '" + digits + "' is no index");
    }
  }

  private static long offset(String text, String digits) throws EditException {
    String hex = digits.startsWith("0x") ? digits.substring(2) : "";
    try {
      return hex.isEmpty() ? number(digits, 10) : number(hex, 16);
    } catch (NumberFormatException e) {
      throw new EditException("'" + text + "': '" + digits + "' is no number of bytes");
    }
  }

  /** Digits only: no sign, and no more than a Java array has places for. */
  private static int number(String digits, int radix) {
    if (digits.startsWith("+") || digits.startsWith("-")) {
      throw new NumberFormatException(digits);
    }
    return Integer.parseInt(digits, radix);
  }

  private static Blob some(String text, String hex) throws EditException {
    Blob blob = Blob.parseHex(hex);
    if (blob.size() == 0) {
      throw new EditException("'" + text + "': at least one byte is needed");
    }
    return blob;
  }
}
