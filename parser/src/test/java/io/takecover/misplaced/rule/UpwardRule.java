package io.takecover.misplaced.rule;

import io.takecover.misplaced.bytes.Window;

/** A rule must not know what the bytes look like. */
public final class UpwardRule {
  private final Window window = new Window();

  public Window window() {
    return window;
  }
}
