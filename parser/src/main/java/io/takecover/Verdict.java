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

  /** Whether our writer makes the same bytes of the tree. */
  enum Comparison {
    SAME,
    /** The first difference is among the notes. */
    DIFFERENT,
    /** Nobody asked, or the writer does not write the images of this profile. */
    NOT_MADE
  }

  /**
   * The image is inside the profile.
   *
   * @param version of the format, as the image states it
   * @param notes what is worth telling, one for each rule
   */
  record Accepted(
      Format format,
      long version,
      Image image,
      Origins origins,
      Comparison comparison,
      List<Violation> notes,
      long steps)
      implements Verdict {

    /** Whether our writer is known to make the same bytes of the tree. */
    public boolean canonical() {
      return comparison == Comparison.SAME;
    }
  }

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
