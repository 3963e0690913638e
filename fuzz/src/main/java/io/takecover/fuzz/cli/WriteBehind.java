package io.takecover.fuzz.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes in another thread, so that whoever makes the bytes can go on to make the next. One write
 * is under way at most; that one failed is said by the next, or by {@link #close}, which leaves the
 * channel open.
 */
final class WriteBehind extends OutputStream {
  private static final int PIECE = 1 << 20;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
  private IoTask underWay = IoTask.DONE;

  WriteBehind(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value});
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; at += PIECE) {
      underWay.await();
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
  }
}
