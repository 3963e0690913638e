package io.takecover.fuzz.cli;

import io.takecover.bytes.ByteView;
import io.takecover.verity.FsVerity;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An fs-verity digest as the command line names it: {@code sha256:} and 64 hexadecimal digits.
 *
 * @param hex lower-case
 */
record ImageDigest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final int HEX_SIZE = 2 * FsVerity.DIGEST_SIZE;

  /** Bytes that are hashed between two looks at whether anybody still wants the result. */
  private static final long PIECE = 1 << 20;

  /**
   * @param text with or without the prefix, in any case
   */
  static ImageDigest parse(String text) throws CommandException {
    String lower = text.toLowerCase(Locale.ROOT);
    String hex = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
    if (hex.length() != HEX_SIZE || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new CommandException(
          "a digest is sha256: and 64 hexadecimal digits, not '" + text + "'");
    }
    return new ImageDigest(hex);
  }

  static ImageDigest of(byte[] digest) {
    return new ImageDigest(HexFormat.of().formatHex(digest));
  }

  /** The digest of all of {@code data}. */
  static ImageDigest of(ByteView data) {
    return of(FsVerity.sha256(data));
  }

  /** The first 64 bits, enough to recognise it by. */
  long leadingBits() {
    return Long.parseUnsignedLong(hex.substring(0, 16), 16);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }

  /** Works out the digest of {@code data} on a thread of its own. */
  static Task start(ByteView data) {
    Task task = new Task(data);
    task.thread.start();
    return task;
  }

  /** A digest being worked out. Closing it stops the work. */
  static final class Task implements AutoCloseable {
    private final FutureTask<ImageDigest> future;
    private final Thread thread;

    private Task(ByteView data) {
      future = new FutureTask<>(() -> hash(data));
      thread = new Thread(future, "digest");
      thread.setDaemon(true);
    }

    ImageDigest result() {
      try {
        return future.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("no digest", e);
      }
    }

    @Override
    public void close() {
      future.cancel(true);
    }

    private static ImageDigest hash(ByteView data) {
      FsVerity verity = new FsVerity();
      for (long at = 0; at < data.size() && !Thread.interrupted(); at += PIECE) {
        verity.update(data, at, Math.min(PIECE, data.size() - at));
      }
      return of(verity.digest());
    }
  }
}
