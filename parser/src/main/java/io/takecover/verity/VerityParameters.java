package io.takecover.verity;

import io.takecover.bytes.ByteView;

/**
 * What a file's fs-verity digest depends on besides its bytes.
 *
 * @param blockSize bytes of a block of data and of hashes: a power of 2 from 1024 to 65536
 * @param salt 0 to 32 bytes
 */
public record VerityParameters(VerityHash hash, int blockSize, ByteView salt) {
  /** What composefs uses (V-010). */
  public static final VerityParameters COMPOSEFS = of(VerityHash.SHA_256);

  private static final int LEAST_BLOCK = 1024;
  private static final int MOST_BLOCK = 65536;
  private static final int MOST_SALT = 32;

  /** {@code FS_VERITY_MAX_LEVELS}. */
  private static final int MOST_LEVELS = 8;

  /**
   * @throws IllegalArgumentException where fs-verity has no such parameters
   */
  public VerityParameters {
    if (blockSize < LEAST_BLOCK || blockSize > MOST_BLOCK || Integer.bitCount(blockSize) != 1) {
      throw new IllegalArgumentException("no power of 2 from 1024 to 65536: " + blockSize);
    }
    if (salt.size() > MOST_SALT) {
      throw new IllegalArgumentException("a salt of more than 32 bytes: " + salt.size());
    }
  }

  /** Blocks of 4096 bytes, no salt. */
  public static VerityParameters of(VerityHash hash) {
    return new VerityParameters(hash, 4096, ByteView.of(new byte[0]));
  }

  /** The largest file, in bytes: one whose tree has 8 levels (V-007), or of any size at all. */
  public long mostBytes() {
    long most = blockSize;
    for (int level = 0; level < MOST_LEVELS; level++) {
      int hashes = blockSize / hash.size();
      if (most > Long.MAX_VALUE / hashes) {
        return Long.MAX_VALUE;
      }
      most *= hashes;
    }
    return most;
  }
}
