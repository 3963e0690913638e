package io.takecover.fuzz.bench.specimen;

/** A specimen took more steps than any honest image of that size asks for. */
public final class EndlessLoop extends Misbehaviour {
  private static final long serialVersionUID = 1L;

  EndlessLoop(long steps) {
    super("no end after " + steps + " steps");
  }
}
