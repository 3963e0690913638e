package io.takecover.store;

import io.takecover.rule.Violation;

/**
 * What an object is found to be.
 *
 * @param violation null where it is good
 * @param bytesRead of its content; 0 where it was known, or not worth reading
 */
public record ObjectVerdict(WantedObject object, Violation violation, long bytesRead) {
  /** What is found of an object of which files state different things (O-010). */
  public static ObjectVerdict disputed(WantedObject object) {
    Violation violation =
        new Violation(StoreRule.STATEMENTS, Violation.NOWHERE, "object.size", object.size());
    return new ObjectVerdict(object, violation, 0);
  }

  public boolean isGood() {
    return violation == null;
  }
}
