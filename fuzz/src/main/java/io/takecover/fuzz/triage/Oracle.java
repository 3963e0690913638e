package io.takecover.fuzz.triage;

import java.io.IOException;
import java.util.Set;

/** Says of an input whether it fails with one key, and counts how often it was asked. */
final class Oracle {
  private final Replayer replayer;
  private final Class<?> target;
  private final String key;
  private final long deadline;
  private int asked;

  /**
   * @param seconds after which it is not asked any more
   */
  Oracle(Replayer replayer, Class<?> target, String key, long seconds) {
    this.replayer = replayer;
    this.target = target;
    this.key = key;
    this.deadline = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /** Whether the input fails with the key. */
  boolean fails(byte[] input) throws IOException, InterruptedException {
    asked++;
    Replayer.Result result = replayer.run(target, input, Set.of(key));
    return result.failed().filter(f -> f.signature().key().equals(key)).isPresent();
  }

  /** Whether its time is over: what is best so far is the answer then. */
  boolean isSpent() {
    return System.nanoTime() > deadline;
  }

  int asked() {
    return asked;
  }
}
