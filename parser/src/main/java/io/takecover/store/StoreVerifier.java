package io.takecover.store;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks all wanted objects, several at a time, each once, those of one directory together. An
 * object that gives no answer, such as a pipe that was put in the place of a file, costs one thread
 * and a while, and nothing else.
 */
public final class StoreVerifier {
  private static final int MOST_TOGETHER = 256;
  private static final long MOST_TICK_MILLIS = 100;
  private static final long TICKS_OF_PATIENCE = 20;

  private final ObjectStore store;
  private final VerityPolicy policy;
  private final ObjectMemory memory;
  private final Duration patience;
  private final long tickMillis;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private Listener listener;
  private int left;
  private boolean closed;
  private long tickedAt;
  private Throwable fault;

  /** Who is told of verdicts, one at a time, in no particular order. */
  public interface Listener {
    void verdict(ObjectVerdict verdict);

    /** Called now and then. */
    void tick();
  }

  /** Objects of one directory. */
  private record Batch(String directory, List<WantedObject> objects) {}

  public StoreVerifier(ObjectStore store, VerityPolicy policy, ObjectMemory memory) {
    this(store, policy, memory, Duration.ofSeconds(30));
  }

  /**
   * @param patience how long to wait for an object's next answer (O-009)
   */
  public StoreVerifier(
      ObjectStore store, VerityPolicy policy, ObjectMemory memory, Duration patience) {
    this.store = store;
    this.policy = policy;
    this.memory = memory;
    this.patience = patience;
    tickMillis = Math.min(MOST_TICK_MILLIS, 1 + patience.toMillis() / TICKS_OF_PATIENCE);
  }

  /**
   * Starts to check whatever is submitted; each object is told to {@code told} once.
   *
   * @param jobs how many threads
   */
  public synchronized void start(int jobs, Listener told) {
    listener = told;
    for (int i = 0; i < jobs; i++) {
      start();
    }
  }

  /**
   * More objects.
   *
   * @param objects ordered by path
   */
  public synchronized void submit(List<WantedObject> objects) {
    left += objects.size();
    divide(objects);
    notifyAll();
  }

  /**
   * Waits until all are checked that were submitted; then there can be no more.
   *
   * @throws InterruptedException where the caller's thread is interrupted
   * @throws IllegalStateException where a thread died of a fault of ours, which is no verdict
   */
  public synchronized void finish() throws InterruptedException {
    closed = true;
    tickedAt = System.nanoTime();
    while (left > 0 && fault == null) {
      listener.tick();
      wait(tickMillis);
      replaceStuck();
    }
    notifyAll();
    if (fault != null) {
      throw new IllegalStateException("a thread that checks objects has died", fault);
    }
    listener.tick();
  }

  private void divide(List<WantedObject> objects) {
    int from = 0;
    for (int to = 1; to <= objects.size(); to++) {
      String directory = directory(objects.get(from));
      boolean isLast = to == objects.size() || to - from == MOST_TOGETHER;
      if (isLast || !directory(objects.get(to)).equals(directory)) {
        waiting.add(new Batch(directory, objects.subList(from, to)));
        from = to;
      }
    }
  }

  private static String directory(WantedObject object) {
    return object.path().substring(0, Math.max(0, object.path().lastIndexOf('/')));
  }

  private void start() {
    Worker worker = new Worker();
    workers.add(worker);
    Thread thread = new Thread(worker, "store");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, thrown) -> die(thrown));
    thread.start();
  }

  private synchronized void die(Throwable thrown) {
    fault = thrown;
    notifyAll();
  }

  /**
   * A thread that waits for an object which does not answer is left behind. Time in which nobody
   * ran, because the whole process was halted, counts as one tick and no more.
   */
  private void replaceStuck() {
    long now = System.nanoTime();
    long spent = Math.min(now - tickedAt, 2 * tickMillis * 1_000_000L);
    tickedAt = now;
    for (Worker worker : List.copyOf(workers)) {
      worker.idle = worker.steps.get() == worker.stepsSeen ? worker.idle + spent : 0;
      worker.stepsSeen = worker.steps.get();
      if (worker.isBusy() && worker.idle > patience.toNanos()) {
        replace(worker);
      }
    }
  }

  private void replace(Worker worker) {
    workers.remove(worker);
    Batch batch = worker.batch;
    WantedObject object = batch.objects().get(worker.done);
    List<WantedObject> rest = batch.objects().subList(worker.done + 1, batch.objects().size());
    if (!rest.isEmpty()) {
      waiting.add(new Batch(batch.directory(), rest));
    }
    Violation violation =
        new Violation(StoreRule.STUCK, Violation.NOWHERE, "object", patience.toSeconds());
    left--;
    listener.verdict(new ObjectVerdict(object, violation, 0));
    start();
  }

  /** The next batch, or null where nothing is left or the worker was given up. */
  private synchronized Batch next(Worker worker) {
    worker.batch = null;
    worker.done = 0;
    try {
      while (waiting.isEmpty() && !(closed && left == 0)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    worker.steps.incrementAndGet();
    worker.batch = workers.contains(worker) ? waiting.poll() : null;
    return worker.batch;
  }

  /** Takes a verdict; false where the worker was given up meanwhile. */
  private synchronized boolean take(Worker worker, ObjectVerdict verdict) {
    if (!workers.contains(worker)) {
      return false;
    }
    worker.done++;
    left--;
    listener.verdict(verdict);
    if (left == 0) {
      notifyAll();
    }
    return true;
  }

  private final class Worker implements Runnable {
    private final ObjectCheck check =
        new ObjectCheck(store, policy, memory, () -> this.steps.incrementAndGet());

    /** Counts what it does. */
    private final AtomicInteger steps = new AtomicInteger();

    private int stepsSeen;
    private long idle;
    private Batch batch;
    private int done;

    @Override
    public void run() {
      Batch mine = next(this);
      while (mine != null) {
        check(mine);
        mine = next(this);
      }
    }

    /** Whether an object of its batch is still without a verdict. */
    private boolean isBusy() {
      return batch != null && done < batch.objects().size();
    }

    private void check(Batch mine) {
      steps.incrementAndGet();
      check.enter();
      try (ObjectStore.Directory directory = store.directory(mine.directory())) {
        for (WantedObject object : mine.objects()) {
          if (!take(this, check.check(directory, object))) {
            return;
          }
        }
      } catch (RejectedException e) {
        refuse(mine, e.violation());
      } catch (IOException e) {
        refuse(mine, new Violation(StoreRule.UNREADABLE, Violation.NOWHERE, "object", 0));
      }
    }

    /** The directory cannot be opened, so nothing in it can. */
    private void refuse(Batch mine, Violation violation) {
      for (WantedObject object : mine.objects().subList(done, mine.objects().size())) {
        if (!take(this, new ObjectVerdict(object, violation, 0))) {
          return;
        }
      }
    }
  }
}
