package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** The child's side of {@link Replay}: a line of JSON for each input. */
public final class ReplayMain {
  /** Exit code after an input that was still running: its thread cannot be had back. */
  static final int AFTER_HANG = 87;

  private ReplayMain() {}

  /** Arguments: the target's class, the seconds that an input may take, then the inputs' files. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ReflectiveOperationException {
    PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Method target = Class.forName(arguments[0]).getMethod("fuzzerTestOneInput", byte[].class);
    ObjectMapper json = new ObjectMapper();
    long seconds = Long.parseLong(arguments[1]);
    boolean hangs = false;
    for (int i = 2; i < arguments.length && !hangs; i++) {
      Failure failure = run(target, Files.readAllBytes(Path.of(arguments[i])), seconds);
      results.println(json.writeValueAsString(new Replay.Outcome(arguments[i], failure)));
      hangs = failure != null && failure.kind() == Failure.Kind.TIMEOUT;
    }
    Runtime.getRuntime().halt(hangs ? AFTER_HANG : 0);
  }

  private static Failure run(Method target, byte[] input, long seconds)
      throws InterruptedException {
    AtomicReference<Failure> failure = new AtomicReference<>();
    Thread runner = new Thread(() -> failure.set(call(target, input)), "replay");
    runner.setDaemon(true);
    runner.start();
    runner.join(seconds * 1000);
    if (runner.isAlive()) {
      return Failure.hang(runner.getStackTrace(), seconds);
    }
    return failure.get();
  }

  private static Failure call(Method target, byte[] input) {
    try {
      target.invoke(null, (Object) input);
      return null;
    } catch (InvocationTargetException e) {
      return Failure.of(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(target + " is not public", e);
    }
  }
}
