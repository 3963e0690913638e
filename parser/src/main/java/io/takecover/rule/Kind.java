package io.takecover.rule;

/** What breaking a rule means for the image. */
public enum Kind {
  /** The bytes cannot be decoded: a count, an offset or a length does not fit. */
  MALFORMED,
  /** A version or feature that this reader does not know, or does not want to. */
  UNSUPPORTED,
  /** The bytes decode, to something that no writer may say. */
  INVALID,
  /** One tree, another encoding: reported, and refused only by {@link Profile#CANONICAL}. */
  NONCANONICAL,
  /** Legal, but larger, deeper or more costly than the caller allows. */
  LIMIT,
  /** The content is not the content that was promised: a digest, a size, a signature. */
  MISMATCH,
  /** Worth telling an operator; never a reason to refuse. */
  NOTE
}
