package io.takecover.fuzz.corpus;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.rule.Profile;
import io.takecover.rule.Violation;

/**
 * What the parser says of an image under one profile, as far as a vector records it.
 *
 * @param profile it was judged by
 * @param verdict the whole of it
 */
public record Judgement(Profile profile, Verdict verdict) {

  /** Judges an image under the default limits. */
  public static Judgement of(byte[] image, Profile profile) {
    return new Judgement(profile, Composefs.inspect(image, Limits.DEFAULT, profile));
  }

  public boolean isAccepted() {
    return verdict instanceof Verdict.Accepted;
  }

  /** Of an accepted image; null otherwise. */
  Boolean canonical() {
    return verdict instanceof Verdict.Accepted accepted ? accepted.canonical() : null;
  }

  /** The first violation; null when there is none. */
  public Violation violation() {
    return verdict instanceof Verdict.Rejected rejected ? rejected.first() : null;
  }

  String expect() {
    return isAccepted() ? TestVector.ACCEPT : TestVector.REJECT;
  }

  /** One phrase for a report. */
  @Override
  public String toString() {
    if (isAccepted()) {
      return "accept, " + (canonical() ? "canonical" : "not canonical");
    }
    Violation first = violation();
    return "reject, " + first.rule().id() + " at " + first.offset() + " (" + first.field() + ")";
  }
}
