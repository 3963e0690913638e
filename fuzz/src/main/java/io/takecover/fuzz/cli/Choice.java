package io.takecover.fuzz.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An option that is one of a few words. */
final class Choice {
  private Choice() {}

  /**
   * The constant whose name the word is, in lower case.
   *
   * @param option for the sentence where it is none
   */
  static <E extends Enum<E>> E of(Class<E> type, String option, String word)
      throws CommandException {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(type.getEnumConstants()).map(Choice::word).collect(Collectors.joining(", "));
    throw new CommandException(option + " is one of " + words + ", not " + word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
