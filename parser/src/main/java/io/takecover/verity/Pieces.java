package io.takecover.verity;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * One long stream. Each of several threads takes the next piece for itself, hashes its blocks, and
 * waits for its turn to hand the hashes in; so there is one piece a thread in memory, however long
 * the stream is.
 */
final class Pieces {
  /** Bytes of a piece; a multiple of every block size. */
  static final int SIZE = 1 << 17;

  private final byte[] first;
  private final InputStream in;
  private final VerityParameters parameters;
  private final int threads;
  private final long most;
  private final FsVerity tree;
  private final Object reading = new Object();
  private final Object turn = new Object();
  private int piecesTaken = 1;
  private long bytesTaken = SIZE;
  private boolean ended;
  private int piecesDone;
  private int running;
  private boolean broken;
  private IOException failure;
  private RejectedException refusal;

  /**
   * @param first the first piece, which was read already
   * @param in what comes behind it
   * @param threads how many take part, the caller's among them
   * @param most bytes that the stream may have
   */
  Pieces(byte[] first, InputStream in, VerityParameters parameters, int threads, long most) {
    this.first = first;
    this.in = in;
    this.parameters = parameters;
    this.threads = threads;
    this.most = most;
    tree = new FsVerity(parameters);
    running = threads;
  }

  /** Refuses a stream of more bytes than it may have. */
  static void requireRoom(long length, long most) throws RejectedException {
    if (length > most) {
      throw new RejectedException(new Violation(VerityRule.LEVELS, 0, "file.size", length));
    }
  }

  byte[] digest() throws IOException, RejectedException {
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(new Worker(new byte[SIZE], 0), "fs-verity");
      other.setDaemon(true);
      other.start();
    }
    new Worker(first, SIZE).run();
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
    return tree.digest();
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
        new byte[SIZE / parameters.blockSize() * parameters.hash().size()];
    private final ByteView view;
    private final BlockHash blocks = new BlockHash(parameters);
    private int number;
    private int filled;

    Worker(byte[] piece, int filled) {
      this.piece = piece;
      this.filled = filled;
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
        filled = in.readNBytes(piece, 0, SIZE);
        ended = filled < SIZE || filled > most - bytesTaken;
        bytesTaken += filled;
        requireRoom(bytesTaken, most);
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
          tree.update(hashes, size, filled);
          piecesDone++;
          turn.notifyAll();
        }
      }
    }
  }
}
