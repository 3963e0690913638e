package io.takecover.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Bytes of a file, one piece after the other. They are read to where a system can put them that
 * reads a disk past its page cache.
 */
public final class Piece {
  /** Bytes of a piece but the last; a multiple of the size of a disk's blocks. */
  public static final int SIZE = 1 << 17;

  /** What reading past the cache asks of addresses, on all but odd systems. */
  private static final int ALIGNMENT = 1 << 12;

  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, SIZE);

  private final byte[] bytes = new byte[SIZE];
  private final ByteView view = ByteView.of(bytes);

  /** Whether the system has all of a file's first piece in its page cache, as far as it tells. */
  public static boolean isFirstCached(Channel file) {
    if (!(file instanceof FileChannel mappable)) {
      return true;
    }
    try {
      long length = Math.min(SIZE, mappable.size());
      return mappable.map(FileChannel.MapMode.READ_ONLY, 0, length).isLoaded();
    } catch (IOException | UnsupportedOperationException e) {
      // Not every file system tells; most files are read through the cache.
      return true;
    }
  }

  /**
   * Reads the next piece of a file; gives how many bytes there are.
   *
   * @param atOnce in one step and no more: past the cache, nothing can be read from the middle of a
   *     block, so what is short is the last, or the file's end is not known
   */
  public int read(ReadableByteChannel file, boolean atOnce) throws IOException {
    buffer.clear();
    int more = file.read(buffer);
    while (more > 0 && buffer.hasRemaining() && !atOnce) {
      more = file.read(buffer);
    }
    int filled = buffer.position();
    buffer.flip();
    buffer.get(bytes, 0, filled);
    return filled;
  }

  /** The piece that was read last is at its start. */
  public ByteView view() {
    return view;
  }
}
