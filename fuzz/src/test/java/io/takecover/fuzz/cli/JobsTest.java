package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JobsTest {
  private static final int COUNT = 1000;
  private final List<Integer> told = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "2, 0", "2, 1", "7, 256", "7, 2000"})
  void eachIsToldInItsTurn(int threads, int ahead) throws Exception {
    Jobs<Integer, Integer> jobs = new Jobs<>(threads, ahead, () -> JobsTest::slowAtTimes);
    jobs.inOrder(numbers().iterator(), this::tell);
    assertThat(told).isEqualTo(numbers());
  }

  @Test
  void nothingIsToldOfNothing() throws Exception {
    new Jobs<Integer, Integer>(2, 1, () -> i -> -i)
        .inOrder(Collections.emptyIterator(), this::tell);
    assertThat(told).isEmpty();
  }

  /** While the first is not done, so many are begun and no more; then all others. */
  @Test
  void noMoreAreBegunThanMayBe() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    Jobs<Integer, Integer> jobs =
        new Jobs<>(
            5,
            2,
            () ->
                number -> {
                  three.countDown();
                  if (number == 0) {
                    await(three);
                    sleep();
                    assertThat(begun).hasValueLessThanOrEqualTo(2);
                  } else {
                    begun.incrementAndGet();
                  }
                  return -number;
                });
    jobs.inOrder(numbers().iterator(), this::tell);
    assertThat(told).isEqualTo(numbers());
    assertThat(begun).hasValue(COUNT - 1);
  }

  /** What a thread needs for its work is its own. */
  @Test
  void eachThreadHasItsOwnWork() throws Exception {
    AtomicInteger works = new AtomicInteger();
    Set<String> threads = Collections.synchronizedSet(new HashSet<>());
    CountDownLatch both = new CountDownLatch(2);
    Jobs<Integer, Integer> jobs =
        new Jobs<>(
            2,
            9,
            () -> {
              int own = works.incrementAndGet();
              both.countDown();
              return number -> {
                await(both);
                threads.add(own + " " + Thread.currentThread().getId());
                return -number;
              };
            });
    jobs.inOrder(numbers().iterator(), this::tell);
    assertThat(works).hasValue(2);
    assertThat(threads).hasSizeBetween(1, 2);
  }

  @Test
  void oneThingIsDoneByWhoeverAsks() throws Exception {
    Thread asker = Thread.currentThread();
    Jobs<Integer, Thread> jobs = new Jobs<>(8, 8, () -> number -> Thread.currentThread());
    jobs.inOrder(List.of(1).iterator(), (number, thread) -> assertThat(thread).isSameAs(asker));
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void workThatFailsEndsAll(int threads) {
    Jobs<Integer, Integer> jobs =
        new Jobs<>(
            threads,
            8,
            () ->
                number -> {
                  if (number == 500) {
                    throw new IllegalArgumentException("of 500");
                  }
                  return -number;
                });
    assertThatThrownBy(() -> jobs.inOrder(numbers().iterator(), this::tell))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("of 500");
    assertThat(told).isEqualTo(numbers().subList(0, told.size())).hasSizeLessThanOrEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void whoCannotTellHearsOfIt(int threads) {
    Jobs<Integer, Integer> jobs = new Jobs<>(threads, 8, () -> number -> -number);
    assertThatThrownBy(
            () ->
                jobs.inOrder(
                    numbers().iterator(),
                    (number, result) -> {
                      if (number == 300) {
                        throw new IOException("full");
                      }
                      tell(number, result);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
    assertThat(told).isEqualTo(numbers().subList(0, 300));
  }

  @Test
  void whatIsNoExceptionEndsAllToo() {
    Jobs<Integer, Integer> jobs =
        new Jobs<>(
            2,
            8,
            () ->
                number -> {
                  throw new AssertionError("wrong");
                });
    assertThatThrownBy(() -> jobs.inOrder(numbers().iterator(), this::tell))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("wrong");
  }

  private void tell(int number, int result) {
    assertThat(result).isEqualTo(-number);
    told.add(number);
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, COUNT).boxed().toList();
  }

  private static int slowAtTimes(int number) {
    if (number % 100 == 0) {
      sleep();
    }
    return -number;
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
