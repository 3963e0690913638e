package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The child's side of {@link Replayer}: takes inputs on standard input, answers on standard output,
 * and ends with its input, which is the end of its parent.
 */
public final class ReplayServer {
  /** Exit code after an input that was still running: its thread cannot be had back. */
  static final int AFTER_HANG = 87;

  private static final long LOOK_MILLIS = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What waits for ever uses no time of its own. */
  private static final int IDLE_FACTOR = 4;

  private static final int SAMPLES = 5;
  private static final long SAMPLE_MILLIS = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<String, Method> targets = new HashMap<>();
  private final ObjectMapper json = new ObjectMapper();
  private volatile Thread running;

  private ReplayServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    ReplayServer server = new ReplayServer();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.tellOfExit(answers), "exit"));
    answers.writeUTF("ready");
    answers.flush();
    try {
      boolean goesOn = true;
      while (goesOn) {
        ReplayRequest request = ReplayRequest.read(requests);
        goesOn = server.answer(request, ReplayRequest.readInput(requests), answers);
      }
      Runtime.getRuntime().halt(AFTER_HANG);
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  /** Runs one input; false where it is running still. */
  private boolean answer(ReplayRequest request, byte[] input, DataOutputStream answers)
      throws IOException, InterruptedException {
    Run run = new Run(target(request.target()), input);
    Thread runner = new Thread(run, "replay");
    runner.setDaemon(true);
    // Before it starts: an exit may be the first that it asks for.
    running = runner;
    runner.start();
    Failure failure = end(request, run, runner);
    running = null;
    write(new Replayer.Result(failure, run.nanos(), run.allocated), answers);
    return failure == null || failure.kind() != Failure.Kind.TIMEOUT;
  }

  private synchronized void write(Replayer.Result result, DataOutputStream answers)
      throws IOException {
    byte[] text = json.writeValueAsString(result).getBytes(StandardCharsets.UTF_8);
    answers.writeInt(text.length);
    answers.write(text);
    answers.flush();
  }

  /** A target has asked for the end of the process; it is known where. */
  private void tellOfExit(DataOutputStream answers) {
    Thread asking = running;
    if (asking != null) {
      Failure failure = Failure.exit("the process was ended", asking.getStackTrace());
      try {
        write(new Replayer.Result(failure, 0, 0), answers);
      } catch (IOException e) {
        throw new UncheckedIOException("the parent is gone", e);
      }
    }
  }

  /**
   * Waits for the end. What has used up the shorter of the limits, and stands where a known hang
   * stands, is that hang; for any other, all of the time is waited.
   */
  private static Failure end(ReplayRequest request, Run run, Thread runner)
      throws InterruptedException {
    long until = System.nanoTime() + request.millis() * NANOS_PER_MILLI;
    runner.join(LOOK_MILLIS);
    while (runner.isAlive() && System.nanoTime() < until) {
      if (!request.knownHangs().isEmpty() && isSuspect(request, run, runner)) {
        Failure hang = Failure.hang(samples(runner), request.shortMillis());
        if (runner.isAlive() && request.knownHangs().contains(hang.signature().key())) {
          return hang;
        }
      }
      runner.join(LOOK_MILLIS);
    }
    if (runner.isAlive()) {
      return Failure.hang(samples(runner), request.millis());
    }
    return run.failure.get();
  }

  /** By its own clock where it computes, so that a busy machine makes nobody suspect. */
  private static boolean isSuspect(ReplayRequest request, Run run, Thread runner) {
    long computed = THREADS.getThreadCpuTime(runner.getId());
    return computed > request.shortMillis() * NANOS_PER_MILLI
        || run.nanos() > IDLE_FACTOR * request.shortMillis() * NANOS_PER_MILLI;
  }

  private static List<StackTraceElement[]> samples(Thread runner) throws InterruptedException {
    List<StackTraceElement[]> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      StackTraceElement[] stack = runner.getStackTrace();
      if (stack.length > 0 || samples.isEmpty()) {
        samples.add(stack);
      }
      runner.join(SAMPLE_MILLIS);
    }
    return samples;
  }

  private Method target(String name) {
    return targets.computeIfAbsent(name, ReplayServer::method);
  }

  private static Method method(String name) {
    try {
      return Class.forName(name).getMethod("fuzzerTestOneInput", byte[].class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name + " is no target", e);
    }
  }

  /** One input in a thread of its own, whose stack can be looked at and whose heap is counted. */
  private static final class Run implements Runnable {
    private final Method target;
    private final byte[] input;
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final long started = System.nanoTime();
    private volatile long ended;
    private volatile long allocated;

    Run(Method target, byte[] input) {
      this.target = target;
      this.input = input;
    }

    @Override
    public void run() {
      try {
        target.invoke(null, (Object) input);
      } catch (InvocationTargetException e) {
        failure.set(Failure.of(e.getCause()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(target + " is not public", e);
      } finally {
        allocated = THREADS.getCurrentThreadAllocatedBytes();
        ended = System.nanoTime();
      }
    }

    long nanos() {
      long end = ended;
      return (end == 0 ? System.nanoTime() : end) - started;
    }
  }
}
