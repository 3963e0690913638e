package io.takecover.fuzz.bench;

import io.takecover.fuzz.gen.Blob;

/**
 * An input of the corpus that is for the check of one rule.
 *
 * @param id of it in the corpus
 * @param kind what it is read as
 * @param under the profile of an image, or the target that takes an input; of no meaning otherwise
 */
record RuleInput(String id, Kind kind, String under, Blob bytes) {
  /** What an input is read as. */
  enum Kind {
    IMAGE,
    TEXT,
    SIGNATURE,
    INPUT
  }
}
