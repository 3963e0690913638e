package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Nobody reads the results any more, or there is no room for them; unchecked, for no command can do
 * anything about it.
 */
final class OutputLostException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  OutputLostException(IOException cause) {
    super(cause);
  }

  /** The loss that led to {@code fault}, or null where it was something else. */
  static OutputLostException in(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutputLostException lost) {
        return lost;
      }
    }
    return null;
  }

  /**
   * What to say of it: nothing where the reader went away, as in {@code takecover dump x.img |
   * head}, for that is how it is meant to be.
   */
  Optional<String> sentence() {
    String reason = String.valueOf(getCause().getMessage());
    boolean pipe = reason.toLowerCase(Locale.ROOT).contains("broken pipe");
    return pipe ? Optional.empty() : Optional.of("results cannot be written (" + reason + ")");
  }
}
