package io.takecover.fuzz.cli;

import io.takecover.DumpReading;
import io.takecover.DumpVerdict;
import io.takecover.rule.Violation;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The verdict on a dump, while another thread asks the rules of trees. */
final class PendingVerdict {
  private final FutureTask<DumpVerdict> task;

  private PendingVerdict(DumpReading dump) {
    task = new FutureTask<>(dump::verdict);
  }

  static PendingVerdict start(DumpReading dump) {
    PendingVerdict pending = new PendingVerdict(dump);
    Thread thread = new Thread(pending.task, "verdict");
    thread.setDaemon(true);
    thread.start();
    return pending;
  }

  /** Waits for it. */
  DumpVerdict await() {
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("no verdict", e);
    }
  }

  /** Waits for what is wrong with the dump; none if it is accepted. */
  List<Violation> violations() {
    return await() instanceof DumpVerdict.Rejected rejected ? rejected.violations() : List.of();
  }
}
