package io.takecover;

import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.rule.Violation;
import java.util.List;

/** What the gate says of an image. */
public sealed interface Verdict {

  Format format();

  /** Steps that it took to say so; see {@link io.takecover.bytes.Budget}. */
  long steps();

  /**
   * The image is inside the profile.
   *
   * @param version of the format, as the image states it
   * @param canonical whether our writer makes the same bytes of the tree
   * @param notes what is worth telling, one for each rule; where {@code canonical} is false, the
   *     first difference is among them
   */
  record Accepted(
      Format format,
      long version,
      Image image,
      Origins origins,
      boolean canonical,
      List<Violation> notes,
      long steps)
      implements Verdict {}

  /**
   * The image is not.
   *
   * @param violations at least one; more where the tree decodes and is wrong in several places
   */
  record Rejected(Format format, List<Violation> violations, long steps) implements Verdict {

    /** The violation that is reported where there is room for one. */
    public Violation first() {
      return violations.get(0);
    }
  }
}
