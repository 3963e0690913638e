package io.takecover.misplaced.bytes;

import io.takecover.misplaced.rule.UpwardRule;

/** Allowed to see a rule, but that one looks back. */
public final class Window {
  public boolean isSeenBy(UpwardRule rule) {
    return rule.window() == this;
  }
}
