package io.takecover.dump;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * The entries read so far, one row each, found by directory and name. A text may choose names that
 * collide, so each row that a search looks at is paid for.
 *
 * <p>Directories can be found as soon as they are added. What else is in a directory is made to be
 * found when somebody looks for it: as long as names ascend, which is how tools write them, none of
 * them can be there already, and to look it up would be to wait for memory.
 */
final class PathTable {
  static final int NONE = -1;

  /** In the place of a directory's last entry: all its entries can be found. */
  private static final int ALL_FOUND = -2;

  private static final int FIRST_BUCKETS = 64;

  private final Budget budget;
  private int count;
  private int[] parent;
  private int[] nameAt;
  private int[] nameLength;
  private int[] target;
  private int[] lineAt;
  private int[] hash;

  /**
   * The next in the bucket; of an entry that cannot be found yet, the next such of its directory.
   */
  private int[] next;

  private int[] buckets;

  /** How many entries are in the buckets. */
  private int linked;

  /** Of each directory, the entry added last, or {@link #ALL_FOUND}. */
  private int[] last;

  /** Of each directory, the first of its entries that cannot be found yet. */
  private int[] hidden;

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
    buckets = none(FIRST_BUCKETS);
    last = none(room + 1);
    hidden = none(room + 1);
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

  /** Whether the names in a directory ascend, as far as anybody looked. */
  boolean isAscending(int directory) {
    return last[directory] != ALL_FOUND;
  }

  /** The entry of that name in a directory, or {@link #NONE}. */
  int find(ByteView bytes, int directory, long at, long length) throws RejectedException {
    int entry = lookUp(bytes, directory, at, length);
    if (entry == NONE && isAscending(directory)) {
      unhide(bytes, directory);
      entry = lookUp(bytes, directory, at, length);
    }
    return entry;
  }

  /** Whether a directory has no entry of that name yet. */
  boolean isNew(ByteView bytes, int directory, long at, long length) throws RejectedException {
    int before = last[directory];
    if (before == NONE) {
      return true;
    }
    if (before != ALL_FOUND) {
      budget.work(1 + Math.min(length, nameLength[before]));
      if (bytes.compare(nameAt[before], nameLength[before], bytes, at, length) < 0) {
        return true;
      }
    }
    return find(bytes, directory, at, length) == NONE;
  }

  /**
   * Adds an entry whose name {@link #isNew}.
   *
   * @param inode that of a directory or another file, or {@link #NONE} of a hard link
   */
  int add(
      ByteView bytes,
      int directory,
      long at,
      long length,
      int inode,
      boolean isDirectory,
      long line) {
    if (count == parent.length) {
      grow();
    }
    int entry = count++;
    parent[entry] = directory;
    nameAt[entry] = Math.toIntExact(at);
    nameLength[entry] = Math.toIntExact(length);
    target[entry] = inode;
    lineAt[entry] = Math.toIntExact(line);
    boolean ascends = isAscending(directory);
    if (isDirectory || !ascends) {
      link(bytes, entry);
    } else {
      next[entry] = hidden[directory];
      hidden[directory] = entry;
    }
    if (ascends) {
      last[directory] = entry;
    }
    return entry;
  }

  private int lookUp(ByteView bytes, int directory, long at, long length) throws RejectedException {
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

  /** Lets all entries of a directory be found, now and later. */
  private void unhide(ByteView bytes, int directory) throws RejectedException {
    int entry = hidden[directory];
    while (entry != NONE) {
      budget.work(1 + nameLength[entry]);
      int then = next[entry];
      link(bytes, entry);
      entry = then;
    }
    hidden[directory] = NONE;
    last[directory] = ALL_FOUND;
  }

  private static int hash(ByteView bytes, int directory, long at, long length) {
    int h = bytes.hash(at, length) ^ directory * 0x9E3779B9;
    return h ^ h >>> 16;
  }

  private static int[] none(int room) {
    int[] table = new int[room];
    Arrays.fill(table, NONE);
    return table;
  }

  private void link(ByteView bytes, int entry) {
    hash[entry] = hash(bytes, parent[entry], nameAt[entry], nameLength[entry]);
    if (linked++ == buckets.length) {
      spread();
    }
    putInBucket(entry);
  }

  private void putInBucket(int entry) {
    int bucket = hash[entry] & (buckets.length - 1);
    next[entry] = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void spread() {
    int[] old = buckets;
    buckets = none(2 * old.length);
    for (int first : old) {
      int entry = first;
      while (entry != NONE) {
        int then = next[entry];
        putInBucket(entry);
        entry = then;
      }
    }
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
    last = grown(last, room + 1);
    hidden = grown(hidden, room + 1);
  }

  private static int[] grown(int[] table, int room) {
    int[] grown = Arrays.copyOf(table, room);
    Arrays.fill(grown, table.length, room, NONE);
    return grown;
  }
}
