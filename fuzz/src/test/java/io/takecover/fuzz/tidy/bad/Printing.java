package io.takecover.fuzz.tidy.bad;

/** Three ways to talk past the caller. */
@SuppressWarnings("all")
public final class Printing {
  void print(Exception e) {
    System.out.println(e);
    System.err.println(e);
    e.printStackTrace();
  }
}
