package io.takecover.fuzz.corpus;

import io.takecover.rule.Profile;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.io.IOException;

/** The rule that a vector names: an id may belong to several, so the parser is asked which. */
final class RuleOfVector {
  private RuleOfVector() {}

  /**
   * Of a refused image.
   *
   * @throws CorpusException where the parser says otherwise than the vector
   */
  static Rule of(Corpus corpus, TestVector vector) throws IOException, CorpusException {
    Profile profile =
        ProfileName.find(vector.profile())
            .orElseThrow(
                () -> new CorpusException(vector.id() + ": there is no " + vector.profile()));
    Violation violation = Judgement.of(corpus.read(vector), profile).violation();
    if (violation == null || !violation.rule().id().equals(vector.rule())) {
      throw new CorpusException(
          vector.id() + ": the parser does not say " + vector.rule() + "; see corpus check");
    }
    return violation.rule();
  }
}
