package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Nobody reads the results any more, or there is no room for them; unchecked, for no command can do
 * anything about it.
 */
final class OutputLostException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  OutputLostException(IOException cause) {
    super(cause);
  }
}
