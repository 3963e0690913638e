package io.takecover.fuzz.cli;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * Reads an image into memory, once: what is hashed and what is parsed are the same bytes. Nothing
 * is taken from the size of a file but how much room to make; a file that changes its size while it
 * is read is refused.
 */
final class ImageFile {
  /** Bytes that are looked at before room is made for the rest. */
  static final int HEAD_SIZE = 4096;

  private static final int PIECE = 1 << 20;

  /** Bytes from which on two threads are faster than one. */
  private static final int WORTH_HALVING = 1 << 24;

  /** What a verdict takes for each byte of an image, the byte itself included; 2.2 was measured. */
  private static final long MEMORY_PER_BYTE = 3;

  /** The same of a dump, whose lines may be a fifth as long as what is kept of each. */
  private static final long MEMORY_PER_BYTE_OF_TEXT = 8;

  private static final long MEMORY_AT_LEAST = 16 << 20;

  private final Source source;
  private final long most;
  private final Glance glance;
  private final long memoryPerByte;

  /** Says, of the first bytes of an image, whether the rest can still change the verdict. */
  interface Glance {
    boolean isWorthReading(byte[] head);
  }

  private ImageFile(Source source, long most, Glance glance, long memoryPerByte) {
    this.source = source;
    this.most = most;
    this.glance = glance;
    this.memoryPerByte = memoryPerByte;
  }

  /**
   * The bytes of an image, or only its first ones where {@code glance} says that they are enough.
   *
   * @param most bytes that an image may have
   */
  static byte[] read(Source source, Console console, long most, Glance glance)
      throws CommandException {
    return new ImageFile(source, most, glance, MEMORY_PER_BYTE).read(console);
  }

  /** The bytes of a dump; otherwise as {@link #read(Source, Console, long, Glance)}. */
  static byte[] readText(Source source, Console console, long most, Glance glance)
      throws CommandException {
    return new ImageFile(source, most, glance, MEMORY_PER_BYTE_OF_TEXT).read(console);
  }

  private byte[] read(Console console) throws CommandException {
    try {
      return source.path() == null ? readStream(console.in()) : readFile();
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + reason(e));
    } catch (OutOfMemoryError e) {
      throw new CommandException(
          source.label()
              + ": too large for the memory that Java may use"
              + " (TAKECOVER_JAVA_OPTS=-Xmx... allows more)");
    }
  }

  /** Opens a regular file for reading. */
  static InputStream open(Source source) throws CommandException {
    try {
      if (!source.isSeen()) {
        regularSize(source);
      }
      return stream(source.path());
    } catch (IOException e) {
      throw new CommandException(source.label() + ": cannot be read: " + reason(e));
    }
  }

  /**
   * The older stream reads large pieces a quarter faster, but knows files by text, which for a name
   * that is not ASCII may not be its bytes.
   */
  private static InputStream stream(Path path) throws IOException {
    if (FileName.isAscii(path.toString())) {
      try {
        return new FileInputStream(path.toFile());
      } catch (FileNotFoundException e) {
        // The newer one says why.
        return Files.newInputStream(path);
      }
    }
    return Files.newInputStream(path);
  }

  /** Why reading failed, as a sentence. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String text = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
    return text == null ? "for an unknown reason" : text;
  }

  private byte[] readFile() throws IOException, CommandException {
    long size = regularSize(source);
    if (size > most) {
      throw new CommandException(
          source.label() + ": " + size + " bytes, which is more than the limit of " + most);
    }
    try (FileChannel in = FileChannel.open(source.path())) {
      byte[] head = new byte[Math.toIntExact(Math.min(size, HEAD_SIZE))];
      fill(in, head, 0, head.length);
      if (size == 0) {
        requireEnd(in, 0);
      }
      requireSome(head);
      if (size > HEAD_SIZE && !glance.isWorthReading(head)) {
        return head;
      }
      requireMemory(size);
      byte[] all = Arrays.copyOf(head, Math.toIntExact(size));
      fill(in, all, head.length);
      requireEnd(in, size);
      return all;
    }
  }

  private static void requireEnd(FileChannel in, long size) throws IOException {
    if (in.read(ByteBuffer.allocate(1), size) >= 0) {
      throw new IOException("it grew over " + size + " bytes while it was read");
    }
  }

  /** Fills the rest of the bytes, a large one in two halves at a time. */
  private static void fill(FileChannel in, byte[] all, int from) throws IOException {
    if (all.length - from < WORTH_HALVING) {
      fill(in, all, from, all.length);
      return;
    }
    int middle = from + (all.length - from) / 2;
    IoTask second = IoTask.start(() -> fill(in, all, middle, all.length));
    try {
      fill(in, all, from, middle);
    } finally {
      second.await();
    }
  }

  private static void fill(FileChannel in, byte[] all, int from, int to) throws IOException {
    int filled = from;
    while (filled < to) {
      ByteBuffer piece = ByteBuffer.wrap(all, filled, Math.min(PIECE, to - filled));
      int more = in.read(piece, filled);
      if (more < 0) {
        throw new EOFException("it shrank to " + filled + " bytes while it was read");
      }
      filled += more;
    }
  }

  private byte[] readStream(InputStream in) throws IOException, CommandException {
    byte[] head = in.readNBytes(HEAD_SIZE);
    requireSome(head);
    if (head.length == HEAD_SIZE && !glance.isWorthReading(head)) {
      return head;
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
    byte[] all = whole.readNBytes(Math.toIntExact(most));
    if (all.length == most && whole.read() >= 0) {
      throw new CommandException(source.label() + ": more bytes than the limit of " + most);
    }
    requireMemory(all.length);
    return all;
  }

  /** Refuses what would run out of memory later, when nobody could say any more on whose behalf. */
  private void requireMemory(long size) throws CommandException {
    long needed = memoryPerByte * size + MEMORY_AT_LEAST;
    long most = Runtime.getRuntime().maxMemory();
    if (needed > most) {
      throw new CommandException(
          source.label()
              + ": too large, for it may need "
              + (needed >> 20)
              + " MiB of memory, and Java may use "
              + (most >> 20)
              + " (TAKECOVER_JAVA_OPTS=-Xmx... allows more)");
    }
  }

  private void requireSome(byte[] head) throws CommandException {
    if (head.length == 0) {
      throw new CommandException(source.label() + ": the file is empty");
    }
  }

  private static long regularSize(Source source) throws IOException, CommandException {
    BasicFileAttributes attributes = Files.readAttributes(source.path(), BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new CommandException(source.label() + ": this is a folder, not a file");
    }
    if (!attributes.isRegularFile()) {
      throw new CommandException(
          source.label() + ": neither a file nor a folder, but a pipe, a socket or a device");
    }
    return attributes.size();
  }
}
