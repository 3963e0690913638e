package io.takecover.fuzz.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A result that a thread of its own works out. Closing it stops the work. */
final class Pending<T> implements AutoCloseable {
  private final FutureTask<T> task;

  private Pending(Callable<T> work) {
    task = new FutureTask<>(work);
  }

  /**
   * @param name of the thread, which does not keep the process alive
   */
  static <T> Pending<T> start(String name, Callable<T> work) {
    Pending<T> pending = new Pending<>(work);
    Thread thread = new Thread(pending.task, name);
    thread.setDaemon(true);
    thread.start();
    return pending;
  }

  /** Waits for it. */
  T result() {
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("no result", e);
    }
  }

  @Override
  public void close() {
    task.cancel(true);
  }
}
