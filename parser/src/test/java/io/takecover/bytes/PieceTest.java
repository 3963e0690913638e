package io.takecover.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.takecover.fixture.Fill;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces of a file, however much of it a system gives at a time. */
class PieceTest {
  private final Piece piece = new Piece();

  /** Gives as many bytes at a time as it is told, each the number of the read; -1 at the end. */
  private static final class Reluctant implements ReadableByteChannel {
    private final Deque<Integer> sizes;
    private int reads;

    Reluctant(Integer... sizes) {
      this.sizes = new ArrayDeque<>(List.of(sizes));
    }

    @Override
    public int read(ByteBuffer into) {
      reads++;
      int size = sizes.isEmpty() ? -1 : sizes.remove();
      for (int i = 0; i < size; i++) {
        into.put((byte) reads);
      }
      return size;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing to do.
    }
  }

  @Test
  void isFilledByAsManyReadsAsItTakes() throws IOException {
    Reluctant file = new Reluctant(1000, Piece.SIZE - 1001, 1, 5);
    assertThat(piece.read(file, false)).isEqualTo(Piece.SIZE);
    assertThat(piece.view().u8(999)).isEqualTo(1);
    assertThat(piece.view().u8(1000)).isEqualTo(2);
    assertThat(piece.view().u8(Piece.SIZE - 1)).isEqualTo(3);
    assertThat(piece.read(file, false)).isEqualTo(5);
    assertThat(piece.view().u8(0)).isEqualTo(4);
    assertThat(piece.view().u8(5)).isEqualTo(1);
    assertThat(piece.read(file, false)).isZero();
  }

  @Test
  void endsWhereNothingComes() throws IOException {
    assertThat(piece.read(new Reluctant(3, 0, 4), false)).isEqualTo(3);
  }

  @Test
  void isReadAtOnceAndNoMore() throws IOException {
    Reluctant file = new Reluctant(1000, 1000);
    assertThat(piece.read(file, true)).isEqualTo(1000);
    assertThat(file.reads).isEqualTo(1);
  }

  /** What is no file is read as most files are. */
  @Test
  void whatIsWrittenJustNowIsCached(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), Fill.text("abc"));
    FileChannel closed;
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(Piece.isFirstCached(channel)).isTrue();
      closed = channel;
    }
    assertThat(Piece.isFirstCached(closed)).isTrue();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> piece.read(closed, false));
    ReadableByteChannel stream = Channels.newChannel(new ByteArrayInputStream(new byte[1]));
    assertThat(Piece.isFirstCached(stream)).isTrue();
  }
}
