package io.takecover.fuzz.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does the same with each of many things, some at a time; results are told in the given order, one
 * at a time, by whichever thread has the one that is next.
 */
final class Jobs<T, R> {
  private final int threads;
  private final int ahead;
  private final Supplier<Function<T, R>> works;

  /** Who is told of a result. */
  interface Teller<T, R> {
    void tell(T thing, R result) throws IOException;
  }

  /**
   * @param ahead how many things may be begun before the first of them is told; so many results are
   *     in memory
   * @param works gives each thread what it does with a thing
   */
  Jobs(int threads, int ahead, Supplier<Function<T, R>> works) {
    this.threads = threads;
    this.ahead = ahead;
    this.works = works;
  }

  /** What an option {@code --jobs} comes to. */
  static int count(Integer option) throws CommandException {
    if (option != null && option < 1) {
      throw new CommandException("--jobs must be at least 1");
    }
    return option == null ? Runtime.getRuntime().availableProcessors() : option;
  }

  /**
   * @param things asked for one at a time, while those before are done
   */
  void inOrder(Iterator<T> things, Teller<T, R> teller) throws IOException {
    if (!things.hasNext()) {
      return;
    }
    T first = things.next();
    if (!things.hasNext()) {
      teller.tell(first, works.get().apply(first));
      return;
    }
    Run run = new Run(teller);
    boolean goesOn = run.add(first);
    try {
      while (goesOn && things.hasNext()) {
        goesOn = run.add(things.next());
      }
    } finally {
      run.finish();
    }
  }

  /** A thing that was begun, and what came of it. */
  private static final class Job<T, R> {
    private final T thing;
    private R result;
    private boolean isDone;

    private Job(T thing) {
      this.thing = thing;
    }
  }

  private final class Run {
    private final Teller<T, R> teller;
    private final Deque<Job<T, R>> begun = new ArrayDeque<>();
    private final Deque<Job<T, R>> waiting = new ArrayDeque<>();
    private int running;
    private int idle;
    private boolean isEnd;
    private boolean isTelling;
    private Throwable failure;

    private Run(Teller<T, R> teller) {
      this.teller = teller;
    }

    /** Adds a thing for others to do; says whether more may follow. */
    private synchronized boolean add(T thing) {
      await(() -> begun.size() <= ahead || failure != null);
      Job<T, R> job = new Job<>(thing);
      begun.add(job);
      waiting.add(job);
      if (idle > 0) {
        notifyAll();
      } else if (running < threads) {
        running++;
        Thread thread = new Thread(this::work, "job");
        thread.setDaemon(true);
        thread.start();
      }
      return failure == null;
    }

    /** Waits until all is told. */
    private synchronized void finish() throws IOException {
      isEnd = true;
      notifyAll();
      await(() -> running == 0);
      if (failure instanceof IOException e) {
        throw e;
      } else if (failure instanceof RuntimeException e) {
        throw e;
      } else if (failure != null) {
        throw new IllegalStateException("a job died", failure);
      }
    }

    private void work() {
      try {
        Function<T, R> work = works.get();
        Job<T, R> job = take();
        while (job != null) {
          job.result = work.apply(job.thing);
          end(job);
          job = take();
        }
      } catch (Throwable e) {
        // Whatever it is, finish() throws it to who waits.
        fail(e);
      } finally {
        leave();
      }
    }

    /** The next thing to do; null where there will be none, or somebody failed. */
    private synchronized Job<T, R> take() {
      idle++;
      await(() -> !waiting.isEmpty() || isEnd || failure != null);
      idle--;
      return failure == null ? waiting.poll() : null;
    }

    /** Tells what can be told, unless another thread is at it, which then tells this too. */
    private void end(Job<T, R> job) throws IOException {
      Job<T, R> next = ended(job);
      while (next != null) {
        teller.tell(next.thing, next.result);
        next = told();
      }
    }

    private synchronized Job<T, R> ended(Job<T, R> job) {
      job.isDone = true;
      return isTelling ? null : next();
    }

    private synchronized Job<T, R> told() {
      begun.remove();
      // Not for each one: whoever adds more is woken when half of them are told.
      if (begun.size() == ahead - ahead / 2) {
        notifyAll();
      }
      return next();
    }

    /** The first thing, where it can be told. */
    private Job<T, R> next() {
      Job<T, R> first = begun.peek();
      isTelling = first != null && first.isDone && failure == null;
      return isTelling ? first : null;
    }

    private synchronized void fail(Throwable thrown) {
      if (failure == null) {
        failure = thrown;
      }
      notifyAll();
    }

    private synchronized void leave() {
      running--;
      notifyAll();
    }

    private synchronized void await(BooleanSupplier condition) {
      while (!condition.getAsBoolean()) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
  }
}
