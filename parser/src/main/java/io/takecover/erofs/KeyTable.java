package io.takecover.erofs;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * Puts the full names of xattrs together, from prefix and rest, as they are in the tree: without
 * the level of escaping that keeps an xattr of overlayfs from taking effect. A shared xattr's name
 * is put together once, and an inline one's mostly, so that the names take no more room than the
 * image.
 */
final class KeyTable {
  /** What an escaped name has before what it would have without escaping. */
  static final ByteView ESCAPE = XattrEntry.bytes("overlay.");

  private static final int CACHE_SIZE = 1024;
  private static final int NONE = -1;

  private final ByteView image;
  private final XattrEntry entry;
  private final SharedXattrs shared;
  private final Copies copies;
  private final int[] ofShared;
  private final int[] cachedAt = new int[CACHE_SIZE];
  private final int[] cachedLength = new int[CACHE_SIZE];
  private ByteView written;

  KeyTable(ByteView image, XattrEntry entry, SharedXattrs shared, Copies copies) {
    this.image = image;
    this.entry = entry;
    this.shared = shared;
    this.copies = copies;
    written = copies.view();
    ofShared = new int[shared.count()];
    Arrays.fill(ofShared, NONE);
  }

  /** Bytes of the full name of the xattr at an offset. */
  long length(long at, boolean escaped) {
    return entry.keyLength(at) - (escaped ? ESCAPE.size() : 0);
  }

  /** Position in the copies of the full name of the xattr at an offset. */
  long position(long at, boolean escaped) throws RejectedException {
    int number = shared.startingAt(at);
    if (number < 0) {
      return cached(at, escaped);
    }
    if (ofShared[number] == NONE) {
      ofShared[number] = Math.toIntExact(cached(at, escaped));
    }
    return ofShared[number];
  }

  private long cached(long at, boolean escaped) throws RejectedException {
    ByteView prefix = entry.prefix(at);
    long skipped = escaped ? ESCAPE.size() : 0;
    long restAt = entry.nameAt(at) + skipped;
    long restLength = entry.nameLength(at) - skipped;
    int length = Math.toIntExact(length(at, escaped));
    int slot = Math.floorMod(image.hash(restAt, restLength) + entry.nameIndex(at), CACHE_SIZE);
    if (cachedLength[slot] == length) {
      long knownAt = cachedAt[slot];
      if (!written.holds(knownAt, length)) {
        written = copies.view();
      }
      if (written.matches(knownAt, prefix.size(), prefix, 0)
          && written.matches(knownAt + prefix.size(), restLength, image, restAt)) {
        return knownAt;
      }
    }
    long position = copies.position();
    copies.add(prefix, 0, prefix.size());
    copies.add(image, restAt, restLength);
    cachedAt[slot] = Math.toIntExact(position);
    cachedLength[slot] = length;
    return position;
  }
}
