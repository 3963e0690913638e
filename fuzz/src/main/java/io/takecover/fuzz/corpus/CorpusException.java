package io.takecover.fuzz.corpus;

/**
 * A corpus that cannot be read, or a vector that must not be added. The message is for a person.
 */
public final class CorpusException extends Exception {
  private static final long serialVersionUID = 1L;

  public CorpusException(String message) {
    super(message);
  }
}
