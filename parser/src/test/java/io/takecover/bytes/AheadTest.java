package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AheadTest {
  @Test
  void resultsAreTakenInOrderFromOneOtherThread() throws RejectedException {
    try (Ahead<String> ahead = new Ahead<>("other")) {
      for (int i = 0; i < 5; i++) {
        int number = i;
        ahead.start(() -> Thread.currentThread().getName() + number);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(ahead.take()).isEqualTo("other" + i);
      }
    }
  }

  @Test
  void whatFailsIsSaidInItsTurn() throws RejectedException {
    RejectedException refusal = new RejectedException(new Violation(LimitRule.WORK, 0, "image", 1));
    IllegalArgumentException fault = new IllegalArgumentException("ours");
    try (Ahead<Integer> ahead = new Ahead<>("other")) {
      ahead.start(() -> 1);
      ahead.start(
          () -> {
            throw refusal;
          });
      ahead.start(
          () -> {
            throw fault;
          });
      assertThat(ahead.take()).isOne();
      assertThatThrownBy(ahead::take).isSameAs(refusal);
      assertThatThrownBy(ahead::take).isInstanceOf(IllegalStateException.class).hasCause(fault);
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    try (Ahead<Integer> ahead = new Ahead<>("other")) {
      ahead.start(
          () -> {
            never.await();
            return 1;
          });
      Thread.currentThread().interrupt();
      assertThatThrownBy(ahead::take).hasMessage("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void nothingIsDoneAfterItIsClosed() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (Ahead<Integer> ahead = new Ahead<>("other")) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch never = new CountDownLatch(1);
      ahead.start(
          () -> {
            begun.countDown();
            try {
              never.await();
              return 1;
            } finally {
              ended.countDown();
            }
          });
      begun.await();
    }
    // The thread is told, and leaves what it waits for.
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }
}
