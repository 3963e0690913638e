package io.takecover.erofs;

import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/** What the format asks of a tree that is to be stored, over what it asks of every tree. */
final class Demand {
  private Demand() {}

  /**
   * Refuses the tree unless {@code holds}.
   *
   * @param part the part of the tree that is at fault
   * @param found its value
   */
  static void require(boolean holds, Rule rule, Part part, long found) throws RejectedException {
    if (!holds) {
      throw new RejectedException(
          new Violation(rule, Violation.NOWHERE, Origins.NONE.path(part), found));
    }
  }
}
