package io.takecover.fuzz.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Something that was said in public, and what is held here in its place.
 *
 * @param id stable: {@code C-07}
 * @param said in one sentence of ours
 * @param who said it
 * @param when ISO 8601, or a range
 * @param source message id, commit or document
 * @param held a sentence that can be tried; the verdict is about this one
 * @param stands what tries it: a claim of the harness, rules, a class
 * @param command that makes the evidence again
 * @param evidence {@code FILE#KEY}: all of these must be there for a verdict
 */
record PublicClaim(
    String id,
    String said,
    String who,
    String when,
    String source,
    String held,
    String stands,
    String command,
    List<String> evidence) {
  private static final String CATALOGUE = "claims.json";

  /** The catalogue, by id. */
  static List<PublicClaim> catalogue() throws IOException {
    try (InputStream in = PublicClaim.class.getResourceAsStream(CATALOGUE)) {
      return List.of(new ObjectMapper().readValue(in, PublicClaim[].class));
    }
  }
}
