package io.takecover.fuzz.inspect;

import java.util.List;

/**
 * Bytes of an image that belong together.
 *
 * @param offset absolute, in bytes
 * @param length bytes, at least one
 * @param owner the place that the bytes are, or part of which they are; null where there is none
 * @param field the field of the owner in the format's names; null where it has none
 * @param also other places that own the bytes too; the first of them only
 * @param alsoCount how many those are in all
 * @param value numbers in hexadecimal after 0x, other bytes as digits; long ones are cut
 * @param reading what the value says, escaped
 */
public record ByteRange(
    long offset,
    long length,
    RangeKind kind,
    String owner,
    String field,
    List<String> also,
    int alsoCount,
    String value,
    String reading) {

  /** The owner, and the others, in one text. */
  public String owners() {
    if (owner == null) {
      return "-";
    }
    if (also.isEmpty()) {
      return owner;
    }
    int more = alsoCount - also.size();
    return owner + ", also " + String.join(", ", also) + (more > 0 ? " and " + more + " more" : "");
  }
}
