package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.dump.Escape;
import io.takecover.rule.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What is found of a store, as text. */
final class StoreText {
  private static final int MOST_NEEDS = 3;
  private static final List<String> UNITS = List.of("TiB", "GiB", "MiB", "KiB");

  private StoreText() {}

  /**
   * A file that needs an object.
   *
   * @param path in the image, escaped
   */
  record Need(Source image, String path) {
    @Override
    public String toString() {
      return image.label() + ":" + path;
    }
  }

  /** A path in a store, a byte a character, fit to print. */
  static String escaped(String path) {
    ByteView bytes = ByteView.of(path.getBytes(StandardCharsets.ISO_8859_1));
    return Escape.of(bytes, 0, bytes.size());
  }

  /** An object as a file that people can look at. */
  static String label(String store, String path) {
    return Escape.of(store) + "/" + escaped(path);
  }

  /** {@code STORE/ab/cd: reject O-005 (object.digest = 0x...): ...; needed by x.img:/usr/bin/a}. */
  static String rejected(String store, String path, Violation violation, List<Need> needs) {
    StringBuilder line = new StringBuilder(label(store, path));
    line.append(": reject ").append(violation);
    for (int i = 0; i < Math.min(MOST_NEEDS, needs.size()); i++) {
      line.append(i == 0 ? "; needed by " : ", ").append(needs.get(i));
    }
    if (needs.size() > MOST_NEEDS) {
      line.append(" and ").append(needs.size() - MOST_NEEDS).append(" more");
    }
    return line.toString();
  }

  /** {@code 1.5 GiB}. */
  static String size(long bytes) {
    int power = 10 * UNITS.size();
    for (String unit : UNITS) {
      if (bytes >= 1L << power) {
        return String.format(Locale.ROOT, "%.1f %s", Math.scalb((double) bytes, -power), unit);
      }
      power -= 10;
    }
    return bytes + " B";
  }
}
