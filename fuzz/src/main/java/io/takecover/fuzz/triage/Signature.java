package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import io.takecover.fuzz.corpus.Sums;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What makes two failures one: the claim that is broken, the rule or exception that shows it, and
 * our own innermost frames. Without line numbers, so that the key of a crash stays when the code
 * around it moves; and without the frames of whoever asked, so that it is one crash whichever
 * target or claim met it.
 *
 * @param claim id of the claim
 * @param rule what the claim says is wrong, or the class of the exception
 * @param frames {@code class.method}, innermost first
 */
public record Signature(String claim, String rule, List<String> frames) {
  /** Rule of an input that does not come to an end. */
  static final String TIMEOUT = "timeout";

  private static final int FRAMES = 5;
  private static final int KEY_DIGITS = 12;
  private static final int REPEATED = 3;
  private static final String OURS = "io.takecover.";
  private static final String HARNESS = "io.takecover.fuzz.";

  /** Every input comes through these; where it failed they do not say. */
  private static final List<String> MACHINERY =
      List.of(
          "io.takecover.Composefs.",
          "io.takecover.fuzz.triage.",
          "io.takecover.fuzz.campaign.",
          "io.takecover.fuzz.targets.",
          "io.takecover.fuzz.claims.Claim.",
          "io.takecover.fuzz.claims.Claims.",
          "io.takecover.fuzz.claims.Trial.");

  /** Of what a target threw. */
  public static Signature of(Throwable thrown) {
    List<String> frames = frames(thrown.getStackTrace());
    if (thrown instanceof ClaimFailure failure) {
      return new Signature(failure.claim().id(), failure.rule(), frames);
    }
    String claim = Claim.ONLY_REFUSES.id();
    String rule = thrown.getClass().getSimpleName();
    if (thrown instanceof StackOverflowError) {
      return new Signature(claim, rule, repeated(thrown.getStackTrace()));
    }
    return new Signature(claim, rule, frames);
  }

  /**
   * Of an input that was still running. Where the innermost frames stood is chance, so those count
   * that were there each time somebody looked.
   *
   * @param samples stacks of the same thread, one after the other; at least one
   */
  static Signature ofHang(List<StackTraceElement[]> samples) {
    List<String> common = outermostFirst(samples.get(0));
    for (StackTraceElement[] sample : samples) {
      List<String> other = outermostFirst(sample);
      int same = 0;
      while (same < Math.min(common.size(), other.size())
          && common.get(same).equals(other.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    List<String> innermostFirst = new ArrayList<>(common);
    Collections.reverse(innermostFirst);
    return new Signature(Claim.LINEAR_WORK.id(), TIMEOUT, innermost(innermostFirst));
  }

  /**
   * Of a stack trace as text, whatever build printed it.
   *
   * @return null where the text is no stack trace of ours
   */
  static Signature ofText(String trace) {
    return StackText.signature(trace);
  }

  /** Twelve hexadecimal digits that name the crash. */
  public String key() {
    String text = claim + '\n' + rule + '\n' + String.join("\n", frames);
    return Sums.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
  }

  /** The frames that count, of a stack whose innermost frame comes first. */
  static List<String> frames(StackTraceElement[] stack) {
    return innermost(ours(stack));
  }

  private static List<String> outermostFirst(StackTraceElement[] stack) {
    List<String> frames = ours(stack);
    Collections.reverse(frames);
    return frames;
  }

  /** Of the library only, where it is the library that failed; else those of the harness. */
  private static List<String> innermost(List<String> frames) {
    int end = 0;
    boolean isOfLibrary = !frames.isEmpty() && !frames.get(0).startsWith(HARNESS);
    while (end < Math.min(FRAMES, frames.size())
        && (!isOfLibrary || !frames.get(end).startsWith(HARNESS))) {
      end++;
    }
    return List.copyOf(frames.subList(0, end));
  }

  /** The cycle of a recursion, in an order that does not depend on where the stack ran out. */
  static List<String> repeated(StackTraceElement[] stack) {
    List<String> all = Arrays.stream(stack).map(Signature::name).toList();
    TreeSet<String> cycle = new TreeSet<>();
    for (String frame : all) {
      if (frame.startsWith(OURS) && Collections.frequency(all, frame) >= REPEATED) {
        cycle.add(frame);
      }
    }
    return List.copyOf(cycle);
  }

  private static List<String> ours(StackTraceElement[] stack) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : stack) {
      String name = name(frame);
      boolean again = !frames.isEmpty() && frames.get(frames.size() - 1).equals(name);
      // The class of a lambda has another name each time; one sees it in another thread's stack.
      if (!again
          && !name.contains("$$Lambda")
          && name.startsWith(OURS)
          && MACHINERY.stream().noneMatch(name::startsWith)) {
        frames.add(name);
      }
    }
    return frames;
  }

  /** Class and method; the running numbers of lambdas are dropped, as they move like lines do. */
  private static String name(StackTraceElement frame) {
    return frame.getClassName()
        + '.'
        + frame.getMethodName().replaceAll("^(lambda\\$.*)\\$\\d+$", "$1");
  }
}
