package io.takecover.fuzz.claims;

import com.sun.management.ThreadMXBean;
import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.LimitRule;
import io.takecover.bytes.Limits;
import java.lang.management.ManagementFactory;

/**
 * Work and memory are linear in the input, by counting: a clock would find the machine's other
 * guests.
 */
final class CostClaims {
  private static final long STEPS_PER_BYTE = 4;
  private static final long FREE_STEPS = 1024;
  private static final long HEAP_PER_BYTE = 16;

  /** Covers the fixed costs and the odd class that is loaded during the measurement. */
  private static final long FREE_HEAP = 256 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private CostClaims() {}

  static void work(Trial trial) {
    long allowed = FREE_STEPS + STEPS_PER_BYTE * trial.bytes().length;
    Verdict verdict = trial.verdict();
    if (verdict.steps() > allowed) {
      String detail = verdict.steps() + " steps for " + trial.bytes().length + " bytes";
      throw new ClaimFailure(Claim.LINEAR_WORK, "steps", detail);
    }
    if (verdict instanceof Verdict.Rejected rejected && rejected.first().rule() == LimitRule.WORK) {
      throw new ClaimFailure(Claim.LINEAR_WORK, "limit", "the budget was used up");
    }
  }

  /**
   * Measured once more where it is too much: a class that is loaded meanwhile, and instrumented,
   * takes many times what an image does, but only once.
   */
  static void allocation(Trial trial) {
    long allowed = FREE_HEAP + HEAP_PER_BYTE * trial.bytes().length;
    long taken = allocated(trial);
    if (taken > allowed) {
      taken = allocated(trial);
    }
    if (taken > allowed) {
      String detail =
          taken
              + " bytes of heap for "
              + trial.bytes().length
              + " bytes: "
              + trial.verdict().getClass();
      throw new ClaimFailure(Claim.LINEAR_ALLOCATION, "heap", detail);
    }
  }

  private static long allocated(Trial trial) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Composefs.inspect(trial.bytes(), Limits.DEFAULT);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
