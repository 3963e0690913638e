package io.takecover.model;

import java.util.Arrays;
import java.util.BitSet;

/** One row a directory entry. */
final class EntryTable {
  final BitSet primary = new BitSet();
  int count;
  int[] target;
  int[] nameAt;
  int[] nameLength;

  EntryTable(int room) {
    target = new int[room];
    nameAt = new int[room];
    nameLength = new int[room];
  }

  int add() {
    if (count == target.length) {
      int room = Math.max(16, 2 * count);
      target = Arrays.copyOf(target, room);
      nameAt = Arrays.copyOf(nameAt, room);
      nameLength = Arrays.copyOf(nameLength, room);
    }
    return count++;
  }
}
