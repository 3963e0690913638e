package io.takecover.fuzz.triage;

import java.util.List;

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
 * @param sha256 of the input, in hexadecimal
 * @param bytes size of the input
 * @param count how many inputs were found that fail like this
 */
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
    String sha256,
    int bytes,
    int count) {

  static Crash of(String key, Class<?> target, Failure failure, String sha256, int bytes) {
    Signature signature = failure.signature();
    return new Crash(
        key,
        target.getSimpleName(),
        target.getName(),
        failure.kind(),
        failure.exception(),
        signature.claim(),
        signature.rule(),
        failure.message(),
        signature.frames(),
        sha256,
        bytes,
        1);
  }

  /** The crash, found once more. */
  Crash again() {
    return with(sha256, bytes, count + 1);
  }

  /** The crash, with another input. */
  Crash with(String newSha256, int newBytes) {
    return with(newSha256, newBytes, count);
  }

  private Crash with(String newSha256, int newBytes, int newCount) {
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
        newSha256,
        newBytes,
        newCount);
  }
}
