package io.takecover.fuzz.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Linux release, as far as it matters: {@code 6.12}. */
public record Kernel(int major, int minor) implements Comparable<Kernel> {
  /** The oldest release of which the table speaks. */
  public static final Kernel OLDEST = new Kernel(5, 11);

  private static final Pattern TEXT = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})([.-].*)?");

  /**
   * Reads what {@code uname -r} prints: {@code 6.12}, {@code v6.12}, {@code 6.12.57+deb13-amd64}.
   */
  public static Kernel parse(String text) throws PolicyException {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new PolicyException("'" + text + "' is no kernel release, such as 6.12");
    }
    return new Kernel(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  boolean isAtLeast(Kernel other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(Kernel other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
