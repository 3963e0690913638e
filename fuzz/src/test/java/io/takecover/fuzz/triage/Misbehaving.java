package io.takecover.fuzz.triage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A target that does as its input says. */
public final class Misbehaving {
  private Misbehaving() {}

  public static void fuzzerTestOneInput(byte[] input) {
    switch (new String(input, StandardCharsets.ISO_8859_1)) {
      case "throw", "throw again" -> throw new IllegalStateException("as told");
      case "throw once" -> throwOnce();
      case "hang" -> hang();
      case "eat" -> eat();
      case "recur" -> recur(0);
      case "halt" -> Runtime.getRuntime().halt(5);
      default -> {}
    }
  }

  private static void throwOnce() {
    if (System.getProperty("misbehaved") == null) {
      System.setProperty("misbehaved", "yes");
      throw new IllegalStateException("never again");
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recur(int depth) {
    return recur(depth + 1) + 1;
  }

  private static void hang() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE;
    }
  }

  private static void eat() {
    List<long[]> heap = new ArrayList<>();
    while (heap.size() < Integer.MAX_VALUE) {
      heap.add(new long[1 << 20]);
    }
  }
}
