package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.verity.FsVerity;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads a file that must have the size that it had when it was looked at. */
final class FileContent {
  /** Bytes that are read at a time; a multiple of the block size. */
  private static final int PIECE = 1 << 20;

  private FileContent() {}

  /** All bytes of a small file. */
  static byte[] all(Path file, FileState state) throws CommandException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(state.size()) + 1);
      if (bytes.length != state.size()) {
        throw changed();
      }
      return bytes;
    } catch (IOException e) {
      throw FileState.unreadable(file, e);
    }
  }

  /** The fs-verity digest of a file. */
  static byte[] digest(Path file, FileState state) throws CommandException {
    try {
      return copy(file, state, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw FileState.unreadable(file, e);
    }
  }

  /**
   * Copies a file, and gives the fs-verity digest of the copy.
   *
   * @throws IOException where the copy cannot be written
   */
  static byte[] copy(Path file, FileState state, OutputStream out)
      throws CommandException, IOException {
    FsVerity verity = new FsVerity();
    byte[] piece = new byte[Math.toIntExact(Math.min(PIECE, state.size() + 1))];
    ByteView view = ByteView.of(piece);
    long size = 0;
    try (InputStream in = opened(file)) {
      int filled;
      do {
        filled = read(file, in, piece);
        verity.update(view, 0, filled);
        out.write(piece, 0, filled);
        size += filled;
      } while (filled == PIECE && size <= state.size());
    }
    if (size != state.size()) {
      throw FileState.unreadable(file, changed());
    }
    return verity.digest();
  }

  private static InputStream open(Path file) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    return Channels.newInputStream(channel);
  }

  private static InputStream opened(Path file) throws CommandException {
    try {
      return open(file);
    } catch (IOException e) {
      throw FileState.unreadable(file, e);
    }
  }

  private static int read(Path file, InputStream in, byte[] piece) throws CommandException {
    try {
      return in.readNBytes(piece, 0, piece.length);
    } catch (IOException e) {
      throw FileState.unreadable(file, e);
    }
  }

  private static EOFException changed() {
    return new EOFException("its size changed while it was read");
  }
}
