package io.takecover.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader or verifier collects as it goes on: violations, up to a cap, and notes, each rule
 * once. The profile decides which a breach becomes.
 */
public final class Findings {
  private final Profile profile;
  private final int cap;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> notes = new ArrayList<>();
  private Violation deferred;

  /**
   * @param cap how many violations to keep; later ones are dropped, never the first ones
   */
  public Findings(Profile profile, int cap) {
    this.profile = profile;
    this.cap = cap;
  }

  /** Records a breach that does not stop the walk. */
  public void add(Violation violation) {
    if (!profile.refuses(violation.rule())) {
      note(violation);
    } else if (!isFull()) {
      violations.add(violation);
    }
  }

  /** Refuses at once, or notes the breach where the profile tolerates it. */
  public void refuse(Violation violation) throws RejectedException {
    if (profile.refuses(violation.rule())) {
      throw new RejectedException(violation);
    }
    note(violation);
  }

  /**
   * Keeps a breach back until {@link #settle}: one that shows only that no writer laid the image
   * out, and that a fault of the tree would explain better. The first is kept.
   */
  public void defer(Violation violation) {
    if (!profile.refuses(violation.rule())) {
      note(violation);
    } else if (deferred == null) {
      deferred = violation;
    }
  }

  /** Records what was kept back, unless something else refuses the image already. */
  public void settle() {
    if (violations.isEmpty() && deferred != null) {
      violations.add(deferred);
    }
  }

  /**
   * Records something worth telling, whatever the kind of its rule: the first place of each rule is
   * kept.
   */
  public void note(Violation violation) {
    for (Violation known : notes) {
      if (known.rule() == violation.rule()) {
        return;
      }
    }
    notes.add(violation);
  }

  /** Whether a note says that our writer would write other bytes. */
  public boolean isNoncanonical() {
    return notes.stream().anyMatch(note -> note.rule().kind() == Kind.NONCANONICAL);
  }

  /** Whether a breach of {@code rule} would be kept, so that it is worth saying where it is. */
  public boolean wants(Rule rule) {
    if (profile.refuses(rule)) {
      return !isFull();
    }
    for (Violation known : notes) {
      if (known.rule() == rule) {
        return false;
      }
    }
    return true;
  }

  /** Whether anything refuses the image so far; what is kept back does not count. */
  public boolean isRefusing() {
    return !violations.isEmpty();
  }

  /** No further violation would be kept, so a walk may stop. */
  public boolean isFull() {
    return violations.size() >= cap;
  }

  public Profile profile() {
    return profile;
  }

  /** What refuses the image, in the order found. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** What does not refuse it: the first place of each rule. */
  public List<Violation> notes() {
    return List.copyOf(notes);
  }
}
