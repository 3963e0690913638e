package io.takecover.bytes;

import java.util.Arrays;

/**
 * Who owns which bytes of a section. A claim of a range that is claimed already finds the first
 * one, so that its bytes are decoded once; a sweep in address order then meets every overlap and
 * every gap.
 *
 * <p>Claims are found by the sixteen-byte granule in which they start. A granule holds at most
 * sixteen different starts, so the cost of a claim has a bound that no image can choose, and claims
 * that arrive in address order, as writers lay them out, touch memory in that order.
 */
public final class Ledger {
  private static final int GRANULE_BITS = 4;

  private final ByteView section;
  private final int[] firstInGranule;
  private int[] next = new int[16];
  private int[] start = new int[16];
  private int[] length = new int[16];
  private int[] tag = new int[16];
  private byte[] kinds = new byte[16];
  private int count;

  /** What a sweep meets, in address order. */
  public interface Sweep {
    /** A claim, behind the gap or overlap before it. */
    void claim(int claim);

    /**
     * Bytes in {@code [from, to)} that nobody owns; {@code nextClaim} is -1 behind the last claim.
     */
    void gap(long from, long to, int nextClaim);

    /** {@code second} starts inside {@code first}. */
    void overlap(int first, int second);
  }

  /**
   * @param section the bytes to be owned; positions are relative to it
   */
  public Ledger(ByteView section) {
    this.section = section;
    this.firstInGranule = new int[Math.toIntExact((section.size() >>> GRANULE_BITS) + 1)];
    Arrays.fill(firstInGranule, -1);
  }

  /**
   * Claims a range inside the section, or finds the claim of the same range.
   *
   * @param size bytes, at least 1
   * @return the claim's index, or -1 when another claim starts at {@code at} with another size
   */
  public int claim(long at, long size) {
    if (size < 1 || !section.holds(at, size)) {
      throw new IndexOutOfBoundsException(size + " bytes at " + at);
    }
    int from = Math.toIntExact(at);
    int granule = from >>> GRANULE_BITS;
    int before = -1;
    int claim = firstInGranule[granule];
    while (claim >= 0 && start[claim] < from) {
      before = claim;
      claim = next[claim];
    }
    if (claim >= 0 && start[claim] == from) {
      return length[claim] == size ? claim : -1;
    }
    if (count == start.length) {
      grow();
    }
    int added = count++;
    start[added] = from;
    length[added] = Math.toIntExact(size);
    next[added] = claim;
    if (before < 0) {
      firstInGranule[granule] = added;
    } else {
      next[before] = added;
    }
    return added;
  }

  /** Meets all gaps and overlaps of the section, in address order, in time linear in its size. */
  public void sweep(Sweep sweep) {
    long end = 0;
    int last = -1;
    for (int head : firstInGranule) {
      for (int claim = head; claim >= 0; claim = next[claim]) {
        if (start[claim] < end) {
          sweep.overlap(last, claim);
        } else if (start[claim] > end) {
          sweep.gap(end, start[claim], claim);
        }
        sweep.claim(claim);
        long claimEnd = (long) start[claim] + length[claim];
        if (claimEnd > end) {
          end = claimEnd;
          last = claim;
        }
      }
    }
    if (end < section.size()) {
      sweep.gap(end, section.size(), -1);
    }
  }

  /** How many different ranges are claimed. */
  public int size() {
    return count;
  }

  /** First byte of a claim, relative to the section. */
  public long start(int claim) {
    return start[claim];
  }

  /** Kinds of owners of a claim, as bits. */
  public int kinds(int claim) {
    return kinds[claim];
  }

  /**
   * Notes that a claim has an owner of this kind.
   *
   * @param kind one bit of eight
   * @return whether it is the first of its kind
   */
  public boolean addKind(int claim, int kind) {
    boolean first = (kinds[claim] & kind) == 0;
    kinds[claim] |= (byte) kind;
    return first;
  }

  /** What {@link #setTag} kept, or 0. */
  public int tag(int claim) {
    return tag[claim];
  }

  /** Keeps a number of the caller's with a claim. */
  public void setTag(int claim, int number) {
    tag[claim] = number;
  }

  private void grow() {
    int room = Math.toIntExact(Math.min(2L * count, Limits.LARGEST_IMAGE));
    next = Arrays.copyOf(next, room);
    start = Arrays.copyOf(start, room);
    length = Arrays.copyOf(length, room);
    tag = Arrays.copyOf(tag, room);
    kinds = Arrays.copyOf(kinds, room);
  }
}
