package io.takecover.fuzz.gen;

/**
 * Bytes in bulk. Apart from what draws them, so that the fuzzer does not trace every byte of a long
 * value.
 */
final class Fill {
  private Fill() {}

  /** {@code length} bytes: those of {@code period}, which has one at least, over and over. */
  static byte[] repeat(byte[] period, int length) {
    byte[] run = new byte[length];
    for (int i = 0; i < length; i++) {
      run[i] = period[i % period.length];
    }
    return run;
  }

  /** A copy with an x for every NUL and every {@code unwanted}. */
  static byte[] without(byte unwanted, byte[] text) {
    byte[] clean = text.clone();
    for (int i = 0; i < clean.length; i++) {
      if (clean[i] == 0 || clean[i] == unwanted) {
        clean[i] = 'x';
      }
    }
    return clean;
  }

  /** Whether two {@code wanted} stand side by side, or one at either end. */
  static boolean hasEmptyPart(byte wanted, byte[] text) {
    boolean isBehind = true;
    for (byte one : text) {
      if (isBehind && one == wanted) {
        return true;
      }
      isBehind = one == wanted;
    }
    return isBehind;
  }
}
