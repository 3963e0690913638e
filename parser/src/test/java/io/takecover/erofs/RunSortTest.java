package io.takecover.erofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.Budget;
import io.takecover.bytes.Limits;
import io.takecover.rule.RejectedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunSortTest {
  private final Budget budget = new Budget(Limits.DEFAULT, 1000);
  private final RunSort sort = new RunSort(budget);

  /** A number's last digit is no part of the order, and tells equal ones apart. */
  private static int compare(int left, int right) {
    return Integer.compare(left / 10, right / 10);
  }

  @Test
  void manyRunsAreMerged() throws RejectedException {
    int[] numbers = new int[100];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 10 * (i * 37 % 50) + (i < 50 ? 1 : 2);
    }
    int[] sorted = numbers.clone();
    Arrays.sort(sorted);
    sort.sort(numbers, numbers.length, RunSortTest::compare);
    assertThat(numbers).containsExactly(sorted);
  }

  @Test
  void sortedNumbersAndReversedOnesCostOneLook() throws RejectedException {
    int[] ascending = {10, 20, 20, 30};
    sort.sort(ascending, 4, RunSortTest::compare);
    int[] descending = {50, 40, 30, 99, 98};
    sort.sort(descending, 3, RunSortTest::compare);
    assertThat(ascending).containsExactly(10, 20, 20, 30);
    assertThat(descending).containsExactly(30, 40, 50, 99, 98);
    assertThat(budget.steps()).isEqualTo(4 + 3);
  }

  @Test
  void equalNumbersStayInTheirOrder() throws RejectedException {
    int[] first = {21, 22, 30};
    sort.sort(first, 3, RunSortTest::compare);
    assertThat(first).containsExactly(21, 22, 30);
    assertThat(budget.steps()).isEqualTo(3);
    int[] behind = {30, 21, 22, 10};
    sort.sort(behind, 4, RunSortTest::compare);
    assertThat(behind).containsExactly(10, 21, 22, 30);
  }

  @Test
  void fourRunsAreLookedAtThreeTimes() throws RejectedException {
    int[] numbers = {10, 50, 20, 60, 30, 70, 40, 80};
    sort.sort(numbers, 8, RunSortTest::compare);
    assertThat(numbers).containsExactly(10, 20, 30, 40, 50, 60, 70, 80);
    assertThat(budget.steps()).isEqualTo(3 * 8);
  }

  @Test
  void oneMergeCostsAnotherLook() throws RejectedException {
    int[] numbers = {10, 30, 20, 40};
    sort.sort(numbers, 4, RunSortTest::compare);
    assertThat(numbers).containsExactly(10, 20, 30, 40);
    assertThat(budget.steps()).isEqualTo(4 + 4);
  }

  @Test
  void oneNumberIsSorted() throws RejectedException {
    int[] numbers = {7};
    sort.sort(numbers, 1, RunSortTest::compare);
    sort.sort(numbers, 0, RunSortTest::compare);
    assertThat(numbers).containsExactly(7);
    assertThat(budget.steps()).isEqualTo(1);
  }
}
