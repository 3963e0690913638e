package io.takecover.fuzz.gen;

import io.takecover.fuzz.gen.Place.Content;
import java.util.Arrays;

/**
 * A list of the structures and runs of one image. It takes no more of them than its limit, however
 * often an image refers to the same bytes.
 */
final class Parts {
  private static final int ROOM = 64;

  private final int limit;
  private Shape[] shape = new Shape[ROOM];
  private Content[] content = new Content[ROOM];
  private int[] inode = new int[ROOM];
  private int[] entry = new int[ROOM];
  private int[] at = new int[ROOM];
  private int[] length = new int[ROOM];
  private int count;

  Parts(int limit) {
    this.limit = limit;
  }

  /** Whether no more is taken. */
  boolean isFull() {
    return count >= limit;
  }

  int count() {
    return count;
  }

  void add(Part part) {
    if (isFull()) {
      return;
    }
    if (count == shape.length) {
      shape = Arrays.copyOf(shape, 2 * count);
      content = Arrays.copyOf(content, 2 * count);
      inode = Arrays.copyOf(inode, 2 * count);
      entry = Arrays.copyOf(entry, 2 * count);
      at = Arrays.copyOf(at, 2 * count);
      length = Arrays.copyOf(length, 2 * count);
    }
    shape[count] = part.shape();
    content[count] = part.content();
    inode[count] = part.inode();
    entry[count] = part.entry();
    at[count] = Math.toIntExact(part.at());
    length[count] = Math.toIntExact(part.length());
    count++;
  }

  Part get(int index) {
    return new Part(
        shape[index], content[index], inode[index], entry[index], at[index], length[index]);
  }
}
