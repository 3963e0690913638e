package io.takecover.fuzz.triage;

import io.takecover.fuzz.targets.NativeReadFuzzer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes the input of a crash small, and says what is wrong with it. Where the target takes images,
 * the input becomes the nearest valid image with the fewest fields changed; where it does not, it
 * is made short byte by byte, and the image that the target makes of it is explained.
 */
public final class Minimiser {
  private static final Class<?> READER = NativeReadFuzzer.class;

  private final Replayer replayer;
  private final Map<String, byte[]> images;
  private final Map<String, byte[]> texts;
  private final long seconds;

  /**
   * @param replayer what inputs are run in; it is left open
   * @param images valid images, by the ids of their vectors
   * @param texts valid texts, by the ids of their vectors
   * @param seconds that each step may take for one crash
   */
  public Minimiser(
      Replayer replayer, Map<String, byte[]> images, Map<String, byte[]> texts, long seconds) {
    this.replayer = replayer;
    this.images = Map.copyOf(images);
    this.texts = Map.copyOf(texts);
    this.seconds = seconds;
  }

  /** Which way to make inputs small. */
  public enum Way {
    /** By field, and by byte where that leads nowhere. */
    BOTH,
    FIELD,
    BYTES
  }

  /**
   * What became of one crash.
   *
   * @param crash as it is filed now
   * @param before bytes of its input
   * @param tried how many inputs were run
   */
  public record Minimised(Crash crash, int before, int tried) {}

  /** Makes one crash's input small and files it. */
  public Minimised minimise(CrashStore store, Crash crash, byte[] input, Subject target, Way way)
      throws IOException, InterruptedException {
    byte[] image = target.image(input);
    boolean isExplained = target.takesText() || Arrays.equals(image, input);
    byte[] best = input;
    Cause cause = null;
    int tried = 0;
    if (way != Way.BYTES) {
      Oracle oracle = new Oracle(replayer, explainer(target), crash.key(), seconds);
      Minimal minimal =
          target.takesText()
              ? new TextMinimiser(texts, oracle).of(input)
              : new FieldMinimiser(images, oracle).of(image);
      cause = minimal == null ? null : minimal.cause();
      best = minimal != null && isExplained ? minimal.input().bytes() : best;
      tried += oracle.asked();
    }
    if (way == Way.BYTES || (way == Way.BOTH && (cause == null || !isExplained))) {
      Oracle oracle = new Oracle(replayer, target.type(), crash.key(), seconds);
      best = shortened(best, oracle);
      tried += oracle.asked();
    }
    boolean stillFails = new Oracle(replayer, target.type(), crash.key(), seconds).fails(best);
    Crash filed = store.reduce(crash, stillFails ? best : input, cause);
    return new Minimised(filed, input.length, tried + 1);
  }

  /** Cut and made zero until nothing more goes, or time is over. */
  private static byte[] shortened(byte[] input, Oracle oracle)
      throws IOException, InterruptedException {
    byte[] empty = new byte[0];
    if (oracle.fails(empty)) {
      return empty;
    }
    byte[] best = input;
    for (int before = best.length + 1; best.length < before; ) {
      before = best.length;
      List<byte[]> steps =
          Shrinking.of(
              best, version -> !oracle.isSpent() && oracle.fails(version), Integer.MAX_VALUE);
      best = steps.isEmpty() ? best : steps.get(steps.size() - 1);
    }
    return best;
  }

  private static Class<?> explainer(Subject target) {
    return target.takesText() ? target.type() : READER;
  }
}
