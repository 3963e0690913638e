package io.takecover.fuzz.cli;

/** Exit codes. Of several files the worst counts, which is the greatest. */
public final class Exit {
  /** Every image accepted; done. */
  public static final int DONE = 0;

  /** An image rejected; something found, or not found. */
  public static final int FINDINGS = 1;

  /** Wrong usage, a file that cannot be read, a result that cannot be written. */
  public static final int USAGE = 2;

  /** A fault of ours. */
  public static final int FAULT = 3;

  private Exit() {}

  /** The code for both. */
  public static int worst(int one, int other) {
    return Math.max(one, other);
  }
}
