package io.takecover.fuzz.triage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * The record of an open crash, {@code crash.json}.
 *
 * @param key name of its folder, see {@link Signature#key()}
 * @param target simple name of the target that found it first
 * @param targetClass its class
 * @param kind how the input fails
 * @param exception class of what is thrown
 * @param claim id of the claim that is broken
 * @param rule what the claim says is wrong
 * @param message what was said with the first input
 * @param frames our own innermost frames, without lines
 * @param severity of it for who trusts the gate
 * @param impact on the gate, in a word
 * @param cwe number of the weakness
 * @param reason of severity and impact, one sentence
 * @param sha256 of the input, in hexadecimal
 * @param bytes size of the input
 * @param count how many inputs are known that fail like this
 * @param firstSeen when, in ISO-8601, UTC
 * @param cause what is wrong with the input; absent where nobody has looked for it, or it was not
 *     found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Crash(
    String key,
    String target,
    String targetClass,
    Failure.Kind kind,
    String exception,
    String claim,
    String rule,
    String message,
    List<String> frames,
    Impact.Severity severity,
    Impact.Kind impact,
    int cwe,
    String reason,
    String sha256,
    int bytes,
    int count,
    String firstSeen,
    Cause cause) {

  static Crash of(
      Class<?> target, Replayer.Result result, String sha256, int bytes, String firstSeen) {
    Failure failure = result.failure();
    Signature signature = failure.signature();
    Impact impact = Impact.of(result, bytes);
    return new Crash(
        signature.key(),
        target.getSimpleName(),
        target.getName(),
        failure.kind(),
        failure.exception(),
        signature.claim(),
        signature.rule(),
        failure.message(),
        signature.frames(),
        impact.severity(),
        impact.kind(),
        impact.cwe(),
        impact.reason(),
        sha256,
        bytes,
        1,
        firstSeen,
        null);
  }

  /** What is wrong with the input, where that is known. */
  public Optional<Cause> knownCause() {
    return Optional.ofNullable(cause);
  }

  /** How it fails, in a line. */
  public String title() {
    String what = claim + ", " + rule;
    return frames.isEmpty() ? what : what + " in " + shortName(frames.get(0));
  }

  private static String shortName(String frame) {
    int method = frame.lastIndexOf('.');
    return frame.substring(frame.lastIndexOf('.', method - 1) + 1);
  }

  /** The crash, with so many inputs. */
  Crash counted(int newCount) {
    return with(sha256, bytes, newCount, cause);
  }

  /** The crash, with another input. */
  Crash with(String newSha256, int newBytes) {
    return with(newSha256, newBytes, count, cause);
  }

  /** The crash, with what is wrong with its input. */
  Crash with(Cause newCause) {
    return with(sha256, bytes, count, newCause);
  }

  private Crash with(String newSha256, int newBytes, int newCount, Cause newCause) {
    return new Crash(
        key,
        target,
        targetClass,
        kind,
        exception,
        claim,
        rule,
        message,
        frames,
        severity,
        impact,
        cwe,
        reason,
        newSha256,
        newBytes,
        newCount,
        firstSeen,
        newCause);
  }
}
