package io.takecover.fuzz.tidy.bad;

/** Two ways to lose the upper half of a number. */
@SuppressWarnings("all")
public final class Narrowing {
  int cast(long value) {
    return (int) value;
  }

  int boxed(Long value) {
    return value.intValue();
  }
}
