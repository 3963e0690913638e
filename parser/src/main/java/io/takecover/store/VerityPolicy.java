package io.takecover.store;

/** What a missing digest means; named as overlayfs' mount option {@code verity} (V-013). */
public enum VerityPolicy {
  /** Refused. */
  REQUIRE,
  /** Let be; a digest that is stated must be right. */
  ON,
  /** Digests are not looked at, only sizes. */
  OFF
}
