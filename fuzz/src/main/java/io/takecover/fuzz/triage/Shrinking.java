package io.takecover.fuzz.triage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one input small: leaves out pieces, large ones first, and then makes pieces zero, as long
 * as it still does what it is there for. It ends after a given number of trials, whatever the
 * input.
 */
public final class Shrinking {
  private final Trial trial;
  private final int mostTrials;
  private final List<byte[]> steps = new ArrayList<>();
  private byte[] best;
  private int trials;

  /** Runs a version of the input. */
  public interface Trial {
    /** Whether it still does what the input is there for. */
    boolean holds(byte[] version) throws IOException, InterruptedException;
  }

  private Shrinking(byte[] input, Trial trial, int mostTrials) {
    this.best = input;
    this.trial = trial;
    this.mostTrials = mostTrials;
  }

  /** Ever simpler versions of the input, in the order in which they were found; maybe none. */
  public static List<byte[]> of(byte[] input, Trial trial, int mostTrials)
      throws IOException, InterruptedException {
    Shrinking shrinking = new Shrinking(input, trial, mostTrials);
    shrinking.pass(shrinking::without);
    shrinking.pass(shrinking::zeroed);
    return shrinking.steps;
  }

  /** Another version: null where it would be the same. */
  private interface Change {
    byte[] of(int from, int to);
  }

  /** From the end to the start, for what stands behind is often found through what is before. */
  private void pass(Change change) throws IOException, InterruptedException {
    for (int length = best.length; length > 0; length /= 2) {
      for (int to = best.length; to > 0; to -= length) {
        if (trials >= mostTrials) {
          return;
        }
        int end = Math.min(to, best.length);
        byte[] version = change.of(Math.max(0, end - length), end);
        if (version != null) {
          trials++;
          if (trial.holds(version)) {
            best = version;
            steps.add(version);
          }
        }
      }
    }
  }

  private byte[] without(int from, int to) {
    // A fuzzer tries the empty input by itself, and keeps no empty file.
    if (from == to || to - from == best.length) {
      return null;
    }
    byte[] version = Arrays.copyOf(best, best.length - (to - from));
    System.arraycopy(best, to, version, from, best.length - to);
    return version;
  }

  private byte[] zeroed(int from, int to) {
    byte[] version = best.clone();
    Arrays.fill(version, from, to, (byte) 0);
    return Arrays.equals(version, best) ? null : version;
  }
}
