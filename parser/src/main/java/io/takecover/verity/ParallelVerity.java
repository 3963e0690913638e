package io.takecover.verity;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The fs-verity digest of a stream, by several threads. Each takes the next piece for itself,
 * hashes its blocks, and waits for its turn to hand the hashes in; so there is one piece a thread
 * in memory, however long the stream is.
 */
public final class ParallelVerity {
  /** Bytes of a piece; a multiple of every block size. */
  private static final int PIECE = 1 << 17;

  private final InputStream in;
  private final VerityParameters parameters;
  private final long most;
  private final FsVerity whole;
  private final Object reading = new Object();
  private final Object turn = new Object();
  private int piecesTaken;
  private long bytesTaken;
  private boolean ended;
  private int piecesDone;
  private int running;
  private boolean broken;
  private IOException failure;
  private RejectedException refusal;

  private ParallelVerity(InputStream in, VerityParameters parameters, long most) {
    this.most = most;
    this.in = in;
    this.parameters = parameters;
    whole = new FsVerity(parameters);
  }

  /**
   * Reads a stream to its end. A short one is hashed by the caller's thread alone.
   *
   * @param threads how many take part, the caller's among them; at least 1
   * @throws RejectedException where the stream is longer than fs-verity can have it (V-007)
   */
  public static byte[] digest(InputStream in, VerityParameters parameters, int threads)
      throws IOException, RejectedException {
    return digest(in, parameters, threads, parameters.mostBytes());
  }

  /**
   * Likewise, of a stream that is to be shorter still.
   *
   * @param most bytes that the stream may have; no more than the parameters allow
   */
  public static byte[] digest(InputStream in, VerityParameters parameters, int threads, long most)
      throws IOException, RejectedException {
    return new ParallelVerity(in, parameters, most).run(threads);
  }

  private byte[] run(int threads) throws IOException, RejectedException {
    byte[] first = in.readNBytes(PIECE);
    requireRoom(first.length);
    if (first.length < PIECE) {
      return FsVerity.of(ByteView.of(first), parameters);
    }
    Worker own = new Worker(first);
    piecesTaken = 1;
    running = threads;
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(new Worker(new byte[PIECE]), "fs-verity");
      other.setDaemon(true);
      other.start();
    }
    own.filled = PIECE;
    own.run();
    await(() -> running == 0);
    if (failure != null) {
      throw failure;
    }
    if (refusal != null) {
      throw refusal;
    }
    if (broken) {
      throw new IllegalStateException("a thread that hashed has died");
    }
    return whole.digest();
  }

  private void requireRoom(int length) throws RejectedException {
    bytesTaken += length;
    if (bytesTaken > most) {
      throw new RejectedException(new Violation(VerityRule.LEVELS, 0, "file.size", bytesTaken));
    }
  }

  private void await(BooleanSupplier condition) throws IOException {
    synchronized (turn) {
      while (!condition.getAsBoolean()) {
        try {
          turn.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }
  }

  private final class Worker implements Runnable {
    private final byte[] piece;
    private final byte[] hashes =
        new byte[PIECE / parameters.blockSize() * parameters.hash().size()];
    private final ByteView view;
    private final BlockHash blocks = new BlockHash(parameters);
    private int number;
    private int filled;

    Worker(byte[] piece) {
      this.piece = piece;
      view = ByteView.of(piece);
    }

    @Override
    public void run() {
      boolean isWhole = false;
      try {
        while (filled > 0 || takeOne()) {
          handIn(hash());
          filled = 0;
        }
        isWhole = true;
      } catch (IOException e) {
        synchronized (turn) {
          failure = e;
        }
      } catch (RejectedException e) {
        synchronized (turn) {
          refusal = e;
        }
      } finally {
        synchronized (turn) {
          running--;
          broken |= !isWhole;
          turn.notifyAll();
        }
      }
    }

    /** Reads the next piece; says whether there was one. */
    private boolean takeOne() throws IOException, RejectedException {
      synchronized (reading) {
        if (ended) {
          return false;
        }
        number = piecesTaken++;
        ended = true;
        filled = in.readNBytes(piece, 0, PIECE);
        ended = filled < PIECE || filled > most - bytesTaken;
        requireRoom(filled);
        return filled > 0;
      }
    }

    /** Hashes the piece; gives the bytes of the hashes. */
    private int hash() {
      int size = 0;
      for (int at = 0; at < filled; at += parameters.blockSize()) {
        blocks.block(view, at, Math.min(parameters.blockSize(), filled - at), hashes, size);
        size += parameters.hash().size();
      }
      return size;
    }

    private void handIn(int size) throws IOException {
      synchronized (turn) {
        await(() -> piecesDone == number || broken);
        if (!broken) {
          whole.update(hashes, size, filled);
          piecesDone++;
          turn.notifyAll();
        }
      }
    }
  }
}
