package io.takecover.fuzz.claims;

import io.takecover.rule.RejectedException;

/**
 * A claim does not hold. Fuzzers tell findings apart by their frames and never look at messages, so
 * the claim and what is wrong stand in a frame of their own on top: two causes that are found by
 * the same line are two findings.
 */
public final class ClaimFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Claim claim;
  private final String rule;

  /**
   * @param rule the rule of the parser that is involved, or a word for what is wrong: never a value
   *     from the input
   * @param detail a sentence with the values
   */
  public ClaimFailure(Claim claim, String rule, String detail) {
    this(claim, rule, detail, null);
  }

  private ClaimFailure(Claim claim, String rule, String detail, StackTraceElement[] thrown) {
    super(claim.id() + ", " + rule + ": " + detail);
    this.claim = claim;
    this.rule = rule;
    StackTraceElement[] frames = thrown == null ? getStackTrace() : thrown;
    StackTraceElement[] withTop = new StackTraceElement[frames.length + 1];
    withTop[0] = new StackTraceElement("claim." + claim.id(), rule, null, -1);
    System.arraycopy(frames, 0, withTop, 1, frames.length);
    setStackTrace(withTop);
  }

  /**
   * The parser threw what it must not throw. The frames are those of what was thrown; it is not
   * kept as the cause, for a cause's frames would be all that a fuzzer looks at.
   *
   * @param during the claim that was being checked
   */
  static ClaimFailure thrown(Claim during, Throwable thrown) {
    String detail = thrown + " while checking " + during.id();
    return new ClaimFailure(
        Claim.ONLY_REFUSES, thrown.getClass().getSimpleName(), detail, thrown.getStackTrace());
  }

  /** The parser refused what it must not refuse. */
  static ClaimFailure refused(Claim claim, RejectedException refused) {
    return new ClaimFailure(
        claim, refused.violation().rule().name(), "refused: " + refused.violation());
  }

  /** The claim that does not hold. */
  public Claim claim() {
    return claim;
  }

  /** What is wrong, in a word. */
  public String rule() {
    return rule;
  }
}
