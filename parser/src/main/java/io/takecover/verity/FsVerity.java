package io.takecover.verity;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fs-verity digest of a file as composefs uses it: SHA-256, blocks of 4096 bytes, no salt
 * (V-010). Data goes in front to back; of each level of the hash tree, one block is held.
 */
public final class FsVerity {
  /** Bytes of a digest. */
  public static final int DIGEST_SIZE = 32;

  /** Bytes of a block; all data but the last must go in by multiples of it. */
  public static final int BLOCK_SIZE = 4096;

  private static final int LOG_BLOCK_SIZE = 12;
  private static final int DESCRIPTOR_VERSION = 1;
  private static final int SHA_256 = 1;

  private final MessageDigest sha = sha256();
  private final byte[] zeros = new byte[BLOCK_SIZE];
  private final List<Level> levels = new ArrayList<>();
  private long dataSize;

  /**
   * The hashes of one level that are not hashed themselves yet, always less than a block of them.
   */
  private static final class Level {
    private final byte[] hashes = new byte[BLOCK_SIZE];
    private int filled;
  }

  /** The digest of all of {@code data}. */
  public static byte[] sha256(ByteView data) {
    FsVerity verity = new FsVerity();
    verity.update(data, 0, data.size());
    return verity.digest();
  }

  /**
   * Takes in the next {@code length} bytes.
   *
   * @throws IllegalStateException when what came before was no multiple of {@link #BLOCK_SIZE}
   *     bytes
   */
  public void update(ByteView data, long at, long length) {
    if (dataSize % BLOCK_SIZE != 0 && length > 0) {
      throw new IllegalStateException("data behind a block of " + dataSize % BLOCK_SIZE + " bytes");
    }
    long end = at + length;
    for (long block = at; block < end; block += BLOCK_SIZE) {
      long present = Math.min(BLOCK_SIZE, end - block);
      data.update(sha, block, present);
      sha.update(zeros, 0, Math.toIntExact(BLOCK_SIZE - present));
      addHash(0);
    }
    dataSize += length;
  }

  /** The digest of what was taken in; afterwards nothing more can be. */
  public byte[] digest() {
    ByteSink descriptor = ByteSink.keeping(VerityLayout.SIZE);
    descriptor.put(VerityLayout.VERSION, DESCRIPTOR_VERSION);
    descriptor.put(VerityLayout.HASH_ALGORITHM, SHA_256);
    descriptor.put(VerityLayout.LOG_BLOCKSIZE, LOG_BLOCK_SIZE);
    descriptor.put(VerityLayout.SALT_SIZE, 0);
    descriptor.put(VerityLayout.SIG_SIZE, 0);
    descriptor.put(VerityLayout.DATA_SIZE, dataSize);
    ByteView root = ByteView.of(rootHash());
    descriptor.put(VerityLayout.ROOT_HASH, root, 0, root.size());
    descriptor.zero(VerityLayout.ROOT_HASH, VerityLayout.ROOT_HASH.width() - root.size());
    descriptor.zero(VerityLayout.SALT, VerityLayout.SALT.width());
    descriptor.zero(VerityLayout.RESERVED, VerityLayout.RESERVED.width());
    ByteView whole = descriptor.view();
    whole.update(sha, 0, whole.size());
    return sha.digest();
  }

  /** The one hash that is left at the top; zeros where there is no data (V-005). */
  private byte[] rootHash() {
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (i == levels.size() - 1 && level.filled == DIGEST_SIZE) {
        return Arrays.copyOf(level.hashes, DIGEST_SIZE);
      }
      if (level.filled > 0) {
        hash(level, i + 1);
      }
    }
    return new byte[DIGEST_SIZE];
  }

  private void hash(Level level, int above) {
    sha.update(level.hashes, 0, level.filled);
    sha.update(zeros, 0, BLOCK_SIZE - level.filled);
    level.filled = 0;
    addHash(above);
  }

  /**
   * Ends the block that the hash was fed with; where its hash fills a block of hashes, that one
   * too, and so on.
   */
  private void addHash(int index) {
    for (int i = index; ; i++) {
      if (i == levels.size()) {
        levels.add(new Level());
      }
      Level level = levels.get(i);
      takeHash(level);
      if (level.filled < BLOCK_SIZE) {
        return;
      }
      level.filled = 0;
      sha.update(level.hashes, 0, BLOCK_SIZE);
    }
  }

  private void takeHash(Level level) {
    try {
      level.filled += sha.digest(level.hashes, level.filled, DIGEST_SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
