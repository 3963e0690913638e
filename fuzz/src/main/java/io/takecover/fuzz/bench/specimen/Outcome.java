package io.takecover.fuzz.bench.specimen;

/**
 * How a reading ended.
 *
 * @param sum number of the tree that was seen; 0 where none was
 * @param reads how many reads it took
 */
public record Outcome(End end, long sum, long reads) {
  /** Ways to end. */
  public enum End {
    TREE,
    REFUSED,
    OUT_OF_BOUNDS,
    ENDLESS,
    TOO_DEEP,
    /** Memory that it took was not given back. */
    LEAK
  }

  /** Whether a reader in C would have done harm. */
  public boolean isHarm() {
    return end != End.TREE && end != End.REFUSED;
  }

  /** Whether two readings say the same of an image. */
  boolean agrees(Outcome other) {
    return end == other.end && sum == other.sum;
  }
}
