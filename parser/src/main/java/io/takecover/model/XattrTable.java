package io.takecover.model;

import java.util.Arrays;

/** One row an xattr; a set is a run of rows. */
final class XattrTable {
  int count;
  int setCount;
  int[] keyAt = new int[0];
  int[] keyLength = new int[0];
  int[] valueAt = new int[0];
  int[] valueLength = new int[0];
  int[] firstOfSet = new int[4];

  int add() {
    if (count == keyAt.length) {
      int room = Math.max(16, 2 * count);
      keyAt = Arrays.copyOf(keyAt, room);
      keyLength = Arrays.copyOf(keyLength, room);
      valueAt = Arrays.copyOf(valueAt, room);
      valueLength = Arrays.copyOf(valueLength, room);
    }
    return count++;
  }

  /** Ends the run of rows added since the last set. */
  int endSet() {
    if (setCount + 1 == firstOfSet.length) {
      firstOfSet = Arrays.copyOf(firstOfSet, 2 * firstOfSet.length);
    }
    firstOfSet[setCount + 1] = count;
    return setCount++;
  }
}
