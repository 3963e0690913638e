package io.takecover.fuzz.triage;

import io.takecover.fuzz.claims.Claim;
import io.takecover.fuzz.claims.ClaimFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * What makes two failures one: the claim that is broken, the rule or exception that shows it, and
 * our own innermost frames. Without line numbers, so that the key of a crash stays when the code
 * around it moves.
 *
 * @param claim id of the claim
 * @param rule what the claim says is wrong, or the class of the exception
 * @param frames {@code class.method}, innermost first
 */
public record Signature(String claim, String rule, List<String> frames) {
  /** Rule of an input that does not come to an end. */
  static final String TIMEOUT = "timeout";

  private static final int FRAMES = 5;
  private static final int KEY_BYTES = 6;
  private static final int REPEATED = 3;
  private static final String OURS = "io.takecover.";
  private static final List<String> MACHINERY =
      List.of(
          "io.takecover.fuzz.triage.", "io.takecover.fuzz.campaign.", "io.takecover.fuzz.targets.");

  /** Of what a target threw. */
  public static Signature of(Throwable thrown) {
    if (thrown instanceof ClaimFailure failure) {
      return new Signature(failure.claim().id(), failure.rule(), innermost(thrown.getStackTrace()));
    }
    String claim = Claim.ONLY_REFUSES.id();
    String rule = thrown.getClass().getSimpleName();
    if (thrown instanceof StackOverflowError) {
      return new Signature(claim, rule, repeated(thrown.getStackTrace()));
    }
    return new Signature(claim, rule, innermost(thrown.getStackTrace()));
  }

  /**
   * Of an input that was still running. Where the innermost frames stood is chance, so the
   * outermost ones count.
   */
  static Signature ofHang(StackTraceElement[] stack) {
    List<String> frames = ours(stack);
    int from = Math.max(0, frames.size() - FRAMES + 1);
    return new Signature(Claim.LINEAR_WORK.id(), TIMEOUT, frames.subList(from, frames.size()));
  }

  /** Twelve hexadecimal digits that name the crash. */
  public String key() {
    String text = claim + '\n' + rule + '\n' + String.join("\n", frames);
    byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has SHA-256", e);
    }
  }

  private static List<String> innermost(StackTraceElement[] stack) {
    List<String> frames = ours(stack);
    return List.copyOf(frames.subList(0, Math.min(FRAMES, frames.size())));
  }

  /** The cycle of a recursion, in an order that does not depend on where the stack ran out. */
  private static List<String> repeated(StackTraceElement[] stack) {
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
      if (!again && name.startsWith(OURS) && MACHINERY.stream().noneMatch(name::startsWith)) {
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
