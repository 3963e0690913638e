package io.takecover.fuzz.coverage;

import io.takecover.fuzz.triage.Replay;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs one input where it may fail or hang; which failure it was, the crash store knows. */
final class GuardedRun {
  /** What became of the input. */
  enum End {
    SOUND,
    FAILED,
    /** Its thread runs on, and the process is of no more use. */
    HANGS
  }

  private GuardedRun() {}

  static End of(Consumer<byte[]> target, byte[] input) throws InterruptedException {
    AtomicBoolean sound = new AtomicBoolean();
    Thread runner =
        new Thread(
            () -> {
              target.accept(input);
              sound.set(true);
            },
            "probe");
    runner.setUncaughtExceptionHandler((thread, thrown) -> sound.set(false));
    runner.setDaemon(true);
    runner.start();
    runner.join(Replay.SECONDS * 1000);
    if (runner.isAlive()) {
      return End.HANGS;
    }
    return sound.get() ? End.SOUND : End.FAILED;
  }
}
