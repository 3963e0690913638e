package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/**
 * What one input does to one target.
 *
 * @param kind how it fails
 * @param exception class of what was thrown, or a word for what happened instead
 * @param message what it says
 * @param signature what tells it from other failures
 * @param stack the whole trace, for people
 */
public record Failure(
    Kind kind, String exception, String message, Signature signature, String stack) {

  /** How an input fails. */
  public enum Kind {
    /** The target threw. */
    CRASH,
    /** A claim about verdicts does not hold: the parser came to an end, and was wrong. */
    WRONG_VERDICT,
    /** A claim about costs does not hold. */
    COST,
    /** The target did not come to an end. */
    TIMEOUT,
    /** The heap was used up. */
    OUT_OF_MEMORY,
    /** The stack was used up. */
    STACK_OVERFLOW,
    /** The Java machine ended. */
    EXIT;

    /** The word for people. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it took long, or the process: what nobody does more often than needed. */
    boolean isDear() {
      return this == TIMEOUT || this == OUT_OF_MEMORY || this == EXIT;
    }
  }

  /** Of what a target threw. */
  public static Failure of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return new Failure(
        kind(thrown),
        thrown.getClass().getName(),
        String.valueOf(thrown.getMessage()),
        Signature.of(thrown),
        text.toString());
  }

  private static Kind kind(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return Kind.OUT_OF_MEMORY;
    }
    if (thrown instanceof StackOverflowError) {
      return Kind.STACK_OVERFLOW;
    }
    if (!(thrown instanceof ClaimFailure failure) || failure.claim() == Claim.ONLY_REFUSES) {
      return Kind.CRASH;
    }
    boolean isCost =
        failure.claim() == Claim.LINEAR_WORK || failure.claim() == Claim.LINEAR_ALLOCATION;
    return isCost ? Kind.COST : Kind.WRONG_VERDICT;
  }

  /** Of an input that was still running after {@code millis}. */
  static Failure hang(List<StackTraceElement[]> samples, long millis) {
    String message = "still running after " + millis + " ms";
    String stack = trace(message, samples.get(samples.size() - 1));
    return new Failure(Kind.TIMEOUT, "timeout", message, Signature.ofHang(samples), stack);
  }

  /**
   * Of an input after which the Java machine was gone.
   *
   * @param asked the stack that asked for that; empty where it is not known
   */
  static Failure exit(String how, StackTraceElement... asked) {
    Signature signature = new Signature(Claim.ONLY_REFUSES.id(), "exit", Signature.frames(asked));
    return new Failure(Kind.EXIT, "exit", how, signature, trace(how, asked));
  }

  private static String trace(String heading, StackTraceElement[] frames) {
    StringBuilder text = new StringBuilder(heading).append('\n');
    for (StackTraceElement frame : frames) {
      text.append("\tat ").append(frame).append('\n');
    }
    return text.toString();
  }
}
