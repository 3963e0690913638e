package io.takecover.fuzz.triage;

import java.nio.file.Path;
import java.util.List;

/**
 * What an input is replayed with.
 *
 * @param seconds how long it may take; the fuzzers' own limit is {@link Replay#SECONDS}
 * @param heapMegabytes heap of the Java machine
 * @param stackKilobytes stack of the thread that runs it
 * @param build classes that are used instead of ours: folders and jars; none where ours are
 */
public record ReplayLimits(long seconds, int heapMegabytes, int stackKilobytes, List<Path> build) {
  /** Small, to tell an allocation bomb from an image. */
  public static final int HEAP_MEGABYTES = 512;

  /** The usual stack of a thread. */
  public static final int STACK_KILOBYTES = 1024;

  /** What fuzzers run with. */
  public static final ReplayLimits DEFAULT =
      new ReplayLimits(Replay.SECONDS, HEAP_MEGABYTES, STACK_KILOBYTES, List.of());

  public ReplayLimits {
    if (seconds < 1 || heapMegabytes < 16 || stackKilobytes < 256) {
      throw new IllegalArgumentException("a second, 16 MB of heap and 256 KB of stack at least");
    }
    build = List.copyOf(build);
  }

  /**
   * As options of a Java machine; most that are started for a replay live too briefly for its
   * better compiler.
   */
  List<String> flags() {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        "-Xss" + stackKilobytes + "k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1");
  }
}
