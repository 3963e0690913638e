package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes in another thread, so that whoever makes the bytes can go on to make the next; and has a
 * third one wait for the disk, which else would have nothing to do until the last byte is there.
 * One write is under way at most; that one failed is said by the next, or by {@link #close}, which
 * leaves the channel open.
 */
final class WriteBehind extends OutputStream {
  private static final int PIECE = 1 << 20;

  /** Bytes that are worth a call to the disk. */
  private static final long MANY = 1 << 24;

  private final WritableByteChannel channel;
  private final IoTask.Deed toDisk;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
  private IoTask underWay = IoTask.DONE;
  private IoTask forcing = IoTask.DONE;

  /** Bytes written since the disk was last asked for. */
  private long pending;

  /**
   * @param toDisk waits until what was written is on the disk
   */
  WriteBehind(WritableByteChannel channel, IoTask.Deed toDisk) {
    this.channel = channel;
    this.toDisk = toDisk;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value});
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; at += PIECE) {
      underWay.await();
      force();
      buffer.clear().put(bytes, at, Math.min(PIECE, from + length - at)).flip();
      underWay =
          IoTask.start(
              () -> {
                while (buffer.hasRemaining()) {
                  channel.write(buffer);
                }
              });
    }
  }

  @Override
  public void close() throws IOException {
    underWay.await();
    forcing.await();
  }

  private void force() throws IOException {
    if (pending >= MANY && forcing.isDone()) {
      forcing.await();
      forcing = IoTask.start(toDisk);
      pending = 0;
    }
    pending += PIECE;
  }
}
