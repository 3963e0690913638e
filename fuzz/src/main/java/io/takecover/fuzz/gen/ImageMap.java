package io.takecover.fuzz.gen;

import io.takecover.Format;
import io.takecover.bytes.Field;

/**
 * Where the structures of one image stand, as far as its bytes can be followed. Nothing is
 * believed: counts are cut to what the bytes can hold, and what lies outside is not there. So a
 * broken image can be edited too.
 */
interface ImageMap {

  /** The map of an image, which must not change while it is used. */
  static ImageMap of(Format format, byte[] image) {
    return switch (format) {
      case NATIVE -> new NativeMap(image);
      case EROFS -> new ErofsMap(image);
    };
  }

  /** Lists the structures and runs: the superblock, then each inode with what belongs to it. */
  void list(Parts parts);

  /** The structure that a number is in, or the run that a place is. */
  Part find(Place place) throws EditException;

  /** The number in a field of the structure at {@code at}. */
  long get(Field field, long at);

  /** Refuses an index that is not below {@code count}. */
  static void index(Place place, String what, int index, int count) throws EditException {
    if (index < 0 || index >= count) {
      String range = count == 0 ? "there is none" : "they are numbered 0 to " + (count - 1);
      throw new EditException(place + ": no " + what + " " + index + " in this image, " + range);
    }
  }
}
