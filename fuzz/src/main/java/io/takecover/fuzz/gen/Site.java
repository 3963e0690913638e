package io.takecover.fuzz.gen;

import io.takecover.bytes.Field;

/**
 * A place in one image.
 *
 * @param field how the number is stored; null for a run of bytes
 * @param offset absolute, in bytes
 * @param length bytes
 * @param value the number that stands there, as unsigned bits; for a run of bytes, its length
 */
public record Site(Place place, Field field, long offset, long length, long value) {

  /** One line: place, value and offset. */
  @Override
  public String toString() {
    return place instanceof Place.Cell
        ? place + "=" + Numbers.format(field, value)
        : place + ": " + length + " bytes";
  }
}
