package io.takecover.verity;

import io.takecover.bytes.Field;

/**
 * Every field of the fs-verity descriptor, which is what a file's digest is the hash of. 256 bytes,
 * little-endian:
 *
 * <pre>
 *   0   1  version         16  64  root_hash, left-aligned
 *   1   1  hash_algorithm  80  32  salt, left-aligned
 *   2   1  log_blocksize  112 144  reserved
 *   3   1  salt_size
 *   4   4  sig_size, 0 while the digest is computed (V-001)
 *   8   8  data_size
 * </pre>
 */
enum VerityLayout implements Field {
  VERSION("version", 0, 1, false),
  HASH_ALGORITHM("hash_algorithm", 1, 1, false),
  LOG_BLOCKSIZE("log_blocksize", 2, 1, false),
  SALT_SIZE("salt_size", 3, 1, false),
  SIG_SIZE("sig_size", 4, 4, false),
  DATA_SIZE("data_size", 8, 8, false),
  ROOT_HASH("root_hash", 16, 64, false),
  SALT("salt", 80, 32, false),
  RESERVED("reserved", 112, 144, true);

  /** Bytes of the descriptor. */
  static final int SIZE = 256;

  private final String path;
  private final int offset;
  private final int width;
  private final boolean reserved;

  VerityLayout(String name, int offset, int width, boolean reserved) {
    this.path = "fsverity_descriptor." + name;
    this.offset = offset;
    this.width = width;
    this.reserved = reserved;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean isReserved() {
    return reserved;
  }
}
