package io.takecover.fuzz.triage;

/** A fuzz target, as far as triage wants to know it. */
public interface Subject {
  /** The class, which has {@code fuzzerTestOneInput(byte[])}. */
  Class<?> type();

  /** The image that the target makes of an input; the input itself where it takes it as it is. */
  byte[] image(byte[] input);

  /** Whether inputs are composefs-dump(5) text. */
  boolean takesText();
}
