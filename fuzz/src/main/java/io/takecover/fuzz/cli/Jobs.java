package io.takecover.fuzz.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same with each of many things, some at a time; results are told in the given order. */
final class Jobs<T, R> {
  private final int threads;
  private final int ahead;
  private final Function<T, R> work;

  /** Who is told of a result. */
  interface Teller<T, R> {
    void tell(T thing, R result) throws IOException;
  }

  /**
   * @param ahead how many things may be begun before the first of them is told; so many results are
   *     in memory
   */
  Jobs(int threads, int ahead, Function<T, R> work) {
    this.threads = threads;
    this.ahead = ahead;
    this.work = work;
  }

  /** What an option {@code --jobs} comes to. */
  static int count(Integer option) throws CommandException {
    if (option != null && option < 1) {
      throw new CommandException("--jobs must be at least 1");
    }
    return option == null ? Runtime.getRuntime().availableProcessors() : option;
  }

  void inOrder(List<T> things, Teller<T, R> teller) throws IOException {
    if (things.size() == 1) {
      teller.tell(things.get(0), work.apply(things.get(0)));
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, Jobs::daemon);
    try {
      Deque<Future<R>> begun = new ArrayDeque<>();
      int told = 0;
      for (T thing : things) {
        begun.add(pool.submit(() -> work.apply(thing)));
        if (begun.size() > ahead) {
          teller.tell(things.get(told++), result(begun.remove()));
        }
      }
      while (!begun.isEmpty()) {
        teller.tell(things.get(told++), result(begun.remove()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a job died", e);
    }
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "job");
    thread.setDaemon(true);
    return thread;
  }
}
