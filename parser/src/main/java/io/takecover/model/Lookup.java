package io.takecover.model;

import io.takecover.bytes.ByteView;

/** Finds entries by name, by bisection: the names of each directory must ascend. */
public final class Lookup {
  private Lookup() {}

  /** The entry of that name in a directory, or -1. */
  public static int entry(Image image, int directory, ByteView name) {
    return entry(image, directory, name, 0, name.size());
  }

  /** The entry whose name is {@code length} bytes at {@code at} of {@code bytes}, or -1. */
  public static int entry(Image image, int directory, ByteView bytes, long at, long length) {
    int low = image.firstEntry(directory);
    int high = low + image.entryCount(directory) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          image.bytes().compare(image.nameAt(middle), image.nameLength(middle), bytes, at, length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * The inode at the end of a path, or -1. Slashes separate names, any number of them; "." and ".."
   * are names like any other, so they are not found; symlinks are not followed.
   */
  public static int path(Image image, byte[] path) {
    ByteView bytes = ByteView.of(path);
    int inode = Image.ROOT;
    long from = 0;
    while (from < bytes.size()) {
      long to = bytes.indexOf('/', from, bytes.size());
      if (to > from) {
        int entry =
            image.type(inode) == FileType.DIRECTORY
                ? entry(image, inode, bytes, from, to - from)
                : -1;
        if (entry < 0) {
          return -1;
        }
        inode = image.target(entry);
      }
      from = to + 1;
    }
    return inode;
  }
}
