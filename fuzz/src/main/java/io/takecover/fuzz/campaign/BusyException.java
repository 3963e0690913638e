package io.takecover.fuzz.campaign;

import java.io.IOException;

/** Another campaign is at work in the same place. */
public final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
