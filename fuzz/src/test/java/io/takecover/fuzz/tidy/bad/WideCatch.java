package io.takecover.fuzz.tidy.bad;

/** Each of the four types that catch too much. */
@SuppressWarnings("all")
public final class WideCatch {
  int exception(Runnable task) {
    try {
      task.run();
      return 0;
    } catch (Exception e) {
      return 1;
    }
  }

  int runtimeException(Runnable task) {
    try {
      task.run();
      return 0;
    } catch (IllegalStateException e) {
      return 1;
    } catch (RuntimeException e) {
      return 2;
    }
  }

  int union(Runnable task) {
    try {
      task.run();
      return 0;
    } catch (IllegalStateException | Error e) {
      return 1;
    }
  }

  void rethrown(AutoCloseable task) throws Throwable {
    try {
      task.close();
    } catch (Throwable e) {
      task.close();
      throw e;
    }
  }
}
