package io.takecover.dump;

import io.takecover.rule.RejectedException;
import java.util.Arrays;

/** Sorts ranges of indices by merging, so that no order of the input is a bad one. */
final class StableSort {
  private int[] spare = new int[0];

  /** Compares two indices; counts its own work. */
  interface Order {
    int compare(int one, int other) throws RejectedException;
  }

  /** Sorts {@code items} in {@code [from, to)}; what compares as equal keeps its order. */
  void sort(int[] items, int from, int to, Order order) throws RejectedException {
    if (isSorted(items, from, to, order)) {
      return;
    }
    if (spare.length < to) {
      spare = Arrays.copyOf(spare, items.length);
    }
    for (long run = 1; run < to - from; run *= 2) {
      for (long start = from; start + run < to; start += 2 * run) {
        int middle = Math.toIntExact(start + run);
        int end = Math.toIntExact(Math.min(start + 2 * run, to));
        merge(items, Math.toIntExact(start), middle, end, order);
      }
    }
  }

  private static boolean isSorted(int[] items, int from, int to, Order order)
      throws RejectedException {
    for (int i = from + 1; i < to; i++) {
      if (order.compare(items[i - 1], items[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  private void merge(int[] items, int from, int middle, int to, Order order)
      throws RejectedException {
    System.arraycopy(items, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int out = from;
    while (left < middle && right < to) {
      boolean takeLeft = order.compare(spare[left], items[right]) <= 0;
      items[out++] = takeLeft ? spare[left++] : items[right++];
    }
    System.arraycopy(spare, left, items, out, middle - left);
  }
}
