package io.takecover.verity;

import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.util.Arrays;

/**
 * The fs-verity digests of files, one after the other. Data goes in front to back; of each level of
 * the hash tree, one block is held.
 */
public final class FsVerity {
  /** Bytes of the digests of composefs. */
  public static final int DIGEST_SIZE = 32;

  private static final int DESCRIPTOR_VERSION = 1;

  private final VerityParameters parameters;
  private final BlockHash blocks;
  private final HashTree tree;
  private final byte[] hash;
  private long dataSize;

  /** With the parameters of composefs. */
  public FsVerity() {
    this(VerityParameters.COMPOSEFS);
  }

  public FsVerity(VerityParameters parameters) {
    this.parameters = parameters;
    blocks = new BlockHash(parameters);
    tree = new HashTree(parameters, blocks);
    hash = new byte[parameters.hash().size()];
  }

  /** The digest of all of {@code data}, as composefs has it. */
  public static byte[] sha256(ByteView data) {
    return of(data, VerityParameters.COMPOSEFS);
  }

  /** The digest of all of {@code data}. */
  public static byte[] of(ByteView data, VerityParameters parameters) {
    FsVerity verity = new FsVerity(parameters);
    verity.update(data, 0, data.size());
    return verity.digest();
  }

  /**
   * Refuses an image that does not have the digest that was promised (V-014).
   *
   * @param digest of the image, at least 8 bytes
   */
  public static void requireSame(byte[] digest, byte[] promised) throws RejectedException {
    if (!Arrays.equals(digest, promised)) {
      long leadingBits = Long.reverseBytes(ByteView.of(digest).u64(0));
      throw new RejectedException(
          new Violation(VerityRule.IMAGE_DIGEST, 0, "image.digest", leadingBits));
    }
  }

  /**
   * Takes in the next {@code length} bytes.
   *
   * @throws IllegalStateException when what came before was no multiple of the block size, or with
   *     these there are more than {@link VerityParameters#mostBytes()}
   */
  public void update(ByteView data, long at, long length) {
    requireRoom(length);
    int blockSize = parameters.blockSize();
    long end = at + length;
    for (long block = at; block < end; block += blockSize) {
      blocks.block(data, block, Math.min(blockSize, end - block), hash, 0);
      tree.add(hash, hash.length);
    }
    dataSize += length;
  }

  /**
   * Takes in the next {@code length} bytes, of whose blocks somebody else has made the hashes.
   *
   * @param size bytes of the hashes
   */
  void update(byte[] hashes, int size, long length) {
    requireRoom(length);
    tree.add(hashes, size);
    dataSize += length;
  }

  private void requireRoom(long length) {
    int blockSize = parameters.blockSize();
    if (dataSize % blockSize != 0 && length > 0) {
      throw new IllegalStateException("data behind a block of " + dataSize % blockSize + " bytes");
    }
    if (length > parameters.mostBytes() - dataSize) {
      throw new IllegalStateException("more than " + parameters.mostBytes() + " bytes");
    }
  }

  /** The digest of what was taken in; what comes afterwards is another file. */
  public byte[] digest() {
    ByteView salt = parameters.salt();
    ByteView root = ByteView.of(tree.takeRoot());
    ByteSink descriptor = ByteSink.keeping(VerityLayout.SIZE);
    descriptor.put(VerityLayout.VERSION, DESCRIPTOR_VERSION);
    descriptor.put(VerityLayout.HASH_ALGORITHM, parameters.hash().number());
    descriptor.put(
        VerityLayout.LOG_BLOCKSIZE, Integer.numberOfTrailingZeros(parameters.blockSize()));
    descriptor.put(VerityLayout.SALT_SIZE, salt.size());
    descriptor.put(VerityLayout.SIG_SIZE, 0);
    descriptor.put(VerityLayout.DATA_SIZE, dataSize);
    put(descriptor, VerityLayout.ROOT_HASH, root);
    put(descriptor, VerityLayout.SALT, salt);
    descriptor.zero(VerityLayout.RESERVED, VerityLayout.RESERVED.width());
    dataSize = 0;
    return blocks.plain(descriptor.view());
  }

  /** Left-aligned, filled up with zeros. */
  private static void put(ByteSink descriptor, VerityLayout field, ByteView value) {
    descriptor.put(field, value, 0, value.size());
    descriptor.zero(field, field.width() - value.size());
  }
}
