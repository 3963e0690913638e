package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many threads, each of which waits for a process. */
final class Crew implements AutoCloseable {
  private final ExecutorService pool;

  Crew(int size) {
    this.pool = Executors.newFixedThreadPool(size);
  }

  /**
   * Makes all calls, so many at a time, and comes back when the last has ended.
   *
   * @throws IllegalStateException where one fails for another reason than a file
   */
  <T> List<T> call(List<Callable<T>> calls) throws IOException, InterruptedException {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> call : pool.invokeAll(calls)) {
        results.add(call.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("a fuzzer could not be run: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
