package io.takecover.verity;

import io.takecover.bytes.ByteView;
import java.security.DigestException;
import java.security.MessageDigest;

/** Hashes one block after the other: the salt, then the block, filled up with zeros (V-002). */
final class BlockHash {
  private final MessageDigest hash;
  private final byte[] salt;
  private final byte[] zeros;

  BlockHash(VerityParameters parameters) {
    hash = parameters.hash().start();
    zeros = new byte[parameters.blockSize()];
    ByteView given = parameters.salt();
    salt = new byte[given.size() == 0 ? 0 : parameters.hash().inputSize()];
    given.copyTo(salt);
  }

  /**
   * Hashes the {@code length} bytes at {@code at}, at most a block.
   *
   * @param to where the hash goes in {@code target}
   */
  void block(ByteView data, long at, long length, byte[] target, int to) {
    hash.update(salt);
    data.update(hash, at, length);
    finish(Math.toIntExact(length), target, to);
  }

  /** Hashes the first {@code length} bytes of {@code data}, at most a block. */
  void block(byte[] data, int length, byte[] target, int to) {
    hash.update(salt);
    hash.update(data, 0, length);
    finish(length, target, to);
  }

  /** Hashes bytes that are neither salted nor filled up. */
  byte[] plain(ByteView data) {
    data.update(hash, 0, data.size());
    return hash.digest();
  }

  private void finish(int length, byte[] target, int to) {
    hash.update(zeros, 0, zeros.length - length);
    try {
      hash.digest(target, to, hash.getDigestLength());
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
    }
  }
}
