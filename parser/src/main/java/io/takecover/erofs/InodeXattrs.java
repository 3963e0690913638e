package io.takecover.erofs;

import io.takecover.erofs.ErofsLayout.Struct;
import io.takecover.rule.RejectedException;

/**
 * The xattrs of one inode after the other: which of them it shares, and what the others take. Each
 * thread needs its own.
 */
final class InodeXattrs {
  /** {@code EROFS_XATTR_LONG_PREFIX}, which the C writer takes for how many an inode may share. */
  private static final int MOST_SHARED = 128;

  /** As many as their count, a byte, can say. */
  private static final int MOST_SHARED_IN_VERSION_2 = 255;

  private final XattrList list;
  private final XattrEncoder encoder;
  private final SharedPairs shared;
  private final int most;

  InodeXattrs(StoredTree tree, StoredKeys keys, int version, SharedPairs shared) {
    list = new XattrList(tree, keys, version);
    encoder = new XattrEncoder(tree, keys, list);
    this.shared = shared;
    most = tree.isVersion2() ? MOST_SHARED_IN_VERSION_2 : MOST_SHARED;
  }

  /** Takes in the xattrs of an inode. */
  void fill(int number) throws RejectedException {
    list.fill(number);
  }

  /** Those of the inode that was taken in last. */
  XattrList list() {
    return list;
  }

  XattrEncoder encoder() {
    return encoder;
  }

  /** How many of them the inode shares: the first that there may be. */
  int sharedCount() {
    int count = 0;
    for (int i = 0; i < list.count() && count < most; i++) {
      if (shared.word(list.kind(i), list.source(i)) >= 0) {
        count++;
      }
    }
    return count;
  }

  /** Bytes that they take behind the inode. */
  long size() {
    if (list.count() == 0) {
      return 0;
    }
    int left = sharedCount();
    long size = Struct.XATTR_HEADER.size() + (long) left * Struct.SHARED_ID.size();
    for (int i = 0; i < list.count(); i++) {
      if (left > 0 && shared.word(list.kind(i), list.source(i)) >= 0) {
        left--;
      } else {
        size += encoder.size(list.kind(i), list.source(i));
      }
    }
    return size;
  }
}
