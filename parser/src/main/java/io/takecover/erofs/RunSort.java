package io.takecover.erofs;

import io.takecover.bytes.Budget;
import io.takecover.rule.RejectedException;
import java.util.Arrays;

/**
 * Sorts numbers by merging the runs in which they already stand. A writer's lists are one or two
 * runs, so they cost one look at each number; any others n log n.
 */
final class RunSort {
  private final Budget budget;
  private int[] spare = new int[16];
  private int[] runEnds = new int[16];
  private int runCount;

  RunSort(Budget budget) {
    this.budget = budget;
  }

  /** An order of numbers. */
  @FunctionalInterface
  interface Order {
    int compare(int left, int right);
  }

  /** Sorts the first {@code count} numbers. */
  void sort(int[] numbers, int count, Order order) throws RejectedException {
    findRuns(numbers, count, order);
    if (runCount < 2) {
      return;
    }
    if (spare.length < count) {
      spare = new int[numbers.length];
    }
    while (runCount > 1) {
      mergeRuns(numbers, order);
    }
  }

  private void findRuns(int[] numbers, int count, Order order) throws RejectedException {
    budget.work(count);
    runCount = 0;
    int from = 0;
    while (from < count) {
      int to = from + 1;
      if (to < count && order.compare(numbers[from], numbers[to]) > 0) {
        while (to < count && order.compare(numbers[to - 1], numbers[to]) > 0) {
          to++;
        }
        reverse(numbers, from, to);
      } else {
        while (to < count && order.compare(numbers[to - 1], numbers[to]) <= 0) {
          to++;
        }
      }
      if (runCount == runEnds.length) {
        runEnds = Arrays.copyOf(runEnds, 2 * runCount);
      }
      runEnds[runCount++] = to;
      from = to;
    }
  }

  private void mergeRuns(int[] numbers, Order order) throws RejectedException {
    int merged = 0;
    int from = 0;
    for (int run = 0; run < runCount; run += 2) {
      int middle = runEnds[run];
      int to = run + 1 < runCount ? runEnds[run + 1] : middle;
      if (middle < to) {
        budget.work((long) to - from);
        merge(numbers, from, middle, to, order);
      }
      runEnds[merged++] = to;
      from = to;
    }
    runCount = merged;
  }

  private void merge(int[] numbers, int from, int middle, int to, Order order) {
    System.arraycopy(numbers, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      boolean takeLeft = order.compare(spare[left], numbers[right]) <= 0;
      numbers[at++] = takeLeft ? spare[left++] : numbers[right++];
    }
    System.arraycopy(spare, left, numbers, at, middle - left);
  }

  private static void reverse(int[] numbers, int from, int to) {
    for (int left = from, right = to - 1; left < right; left++, right--) {
      int kept = numbers[left];
      numbers[left] = numbers[right];
      numbers[right] = kept;
    }
  }
}
