package io.takecover.fuzz.triage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes parts out of a list as long as what is left still does something: large pieces first, then
 * smaller ones, until no single part can go (delta debugging).
 */
final class FewestParts {

  /** Whether a list of parts still does it. */
  interface Check<T> {
    boolean test(List<T> parts) throws IOException, InterruptedException;
  }

  /** Whether one has to stop. */
  interface Stop {
    boolean isSpent();
  }

  private FewestParts() {}

  /**
   * The fewest parts found.
   *
   * @param parts that do it all together
   */
  static <T> List<T> of(List<T> parts, Check<T> check, Stop stop)
      throws IOException, InterruptedException {
    List<T> best = new ArrayList<>(parts);
    int size = Math.max(1, best.size() / 2);
    while (!best.isEmpty() && !stop.isSpent()) {
      boolean isShorter = false;
      for (int from = 0; from < best.size() && !stop.isSpent(); ) {
        List<T> rest = new ArrayList<>(best.subList(0, from));
        rest.addAll(best.subList(Math.min(best.size(), from + size), best.size()));
        if (check.test(rest)) {
          best = rest;
          isShorter = true;
        } else {
          from += size;
        }
      }
      if (size == 1 && !isShorter) {
        break;
      }
      size = Math.max(1, Math.min(size / 2, best.size()));
    }
    return best;
  }
}
