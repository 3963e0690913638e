package io.takecover.fuzz.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What was compared once at a line, and which bytes it was about.
 *
 * @param left the one operand, as a person writes numbers: {@code 0x1f}
 * @param right the other; null where the line only asks for null, or whether two objects are one
 * @param bytes those read that hold an operand; else those that the method read before it compared,
 *     or the last that were read at all; empty where nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Comparison(String left, String right, List<ReadBytes> bytes) {

  /** How bytes are known to belong to a comparison. */
  enum How {
    /** The method read them, and their number is an operand. */
    OPERAND,
    /** They were read before the method began, and their number is an operand above 255. */
    EARLIER,
    /** The method read them before it compared; none of them is an operand as it stands. */
    READ,
    /** The method reads none; these are the last that were read at all before it compared. */
    LAST
  }

  /**
   * Bytes that the parser read.
   *
   * @param of {@code input}; {@code image}, which the target made of the input; or {@code other},
   *     bytes that came to be on the way
   * @param offset absolute in those
   * @param field what stands there, in the words of {@code inject}; null where they are no image
   * @param value in hexadecimal: a number after 0x, or the bytes
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReadBytes(String of, long offset, long length, String field, String value, How how) {}

  Comparison {
    bytes = List.copyOf(bytes);
  }
}
