package io.takecover.rule;

/**
 * The one way to refuse an image. It carries its violation and no stack trace: a gate that refuses
 * hostile images all day must not pay for a trace that nobody reads, and the violation names the
 * place better than a frame does.
 */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  public RejectedException(Violation violation) {
    super(null, null, false, false);
    this.violation = violation;
  }

  /** What was broken, and where. */
  public Violation violation() {
    return violation;
  }

  @Override
  public String getMessage() {
    return violation.toString();
  }
}
