package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is read or written in another thread. */
final class IoTask {
  /** Nothing, and that is done. */
  static final IoTask DONE = new IoTask(() -> {});

  private final FutureTask<Void> task;

  /** What there is to do. */
  interface Deed {
    void run() throws IOException;
  }

  static {
    DONE.task.run();
  }

  private IoTask(Deed deed) {
    task =
        new FutureTask<>(
            () -> {
              deed.run();
              return null;
            });
  }

  static IoTask start(Deed deed) {
    IoTask started = new IoTask(deed);
    new Thread(started.task, "io").start();
    return started;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Waits for the end, and says so where it failed. */
  void await() throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
