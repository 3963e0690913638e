package io.takecover.fuzz.gen;

/**
 * An edit that cannot be read, or that does not fit the image. The message is for the person who
 * typed it.
 */
public final class EditException extends Exception {
  private static final long serialVersionUID = 1L;

  public EditException(String message) {
    super(message);
  }
}
