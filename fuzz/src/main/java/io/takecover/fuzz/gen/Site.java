package io.takecover.fuzz.gen;

/**
 * A place in one image.
 *
 * @param offset absolute, in bytes
 * @param length bytes
 * @param value the number that stands there, as unsigned bits; for a run of bytes, its length
 */
public record Site(Place place, long offset, long length, long value) {

  /** One line: place, value and offset. */
  @Override
  public String toString() {
    return place instanceof Place.Cell number
        ? place + "=" + Numbers.format(number, value)
        : place + ": " + length + " bytes";
  }
}
