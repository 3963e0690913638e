package io.takecover.fuzz.gen;

import java.util.Comparator;
import java.util.List;

/** Which of some words somebody may have meant. */
final class Nearest {
  private Nearest() {}

  static String of(String wanted, List<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(word -> distance(wanted, word)))
        .orElseThrow();
  }

  /** Letters to add, drop or change; word lengths multiply, and both come from a command line. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
