package io.takecover.fuzz.triage;

import java.io.PrintWriter;
import java.io.StringWriter;

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
    /** The target did not come to an end. */
    TIMEOUT,
    /** The heap was used up. */
    MEMORY,
    /** The Java machine ended. */
    EXIT
  }

  /** Of what a target threw. */
  public static Failure of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return new Failure(
        thrown instanceof OutOfMemoryError ? Kind.MEMORY : Kind.CRASH,
        thrown.getClass().getName(),
        String.valueOf(thrown.getMessage()),
        Signature.of(thrown),
        text.toString());
  }

  /** Of an input that was still running after {@code seconds}. */
  static Failure hang(StackTraceElement[] stack, long seconds) {
    StringBuilder text = new StringBuilder("still running after " + seconds + " s\n");
    for (StackTraceElement frame : stack) {
      text.append("\tat ").append(frame).append('\n');
    }
    String message = "still running after " + seconds + " s";
    return new Failure(Kind.TIMEOUT, "timeout", message, Signature.ofHang(stack), text.toString());
  }

  /** Of an input after which the Java machine was gone. */
  static Failure exit(String how) {
    Signature signature =
        new Signature(
            io.takecover.fuzz.claims.Claim.ONLY_REFUSES.id(), "exit", java.util.List.of());
    return new Failure(Kind.EXIT, "exit", how, signature, how + "\n");
  }
}
