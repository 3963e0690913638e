package io.takecover.fuzz.targets;

/**
 * Does nothing, so that its rate is what the fuzzer itself takes: the rates of the others are read
 * against it. Sizes have an edge for each power of two, for a fuzzer that sees no difference keeps
 * one input of one byte, and short inputs are cheap ones.
 */
public final class EmptyFuzzer {
  private EmptyFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    switch (Integer.SIZE - Integer.numberOfLeadingZeros(input.length)) {
      case 13 -> {}
      case 12 -> {}
      case 11 -> {}
      case 10 -> {}
      case 9 -> {}
      case 8 -> {}
      case 7 -> {}
      default -> {}
    }
  }
}
