package io.takecover.rule;

/**
 * One broken rule, at one place.
 *
 * @param rule what does not hold
 * @param offset absolute byte offset in the image of the field that shows it, or {@link #NOWHERE}
 *     where the tree did not come from an image
 * @param field path of that field in the format's own names, for example {@code dir.n_dirents}
 * @param found the value found there, as unsigned bits; what it counts depends on the field
 */
public record Violation(Rule rule, long offset, String field, long found) {

  /** The offset of a violation in a tree that was never an image. */
  public static final long NOWHERE = -1;

  /** The value found, as people compare it with a hex dump: {@code 0x1f}. */
  public String foundHex() {
    return "0x" + Long.toHexString(found);
  }

  /** One line: {@code N-041 (dir.n_dirents = 0x0): a directory chunk ...}. */
  @Override
  public String toString() {
    return rule.id() + " (" + field + " = " + foundHex() + "): " + rule.title();
  }
}
