package io.takecover.fuzz.tidy.bad;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What looks like a breach and is none. */
@SuppressWarnings("all")
public enum Clean {
  ONE,
  TWO;

  static final long NUMBER = 1L << 40;
  static final byte[] NOTHING = {};
  static final List<String> NAMES = List.of("a");
  static final Set<String> SET = Set.copyOf(NAMES);
  static final Map<String, String> MAP = Map.of("a", "b");
  static final List<String> STREAMED = Stream.of("a").toList();
  static final List<String> RETURNED = ONE.names(1);
  static final Pattern PATTERN = Pattern.compile("a");
  private static final Clean[] VALUES = values();

  /** javac writes handlers of Throwable for the resources, and of anything for finally. */
  int resources(byte[] bytes) throws IOException {
    try (InputStream outer = new ByteArrayInputStream(bytes);
        InputStream inner = open(outer)) {
      return inner.read();
    } finally {
      Arrays.fill(bytes, NUMBER > 0 ? (byte) 0 : (byte) 1);
    }
  }

  private static InputStream open(InputStream in) {
    return in;
  }

  List<String> names(int count) {
    return count == 0 ? List.of() : Stream.of("a").limit(count).toList();
  }

  int exact(long value) {
    return Math.toIntExact(value);
  }

  int narrow(IOException e) {
    try {
      throw e;
    } catch (IOException caught) {
      return switch (this) {
        case ONE -> 1;
        case TWO -> VALUES.length;
      };
    }
  }
}
