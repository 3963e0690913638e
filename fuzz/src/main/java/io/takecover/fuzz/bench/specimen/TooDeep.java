package io.takecover.fuzz.bench.specimen;

/** A specimen that calls itself for each directory went deeper than its stack. */
public final class TooDeep extends Misbehaviour {
  private static final long serialVersionUID = 1L;

  TooDeep(int depth) {
    super(depth + " directories deep");
  }
}
