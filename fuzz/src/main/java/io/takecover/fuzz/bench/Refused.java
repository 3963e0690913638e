package io.takecover.fuzz.bench;

import io.takecover.fuzz.gen.Blob;
import io.takecover.rule.Profile;

/**
 * A malformed input of the corpus.
 *
 * @param id of it in the corpus
 * @param kind what it is read as
 * @param profile of an image; of no meaning otherwise
 */
record Refused(String id, Kind kind, Profile profile, Blob bytes) {
  /** What an input is read as. */
  enum Kind {
    IMAGE,
    TEXT,
    SIGNATURE
  }
}
