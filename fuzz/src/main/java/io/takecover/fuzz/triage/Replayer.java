package io.takecover.fuzz.triage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs inputs through targets in a child, which may hang or run out of memory without harm to us;
 * it is started when it is needed first, and again after an input that ended it. For one thread.
 */
public final class Replayer implements AutoCloseable {
  private static final long SHORT_MILLIS = 400;
  private static final long GRACE_SECONDS = 60;

  private final ReplayLimits limits;
  private final ObjectMapper json = new ObjectMapper();
  private Process child;
  private DataOutputStream requests;
  private DataInputStream answers;

  /**
   * What became of one input.
   *
   * @param failure null where the target came to its end
   * @param nanos how long it took
   * @param allocated bytes of heap that it took in all, freed or not
   */
  public record Result(Failure failure, long nanos, long allocated) {
    public Optional<Failure> failed() {
      return Optional.ofNullable(failure);
    }
  }

  public Replayer(ReplayLimits limits) {
    this.limits = limits;
  }

  /** Runs one input for as long as it may take. */
  public Result run(Class<?> target, byte[] input) throws IOException, InterruptedException {
    return run(target, input, Set.of());
  }

  /**
   * Runs one input.
   *
   * @param knownHangs keys of hangs that took all of their time before: an input that stands where
   *     they do, after a part of a second, is not waited for
   */
  public Result run(Class<?> target, byte[] input, Set<String> knownHangs)
      throws IOException, InterruptedException {
    if (child == null) {
      start();
    }
    long millis = TimeUnit.SECONDS.toMillis(limits.seconds());
    ReplayRequest request = new ReplayRequest(target.getName(), millis, SHORT_MILLIS, knownHangs);
    long started = System.nanoTime();
    Thread watchdog = ChildJvm.watch(child, limits.seconds() + GRACE_SECONDS);
    try {
      request.write(requests, input);
      byte[] answer = new byte[answers.readInt()];
      answers.readFully(answer);
      Result result = json.readValue(answer, Result.class);
      // The thread of a hang cannot be had back; and after the first few, a Java machine tells of
      // an exhausted heap without saying where.
      if (result.failed().filter(f -> f.kind().isDear()).isPresent()) {
        close();
      }
      return result;
    } catch (IOException e) {
      return ended(System.nanoTime() - started, e);
    } finally {
      watchdog.interrupt();
    }
  }

  /** The child is gone, or does not talk. */
  private Result ended(long nanos, IOException trouble) throws IOException, InterruptedException {
    if (child.isAlive() && !child.waitFor(1, TimeUnit.SECONDS)) {
      close();
      throw trouble;
    }
    int exit = child.exitValue();
    close();
    return new Result(Failure.exit("the Java machine ended: " + exit), nanos, 0);
  }

  private void start() throws IOException {
    child = ChildJvm.serve(ReplayServer.class, limits);
    requests = new DataOutputStream(new BufferedOutputStream(child.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(child.getInputStream()));
    try {
      answers.readUTF();
    } catch (IOException e) {
      close();
      throw new IOException("no Java machine could be started to replay in", e);
    }
  }

  /** Ends the child. */
  @Override
  public void close() {
    if (child != null) {
      child.destroyForcibly();
      child = null;
    }
  }
}
