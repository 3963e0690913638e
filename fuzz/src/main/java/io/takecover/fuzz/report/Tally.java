package io.takecover.fuzz.report;

import io.takecover.fuzz.claims.ClaimFailure;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts trials, and those in which what is held did not hold. */
final class Tally {
  private final Map<String, Object> figures = new TreeMap<>();
  private long trials;
  private long counterexamples;

  /** One trial; the first that fails is told by name. */
  void add(boolean holds, String name) {
    trials++;
    if (!holds) {
      counterexamples++;
      figures.putIfAbsent("first", name);
    }
  }

  /** One trial: whether an input breaks no claim. */
  void add(Consumer<byte[]> claims, byte[] input, String name) {
    boolean holds = true;
    try {
      claims.accept(input);
    } catch (ClaimFailure e) {
      holds = false;
    }
    add(holds, name);
  }

  void figure(String name, Object value) {
    figures.put(name, value);
  }

  long trials() {
    return trials;
  }

  long counterexamples() {
    return counterexamples;
  }

  Map<String, Object> figures() {
    return figures;
  }
}
