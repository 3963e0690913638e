package io.takecover.bytes;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/**
 * Work and expansion counted against the limits. Steps are counted where loops turn, not timed: the
 * same bytes cost the same on every machine, and a fuzzer can hold the count against the size of
 * its input.
 */
public final class Budget {
  /** Steps that even the smallest image may take: the fixed costs of a reader. */
  public static final long FREE_STEPS = 4096;

  private final Limits limits;
  private final long stepsAllowed;
  private long steps;
  private long expanded;

  /**
   * @param inputSize bytes of the image
   */
  public Budget(Limits limits, long inputSize) {
    this.limits = limits;
    this.stepsAllowed = FREE_STEPS + inputSize * limits.workPerByte();
  }

  public Limits limits() {
    return limits;
  }

  /** Counts {@code more} steps. */
  public void work(long more) throws RejectedException {
    steps += more;
    if (steps > stepsAllowed) {
      throw new RejectedException(new Violation(LimitRule.WORK, 0, "image", steps));
    }
  }

  /**
   * Counts bytes that one inode refers to.
   *
   * @param rule what to refuse with when the sum is over {@link Limits#expandedBytes()}
   */
  public void expand(long bytes, Rule rule, Field field, long structOffset)
      throws RejectedException {
    expanded += bytes;
    if (expanded > limits.expandedBytes()) {
      throw new RejectedException(
          new Violation(rule, structOffset + field.offset(), field.path(), bytes));
    }
  }

  /** Steps taken so far. */
  public long steps() {
    return steps;
  }

  /** Steps that may be taken in all. */
  public long stepsAllowed() {
    return stepsAllowed;
  }
}
