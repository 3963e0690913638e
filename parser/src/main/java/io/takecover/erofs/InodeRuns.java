package io.takecover.erofs;

import io.takecover.bytes.Ahead;
import io.takecover.bytes.ByteSink;
import io.takecover.rule.RejectedException;

/** Writes many inodes, every other run of them in another thread, which is some runs ahead. */
final class InodeRuns {
  /** Inodes of a run; about a megabyte. */
  private static final int RUN = 4096;

  /** How many inodes are worth another thread. */
  static final int MANY = 8 * RUN;

  /** Runs that the other thread may have written before they are wanted. */
  private static final int AHEAD = 2;

  private final ErofsPlan plan;
  private final Writing own;
  private final Writing other;

  /** Of each run, where the blocks of its data start. */
  private final long[] block;

  /** Whoever writes a run. */
  interface Writing {
    /**
     * Writes the inodes from {@code from} on, and what lies between each and the next.
     *
     * @param to the first one that is not written
     * @param block where the blocks of the first one that has any start
     */
    void write(int from, int to, long block, ErofsOutput into) throws RejectedException;
  }

  /**
   * @param own what this thread writes with
   * @param other what the other thread writes with
   */
  InodeRuns(ErofsPlan plan, Writing own, Writing other) {
    this.plan = plan;
    this.own = own;
    this.other = other;
    int count = plan.tree().count();
    block = new long[(count + RUN - 1) / RUN + 1];
    block[0] = plan.dataStart() / ErofsLayout.BLOCK_SIZE;
    for (int number = 0; number < count; number++) {
      int run = number / RUN;
      block[run + 1] = (number % RUN == 0 ? block[run] : block[run + 1]) + plan.blockCount(number);
    }
  }

  /** Writes all inodes. */
  void write(ErofsOutput out) throws RejectedException {
    int runs = block.length - 1;
    try (Ahead<ByteSink> ahead = new Ahead<>("inodes")) {
      for (int run = 1; run < Math.min(runs, 2 * AHEAD); run += 2) {
        start(ahead, run, ByteSink.keeping(0));
      }
      for (int run = 0; run < runs; run++) {
        if (run % 2 == 0) {
          own.write(from(run), from(run + 1), block[run], out);
        } else {
          ByteSink written = ahead.take();
          out.sink().append(written.view(), 0, written.position());
          if (run + 2 * AHEAD < runs) {
            start(ahead, run + 2 * AHEAD, written);
          }
        }
      }
    }
  }

  private void start(Ahead<ByteSink> ahead, int run, ByteSink into) {
    ahead.start(
        () -> {
          into.reset();
          other.write(from(run), from(run + 1), block[run], ErofsOutput.keeping(into));
          return into;
        });
  }

  private int from(int run) {
    return Math.min(run * RUN, plan.tree().count());
  }
}
