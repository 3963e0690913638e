package io.takecover.fuzz.triage;

import java.io.IOException;
import java.util.Arrays;

/** Makes an input small byte by byte: bytes are cut out, and of those that stay, zeroed. */
final class ByteMinimiser {
  private final Oracle oracle;
  private byte[] best;

  private ByteMinimiser(Oracle oracle, byte[] input) {
    this.oracle = oracle;
    this.best = input;
  }

  /** The smallest input found that fails alike. */
  static byte[] of(byte[] input, Oracle oracle) throws IOException, InterruptedException {
    ByteMinimiser minimiser = new ByteMinimiser(oracle, input);
    minimiser.cut();
    minimiser.zero();
    return minimiser.best;
  }

  private void cut() throws IOException, InterruptedException {
    int size = Math.max(1, best.length / 2);
    while (best.length > 0 && !oracle.isSpent()) {
      boolean isShorter = false;
      int end = best.length;
      while (end > 0 && !oracle.isSpent()) {
        int from = Math.max(0, end - size);
        if (accepts(without(from, end))) {
          isShorter = true;
        }
        end = from;
      }
      if (size == 1 && !isShorter) {
        break;
      }
      size = Math.max(1, size / 2);
    }
  }

  private byte[] without(int from, int end) {
    byte[] shorter = Arrays.copyOf(best, best.length - (end - from));
    System.arraycopy(best, end, shorter, from, best.length - end);
    return shorter;
  }

  private void zero() throws IOException, InterruptedException {
    for (int size = Math.max(1, best.length / 2); size >= 1; size /= 2) {
      for (int from = 0; from < best.length && !oracle.isSpent(); from += size) {
        byte[] zeroed = best.clone();
        Arrays.fill(zeroed, from, Math.min(best.length, from + size), (byte) 0);
        if (!Arrays.equals(zeroed, best)) {
          accepts(zeroed);
        }
      }
    }
  }

  private boolean accepts(byte[] candidate) throws IOException, InterruptedException {
    boolean fails = oracle.fails(candidate);
    best = fails ? candidate : best;
    return fails;
  }
}
