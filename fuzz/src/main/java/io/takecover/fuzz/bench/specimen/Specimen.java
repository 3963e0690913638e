package io.takecover.fuzz.bench.specimen;

import java.util.Set;

/**
 * One reading of one image by a reader in which some checks are missing. A check that does not hold
 * is noted as reached; where it is missing, the specimen goes on with the wrong number, and where
 * it is there, it refuses.
 */
abstract class Specimen {
  static final int STACK = 1024;

  final Memory memory;
  final Sighting sighting = new Sighting();
  private final Set<Check> missing;
  private final Set<Check> reached;

  /**
   * @param reached gets those checks that would have refused, or whose right and wrong numbers
   *     differ
   */
  Specimen(Memory memory, Set<Check> missing, Set<Check> reached) {
    this.memory = memory;
    this.missing = missing;
    this.reached = reached;
  }

  /**
   * Reads all of the image.
   *
   * @throws Refusal where the image is wrong and a check that is there says so
   * @throws Misbehaviour where one that is missing would have
   */
  abstract void read();

  final void require(Check check, boolean holds) {
    if (!holds && !isMissing(check)) {
      throw new Refusal(check.name());
    }
  }

  /** Of what all readers check. */
  final void demand(boolean holds) {
    if (!holds) {
      throw new Refusal("format");
    }
  }

  final long choose(Check check, long right, long wrong) {
    return right != wrong && isMissing(check) ? wrong : right;
  }

  /** Whether a check is missing; asked where to work out the wrong number is itself a read. */
  final boolean isUnchecked(Check check) {
    return missing.contains(check);
  }

  final void descend(Check check, int depth) {
    if (depth > STACK && isMissing(check)) {
      throw new TooDeep(depth);
    }
  }

  private boolean isMissing(Check check) {
    reached.add(check);
    return missing.contains(check);
  }
}
