package io.takecover.fuzz.bench.specimen;

/** A specimen found its image wrong and said so, as it should. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String check) {
    super(check, null, false, false);
  }
}
