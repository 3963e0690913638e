package io.takecover.fuzz.campaign;

import java.util.ArrayDeque;
import java.util.Deque;

/** The end of a log, for whoever wants to know why it ended. */
final class LastWords {
  private static final int LINES = 30;

  private final Deque<String> tail = new ArrayDeque<>();

  void add(String line) {
    tail.addLast(line);
    if (tail.size() > LINES) {
      tail.removeFirst();
    }
  }

  @Override
  public String toString() {
    return "  | " + String.join("\n  | ", tail);
  }
}
