package io.takecover.verity;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The fs-verity digests of streams, one after the other, each by several threads where it is long.
 */
public final class ParallelVerity {
  private final VerityParameters parameters;
  private final int threads;
  private final long most;
  private final byte[] first = new byte[Pieces.SIZE];
  private final ByteView view = ByteView.of(first);
  private final FsVerity whole;

  /**
   * @param threads how many take part, the caller's among them; at least 1
   */
  public ParallelVerity(VerityParameters parameters, int threads) {
    this(parameters, threads, parameters.mostBytes());
  }

  /**
   * Likewise, for streams that are to be shorter still.
   *
   * @param most bytes that a stream may have; no more than the parameters allow
   */
  public ParallelVerity(VerityParameters parameters, int threads, long most) {
    this.parameters = parameters;
    this.threads = threads;
    this.most = most;
    whole = new FsVerity(parameters);
  }

  /**
   * Reads a stream to its end. A short one is hashed by the caller's thread alone.
   *
   * @throws RejectedException where the stream is longer than fs-verity can have it (V-007)
   */
  public byte[] digest(InputStream in) throws IOException, RejectedException {
    int filled = in.readNBytes(first, 0, first.length);
    if (filled == first.length) {
      return new Pieces(first, in, parameters, threads, most).digest();
    }
    Pieces.requireRoom(filled, most);
    whole.update(view, 0, filled);
    return whole.digest();
  }
}
