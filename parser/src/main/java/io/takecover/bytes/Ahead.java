package io.takecover.bytes;

import io.takecover.rule.RejectedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Pieces of work that one other thread does, one after the other, before their results are wanted;
 * these are taken in the order in which the work was started. Whoever closes it wants no more.
 */
public final class Ahead<T> implements AutoCloseable {
  private final ExecutorService thread;
  private final Deque<Future<T>> started = new ArrayDeque<>();

  /**
   * @param name of the thread, which does not keep the process alive
   */
  public Ahead(String name) {
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  public void start(Callable<T> work) {
    started.add(thread.submit(work));
  }

  /** Waits for the result of the work that was started first, and takes it. */
  public T take() throws RejectedException {
    try {
      return started.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RejectedException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("work done ahead failed", e.getCause());
    }
  }

  /** Has the thread end, with what it is about at the latest. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
