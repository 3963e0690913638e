package io.takecover;

import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.rule.Violation;
import java.util.List;

/** What becomes of composefs-dump(5) text. Offsets are those in the text. */
public sealed interface DumpVerdict {

  /** Steps that it took to read it; see {@link io.takecover.bytes.Budget}. */
  long steps();

  /** What is wrong; nothing where the text is accepted. */
  List<Violation> violations();

  /**
   * A tree that satisfies every rule of trees.
   *
   * @param notes what is worth telling, one for each rule; among them what was tolerated
   */
  record Accepted(Image image, Origins origins, List<Violation> notes, long steps)
      implements DumpVerdict {
    @Override
    public List<Violation> violations() {
      return List.of();
    }
  }

  /**
   * None.
   *
   * @param violations at least one; more where the text can be read and the tree is wrong
   */
  record Rejected(List<Violation> violations, long steps) implements DumpVerdict {

    /** The violation that is reported where there is room for one. */
    public Violation first() {
      return violations.get(0);
    }
  }
}
