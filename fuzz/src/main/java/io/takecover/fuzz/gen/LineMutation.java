package io.takecover.fuzz.gen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes a composefs-dump(5) text by its lines and their fields, so that it often stays one: lines
 * link to each other, take each other's fields, come twice or not at all.
 */
final class LineMutation {
  private static final int MOST_STEPS = 4;
  private static final int MODE = 2;
  private static final int NLINK = 3;
  private static final int PAYLOAD = 8;
  private static final int FIXED = 11;
  private static final String LINK = "@";
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "65535", "4294967295", "4294967296", "9223372036854775807", "-1");
  private static final List<String> KEYS =
      List.of(
          "user.x",
          "security.selinux",
          "trusted.overlay.opaque",
          "trusted.overlay.redirect",
          "user.overlay.whiteout",
          "user.overlay.whiteouts");
  private static final List<String> VALUES = List.of("", "x", "\\x00", "/", "y");

  private final SplittableRandom random;
  private final List<List<String>> lines = new ArrayList<>();

  private LineMutation(String text, SplittableRandom random) {
    this.random = random;
    for (String line : text.split("\n", -1)) {
      lines.add(new ArrayList<>(List.of(line.split(" ", -1))));
    }
  }

  /** The text with one to four changes; any other bytes are changed as if they were one. */
  static byte[] mutate(byte[] text, SplittableRandom random) {
    LineMutation mutation = new LineMutation(new String(text, StandardCharsets.ISO_8859_1), random);
    for (int left = 1 + random.nextInt(MOST_STEPS); left > 0; left--) {
      mutation.step();
    }
    List<String> joined = mutation.lines.stream().map(line -> String.join(" ", line)).toList();
    return String.join("\n", joined).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void step() {
    List<String> line = any(lines);
    int field = random.nextInt(line.size());
    switch (random.nextInt(9)) {
      case 0 -> line.set(field, any(any(lines)));
      case 1 -> take(line, any(lines), field);
      case 2 -> link(line);
      case 3 -> line.add(any(KEYS) + "=" + any(VALUES));
      case 4 -> line.add(FIXED < line.size() ? any(line.subList(FIXED, line.size())) : any(line));
      case 5 -> line.set(field, any(NUMBERS));
      case 6 -> line.set(field, escaped(line.get(field)));
      case 7 -> move(line);
      default -> drop(line, field);
    }
  }

  private static void take(List<String> line, List<String> other, int field) {
    if (field < other.size()) {
      line.set(field, other.get(field));
    }
  }

  /** One more name of what a line describes, or a link to that name; counted, or not. */
  private void link(List<String> line) {
    if (line.size() < FIXED) {
      return;
    }
    List<String> link = new ArrayList<>(line);
    link.set(0, line.get(0) + "l");
    link.set(MODE, line.get(MODE).startsWith(LINK) ? line.get(MODE) : LINK + line.get(MODE));
    link.set(PAYLOAD, line.get(0));
    if (random.nextBoolean()) {
      boolean isOne = line.get(NLINK).equals("1");
      line.set(NLINK, isOne ? "2" : any(NUMBERS));
      link.set(NLINK, line.get(NLINK));
    }
    lines.add(lines.size() - 1, link);
  }

  /** A field in which a character is written as its number. */
  private String escaped(String field) {
    if (field.isEmpty()) {
      return "\\x2d";
    }
    int at = random.nextInt(field.length());
    String number = String.format("\\x%02x", (int) field.charAt(at));
    return field.substring(0, at) + number + field.substring(at + 1);
  }

  private void move(List<String> line) {
    lines.remove(line);
    lines.add(random.nextInt(lines.size() + 1), line);
    if (random.nextBoolean()) {
      lines.add(random.nextInt(lines.size()), new ArrayList<>(line));
    }
  }

  private void drop(List<String> line, int field) {
    if (random.nextBoolean() && line.size() > 1) {
      line.remove(field);
    } else if (lines.size() > 1) {
      lines.remove(line);
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
