package io.takecover.fuzz.triage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of one reproducer.
 *
 * @param file as it was given
 * @param sha256 of its bytes; absent where they could not be read
 * @param outcome what was done with it
 * @param key of its crash; absent where it fails nowhere
 * @param target first target, in the order of the list, that it fails in
 * @param also other targets that it fails in
 * @param reason one sentence
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(
    String file,
    String sha256,
    Outcome outcome,
    String key,
    String target,
    List<String> also,
    String reason) {

  /** What was done with a reproducer. */
  public enum Outcome {
    /** It is the first of its crash. */
    NEW,
    /** It joins a crash that is known. */
    JOINED,
    /** It fails in no target. */
    PASSES,
    /** It failed, and not again. */
    FLAKY,
    /** It was not looked at. */
    SKIPPED
  }

  public Finding {
    also = also == null ? List.of() : List.copyOf(also);
  }

  /** Whether it is a reproducer of a crash. */
  @JsonIgnore
  public boolean isKept() {
    return outcome == Outcome.NEW || outcome == Outcome.JOINED;
  }
}
