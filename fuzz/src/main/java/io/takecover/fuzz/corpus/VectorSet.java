package io.takecover.fuzz.corpus;

import io.takecover.rule.Profile;
import io.takecover.rule.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The vectors of one image: the strict one always, that of another profile where its verdict is
 * another, and that of the profile for which the image is made. What the parser says is computed;
 * what a person or another tool said is taken over.
 */
final class VectorSet {
  private VectorSet() {}

  /**
   * @param id of the strict vector
   * @param form of the recipe that the image comes from
   * @param known vectors whose claims and observations are kept, by id
   */
  static List<TestVector> of(
      String id,
      Recipe.Form form,
      byte[] image,
      String note,
      TestVector.Source source,
      Map<String, TestVector> known) {
    List<TestVector> vectors = new ArrayList<>();
    Judgement strict = Judgement.of(image, Profile.STRICT);
    vectors.add(vector(id, image, note, source, strict, known.get(id)));
    for (Profile profile : Profile.values()) {
      Judgement other = Judgement.of(image, profile);
      if (isTold(profile, form, other.isAccepted(), strict.isAccepted())) {
        String otherId = id + "@" + ProfileName.of(profile);
        vectors.add(vector(otherId, image, note, source, other, known.get(otherId)));
      }
    }
    return vectors;
  }

  private static boolean isTold(
      Profile profile, Recipe.Form form, boolean accepts, boolean strictAccepts) {
    return switch (profile) {
      case STRICT -> false;
      case CANONICAL, LENIENT_V3 -> accepts != strictAccepts;
      // They refuse all images but those of their own kind.
      case USERXATTR, RS_V2 -> (accepts && !strictAccepts) || profile == form.profile();
    };
  }

  private static TestVector vector(
      String id,
      byte[] image,
      String note,
      TestVector.Source source,
      Judgement judgement,
      TestVector known) {
    Violation violation = judgement.violation();
    return new TestVector(
        id,
        fileOf(id),
        Sums.sha256(image),
        id.substring(0, id.indexOf('/')),
        ProfileName.of(judgement.profile()),
        judgement.expect(),
        judgement.canonical(),
        violation == null ? null : violation.rule().id(),
        violation == null ? null : violation.offset(),
        violation == null ? null : violation.field(),
        note,
        known == null ? List.of() : known.claims(),
        source,
        known == null ? Map.of() : known.seen());
  }

  /** The image of a vector, relative to the corpus. */
  static String fileOf(String id) {
    int at = id.indexOf('@');
    return (at < 0 ? id : id.substring(0, at)) + Corpus.SUFFIX;
  }
}
