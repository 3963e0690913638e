package io.takecover.fuzz.coverage;

import io.takecover.fuzz.corpus.Sums;
import java.util.Locale;
import java.util.Set;

/** Names of inputs that say what they reach. */
final class InputName {
  /** Of an input of which nothing can be said. */
  static final String UNKNOWN = "input";

  private static final int DIGITS = 8;

  private InputName() {}

  /**
   * What the input reaches, as words: the rule that it breaks, with the field; else the verdict, if
   * there is one, and the place that fewest reach.
   */
  static String reached(Shrink.Reply reply) {
    String verdict = reply.shown().equals(Outcome.RAN) ? "" : reply.shown();
    String what = reply.breaksRule() ? verdict : verdict + " " + reply.place();
    String words = what.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    String name = words.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? UNKNOWN : name;
  }

  /** The words, and behind them some of the input's hash where they are taken. */
  static String free(String words, byte[] input, Set<String> taken) {
    return taken.contains(words) ? words + "-" + Sums.sha1(input).substring(0, DIGITS) : words;
  }
}
