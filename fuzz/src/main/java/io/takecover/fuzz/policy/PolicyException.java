package io.takecover.fuzz.policy;

/** A question that cannot be asked; the message is for people. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  PolicyException(String message) {
    super(message);
  }
}
