package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * The entries read so far, one row each, found by directory and name. A text may choose names that
 * collide, so each row that a search looks at is paid for.
 */
final class PathTable {
  static final int NONE = -1;

  private final Budget budget;
  private int count;
  private int[] parent;
  private int[] nameAt;
  private int[] nameLength;
  private int[] target;
  private int[] lineAt;
  private int[] hash;
  private int[] next;
  private int[] buckets;

  /**
   * @param room how many entries to make room for at first
   */
  PathTable(Budget budget, int room) {
    this.budget = budget;
    parent = new int[room];
    nameAt = new int[room];
    nameLength = new int[room];
    target = new int[room];
    lineAt = new int[room];
    hash = new int[room];
    next = new int[room];
    buckets = emptyBuckets(room);
  }

  int count() {
    return count;
  }

  /** The inode of the directory that an entry is in. */
  int parent(int entry) {
    return parent[entry];
  }

  long nameAt(int entry) {
    return nameAt[entry];
  }

  int nameLength(int entry) {
    return nameLength[entry];
  }

  /** The inode that an entry names, or {@link #NONE} where it is a hard link. */
  int target(int entry) {
    return target[entry];
  }

  /** Where an entry's line starts. */
  long lineAt(int entry) {
    return lineAt[entry];
  }

  /** The entry of that name in a directory, or {@link #NONE}. */
  int find(ByteView bytes, int directory, long at, long length) throws RejectedException {
    budget.work(1 + length);
    int wanted = hash(bytes, directory, at, length);
    int entry = buckets[wanted & (buckets.length - 1)];
    while (entry != NONE) {
      budget.work(1);
      if (hash[entry] == wanted && parent[entry] == directory && nameLength[entry] == length) {
        budget.work(length);
        if (bytes.matches(nameAt[entry], length, bytes, at)) {
          return entry;
        }
      }
      entry = next[entry];
    }
    return NONE;
  }

  /** Adds an entry that {@link #find} does not find. */
  int add(ByteView bytes, int directory, long at, long length, int inode, long line) {
    if (count == parent.length) {
      grow();
    }
    int entry = count++;
    parent[entry] = directory;
    nameAt[entry] = Math.toIntExact(at);
    nameLength[entry] = Math.toIntExact(length);
    target[entry] = inode;
    lineAt[entry] = Math.toIntExact(line);
    hash[entry] = hash(bytes, directory, at, length);
    link(entry);
    return entry;
  }

  private static int hash(ByteView bytes, int directory, long at, long length) {
    int h = bytes.hash(at, length) ^ directory * 0x9E3779B9;
    return h ^ h >>> 16;
  }

  private static int[] emptyBuckets(int room) {
    int[] empty = new int[Integer.highestOneBit(room) * 2];
    Arrays.fill(empty, NONE);
    return empty;
  }

  private void link(int entry) {
    int bucket = hash[entry] & (buckets.length - 1);
    next[entry] = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void grow() {
    int room = 2 * count;
    parent = Arrays.copyOf(parent, room);
    nameAt = Arrays.copyOf(nameAt, room);
    nameLength = Arrays.copyOf(nameLength, room);
    target = Arrays.copyOf(target, room);
    lineAt = Arrays.copyOf(lineAt, room);
    hash = Arrays.copyOf(hash, room);
    next = Arrays.copyOf(next, room);
    buckets = emptyBuckets(room);
    for (int entry = 0; entry < count; entry++) {
      link(entry);
    }
  }
}
