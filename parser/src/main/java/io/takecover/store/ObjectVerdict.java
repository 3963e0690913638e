package io.takecover.store;

import io.takecover.rule.Violation;

/**
 * What an object is found to be.
 *
 * @param violation null where it is good
 * @param bytesRead of its content; 0 where it was known, or not worth reading
 */
public record ObjectVerdict(WantedObject object, Violation violation, long bytesRead) {
  public boolean isGood() {
    return violation == null;
  }
}
