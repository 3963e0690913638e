package io.takecover.verity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of one file after the other, of which no more is kept than one unfinished block a
 * level.
 */
final class HashTree {
  private final BlockHash blocks;
  private final int blockSize;
  private final int hashSize;
  private final List<Level> levels = new ArrayList<>();

  /**
   * The hashes of one level that are not hashed themselves yet, always less than a block of them.
   */
  private static final class Level {
    private final byte[] hashes;
    private int filled;

    private Level(int blockSize) {
      hashes = new byte[blockSize];
    }
  }

  HashTree(VerityParameters parameters, BlockHash blocks) {
    this.blocks = blocks;
    blockSize = parameters.blockSize();
    hashSize = parameters.hash().size();
  }

  /** Takes in the hashes of the next blocks of data, which are the first bytes of an array. */
  void add(byte[] hashes, int length) {
    for (int at = 0; at < length; at += hashSize) {
      Level leaves = level(0);
      System.arraycopy(hashes, at, leaves.hashes, leaves.filled, hashSize);
      leaves.filled += hashSize;
      rise();
    }
  }

  /** Hashes each block of hashes that is full; that may fill the one above it. */
  private void rise() {
    for (int i = 0; levels.get(i).filled == blockSize; i++) {
      hash(i);
    }
  }

  private void hash(int index) {
    Level level = levels.get(index);
    Level above = level(index + 1);
    blocks.block(level.hashes, level.filled, above.hashes, above.filled);
    above.filled += hashSize;
    level.filled = 0;
  }

  private Level level(int index) {
    if (index == levels.size()) {
      levels.add(new Level(blockSize));
    }
    return levels.get(index);
  }

  /** Takes out the one hash that is left at the top; zeros where there is no data (V-005). */
  byte[] takeRoot() {
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      if (isTop(i) && level.filled == hashSize) {
        level.filled = 0;
        return Arrays.copyOf(level.hashes, hashSize);
      }
      if (level.filled > 0) {
        hash(i);
      }
    }
    return new byte[hashSize];
  }

  /** Whether nothing is above a level; a longer file before may have needed more. */
  private boolean isTop(int index) {
    for (int i = index + 1; i < levels.size(); i++) {
      if (levels.get(i).filled > 0) {
        return false;
      }
    }
    return true;
  }
}
