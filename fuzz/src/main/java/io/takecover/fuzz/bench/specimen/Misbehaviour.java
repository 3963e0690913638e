package io.takecover.fuzz.bench.specimen;

/** What a reader in C would have done to its process; a specimen ends with it instead. */
public abstract sealed class Misbehaviour extends RuntimeException
    permits OutOfBoundsRead, EndlessLoop, TooDeep {
  private static final long serialVersionUID = 1L;

  Misbehaviour(String message) {
    super(message, null, false, false);
  }
}
