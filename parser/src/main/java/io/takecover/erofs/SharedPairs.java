package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.bytes.U32;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which xattrs are stored once for all inodes that have them, and where: every pair of name and
 * value that two inodes have (E-414), in descending order (E-413); in version 2, ascending.
 */
final class SharedPairs {
  private static final int NONE = -1;
  private static final int GROUPS = 1024;

  private final Image image;
  private final Budget budget;
  private final XattrEncoder encoder;
  private final XattrPairs pairs;
  private final boolean version2;
  private final int[] pairOfXattr;

  /** Of each inode the hash of its mark; only {@link #place} looks which of them are the same. */
  private final int[] pairOfMetacopy;

  private final int[] pairOfRedirect;
  private final int[] pairOfMark = new int[OverlayMark.values().length];

  /** Finds xattrs of the tree that refer to the same bytes, so that these are hashed once. */
  private final int[] slots;

  private final BitSet once = new BitSet();
  private final BitSet shared = new BitSet();
  private int[] order;
  private long[] rankOf;
  private int[] wordOf;
  private long size;

  SharedPairs(StoredTree tree, StoredKeys keys, int version, Budget budget) {
    this.image = tree.image();
    this.budget = budget;
    encoder = new XattrEncoder(tree, keys, new XattrList(tree, keys, version));
    version2 = tree.isVersion2();
    pairs = new XattrPairs(tree, keys, budget);
    pairOfXattr = new int[image.xattrCount()];
    pairOfMetacopy = new int[tree.count()];
    pairOfRedirect = new int[tree.count()];
    slots = new int[4 * Integer.highestOneBit(image.xattrCount() + 1)];
    Arrays.fill(pairOfXattr, NONE);
    Arrays.fill(pairOfMark, NONE);
    Arrays.fill(pairOfMetacopy, NONE);
    Arrays.fill(pairOfRedirect, NONE);
  }

  /** Takes in an xattr of an inode: see {@link XattrList}. */
  void add(int kind, int source) throws RejectedException {
    int[] table = tableOf(kind);
    int index = indexIn(kind, source);
    if (!isOfManyInodes(kind)) {
      table[index] = pairs.hash(kind, source);
      return;
    }
    if (table[index] == NONE) {
      table[index] = kind == XattrList.OF_TREE ? intern(source) : pairs.intern(kind, source);
    }
    take(table[index]);
  }

  private void take(int pair) {
    if (once.get(pair)) {
      shared.set(pair);
    } else {
      once.set(pair);
    }
  }

  /** Gives the shared ones their places, when the xattrs of all inodes are taken in. */
  void place() throws RejectedException {
    takeRepeated(OverlayMark.METACOPY, pairOfMetacopy);
    takeRepeated(OverlayMark.REDIRECT, pairOfRedirect);
    order = shared.stream().toArray();
    rankOf = new long[pairs.count()];
    for (int pair : order) {
      rankOf[pair] = version2 ? XattrPairs.UNRANKED : pairs.rank(pair);
    }
    sort();
    rankOf = null;
    wordOf = new int[pairs.count()];
    Arrays.fill(wordOf, NONE);
    for (int pair : order) {
      wordOf[pair] = Math.toIntExact(size / 4);
      size += encoder.size(pairs.kind(pair), pairs.source(pair));
    }
  }

  /**
   * Takes in the marks of which more than one inode may have the same, and drops the others. Each
   * step goes over many numbers and little memory, for to wait for memory at each mark takes longer
   * than all else.
   *
   * @param pairOf the hashes, which make way for the pairs
   */
  private void takeRepeated(OverlayMark mark, int[] pairOf) throws RejectedException {
    long[] found = repeated(pairOf);
    budget.work(found.length);
    found = grouped(found);
    Arrays.fill(pairOf, NONE);
    pairs.reserve(found.length);
    for (long one : found) {
      int number = U32.bits(one);
      pairOf[number] = pairs.intern(mark.kind(), number, hashOf(one));
      take(pairOf[number]);
    }
  }

  /** The hashes that may be there twice, above the numbers of their inodes. */
  private static long[] repeated(int[] hashes) {
    RepeatFilter repeats = new RepeatFilter(hashes.length);
    for (int hash : hashes) {
      if (hash != NONE) {
        repeats.add(hash);
      }
    }
    long[] found = new long[hashes.length];
    int count = 0;
    for (int number = 0; number < hashes.length; number++) {
      if (hashes[number] != NONE && repeats.mayRepeat(hashes[number])) {
        found[count++] = ((long) hashes[number] << Integer.SIZE) | number;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Brings together those that stand close to each other in the table of pairs. */
  private static long[] grouped(long[] found) {
    int[] next = new int[GROUPS + 1];
    for (long one : found) {
      next[groupOf(one) + 1]++;
    }
    for (int group = 1; group < GROUPS; group++) {
      next[group] += next[group - 1];
    }
    long[] grouped = new long[found.length];
    for (long one : found) {
      grouped[next[groupOf(one)]++] = one;
    }
    return grouped;
  }

  private static int groupOf(long one) {
    return hashOf(one) / (Integer.MAX_VALUE / GROUPS + 1);
  }

  private static int hashOf(long one) {
    return Math.toIntExact(one >> Integer.SIZE);
  }

  /** Bytes of the shared xattrs. */
  long size() {
    return size;
  }

  /** In which word of 4 bytes an xattr stands among the shared ones, or -1 where it does not. */
  int word(int kind, int source) {
    int pair = tableOf(kind)[indexIn(kind, source)];
    return pair == NONE ? NONE : wordOf[pair];
  }

  /** How many are shared. */
  int count() {
    return order.length;
  }

  void write(int index, ErofsOutput out) {
    int pair = order[index];
    encoder.write(pairs.kind(pair), pairs.source(pair), out);
  }

  private int[] tableOf(int kind) {
    if (kind == XattrList.OF_TREE) {
      return pairOfXattr;
    }
    if (kind == OverlayMark.METACOPY.kind()) {
      return pairOfMetacopy;
    }
    return kind == OverlayMark.REDIRECT.kind() ? pairOfRedirect : pairOfMark;
  }

  private static int indexIn(int kind, int source) {
    return kind == XattrList.OF_TREE || !isOfManyInodes(kind) ? source : kind;
  }

  /** Whether an xattr is the same whichever inode has it. */
  private static boolean isOfManyInodes(int kind) {
    return kind != OverlayMark.METACOPY.kind() && kind != OverlayMark.REDIRECT.kind();
  }

  private int intern(int xattr) throws RejectedException {
    long range = (image.valueAt(xattr) << 32) | image.keyAt(xattr);
    int mask = slots.length - 1;
    int slot = Math.toIntExact((range * 0x9FB21C651E98DF25L) >>> 33) & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      budget.work(1);
      int other = slots[slot] - 1;
      if (image.valueAt(other) == image.valueAt(xattr)
          && image.keyAt(other) == image.keyAt(xattr)
          && image.valueLength(other) == image.valueLength(xattr)
          && image.keyLength(other) == image.keyLength(xattr)) {
        return pairOfXattr[other];
      }
    }
    slots[slot] = xattr + 1;
    return pairs.intern(XattrList.OF_TREE, xattr);
  }

  /** Merges longer and longer runs, so equal names at the front cost no more than a logarithm. */
  private void sort() throws RejectedException {
    int[] from = order;
    int[] to = new int[from.length];
    for (int run = 1; run < from.length; run *= 2) {
      for (int start = 0; start < from.length; start += 2 * run) {
        merge(from, to, start, run);
      }
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    order = from;
  }

  private void merge(int[] from, int[] to, int start, int run) throws RejectedException {
    int leftEnd = Math.min(start + run, from.length);
    int end = Math.min(leftEnd + run, from.length);
    int left = start;
    int right = leftEnd;
    for (int at = start; at < end; at++) {
      boolean takeLeft = right == end || (left < leftEnd && isInOrder(from[left], from[right]));
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  private boolean isInOrder(int pair, int next) throws RejectedException {
    long rank = rankOf[pair];
    long nextRank = rankOf[next];
    if (rank != nextRank && Math.min(rank, nextRank) >= 0) {
      return rank > nextRank;
    }
    return version2 ? pairs.compareInVersion2(pair, next) <= 0 : pairs.compare(pair, next) >= 0;
  }
}
