package io.takecover.verity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelVerityTest {
  private static final int PIECE = 1 << 17;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 40 * PIECE + 4097})
  void isTheDigestHoweverManyTakePart(int size) throws Exception {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    byte[] expected = FsVerity.sha256(ByteView.of(data));
    for (int threads : new int[] {1, 2, 7}) {
      InputStream in = new Dribble(new ByteArrayInputStream(data));
      assertThat(new ParallelVerity(VerityParameters.COMPOSEFS, threads).digest(in))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatCannotBeReadHasNoDigest(int threads) {
    InputStream good = new ByteArrayInputStream(new byte[5 * PIECE]);
    InputStream in = new SequenceInputStream(good, new Broken());
    assertThatThrownBy(() -> new ParallelVerity(VerityParameters.COMPOSEFS, threads).digest(in))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");
  }

  /** Nobody reads 4 TiB in a test, so the limit is a smaller one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsTooLongIsRefused(int threads) throws Exception {
    byte[] data = new byte[3 * PIECE];
    VerityParameters parameters = VerityParameters.COMPOSEFS;
    assertThat(
            new ParallelVerity(parameters, threads, data.length)
                .digest(new ByteArrayInputStream(data)))
        .isEqualTo(FsVerity.sha256(ByteView.of(data)));
    assertThatThrownBy(
            () ->
                new ParallelVerity(parameters, threads, data.length - 1)
                    .digest(new ByteArrayInputStream(data)))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.violation().rule()).isEqualTo(VerityRule.LEVELS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, PIECE - 1, PIECE, PIECE + 1})
  void soIsAShortOneThatIsTooLong(int size) throws Exception {
    byte[] data = new byte[size];
    VerityParameters parameters = VerityParameters.COMPOSEFS;
    assertThat(new ParallelVerity(parameters, 2, size).digest(new ByteArrayInputStream(data)))
        .isEqualTo(FsVerity.sha256(ByteView.of(data)));
    ParallelVerity less = new ParallelVerity(parameters, 2, size - 1);
    assertThatThrownBy(() -> less.digest(new ByteArrayInputStream(data)))
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.violation().found()).isEqualTo(size));
  }

  /** A limit at the end of a piece must not pass for the end of the data. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatGoesOnBehindTheLimitIsRefused(int threads) {
    InputStream in = new ByteArrayInputStream(new byte[3 * PIECE]);
    assertThatThrownBy(
            () -> new ParallelVerity(VerityParameters.COMPOSEFS, threads, 2L * PIECE).digest(in))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.violation().rule()).isEqualTo(VerityRule.LEVELS));
  }

  @Test
  void whoeverWaitsForThreadsCanBeInterrupted() {
    Zeros in = new Zeros(() -> {});
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> new ParallelVerity(VerityParameters.COMPOSEFS, 2).digest(in))
          .isInstanceOf(IOException.class);
    } finally {
      in.isOver = true;
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** A program that wants to end does not wait for a hash. */
  @Test
  void othersDoNotKeepTheProgramAlive() throws Exception {
    AtomicBoolean isDaemon = new AtomicBoolean();
    AtomicReference<Zeros> in = new AtomicReference<>();
    in.set(
        new Zeros(
            () -> {
              isDaemon.set(Thread.currentThread().isDaemon());
              in.get().isOver = true;
            }));
    new ParallelVerity(VerityParameters.COMPOSEFS, 2).digest(in.get());
    assertThat(isDaemon).isTrue();
  }

  @Test
  void thereIsNoDigestWhenOneOfThemDies() {
    Zeros in =
        new Zeros(
            () -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
              throw new IllegalArgumentException("dies");
            });
    assertThatThrownBy(() -> new ParallelVerity(VerityParameters.COMPOSEFS, 2).digest(in))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Zeros, until it is over or there were many; does something when another thread reads. */
  private static final class Zeros extends InputStream {
    private final Thread first = Thread.currentThread();
    private final Runnable whenOtherReads;
    private int left = 1000 * PIECE;
    private volatile boolean isOver;

    Zeros(Runnable whenOtherReads) {
      this.whenOtherReads = whenOtherReads;
    }

    @Override
    public int read() {
      return isOver ? -1 : 0;
    }

    @Override
    public int read(byte[] target, int at, int length) {
      if (Thread.currentThread() != first) {
        whenOtherReads.run();
      }
      left -= length;
      return isOver || left < 0 ? -1 : length;
    }
  }

  /** Gives a few bytes at a time. */
  private static final class Dribble extends InputStream {
    private final InputStream in;

    Dribble(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      return in.read(target, at, Math.min(length, 1000));
    }
  }

  /** Fails at once. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      throw new IOException("broken");
    }
  }
}
