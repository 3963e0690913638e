package io.takecover.verity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The digest as the specification tells it: level by level, all of each in memory. */
final class PlainVerity {
  private PlainVerity() {}

  static String digest(byte[] data, VerityParameters parameters) throws Exception {
    boolean isShort = parameters.hash() == VerityHash.SHA_256;
    String algorithm = isShort ? "SHA-256" : "SHA-512";
    int size = isShort ? 32 : 64;
    int blockSize = parameters.blockSize();
    byte[] salt = parameters.salt().copy(0, parameters.salt().size());
    byte[] padded = Arrays.copyOf(salt, salt.length == 0 ? 0 : 2 * size);
    byte[] level = data;
    while (level.length > size || (level == data && data.length > 0)) {
      int blocks = (level.length + blockSize - 1) / blockSize;
      ByteBuffer hashes = ByteBuffer.allocate(size * blocks);
      for (int i = 0; i < blocks; i++) {
        MessageDigest hash = MessageDigest.getInstance(algorithm);
        hash.update(padded);
        hashes.put(hash.digest(Arrays.copyOfRange(level, blockSize * i, blockSize * (i + 1))));
      }
      level = hashes.array();
    }
    ByteBuffer descriptor = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    descriptor.put((byte) 1).put((byte) (isShort ? 1 : 2));
    descriptor.put((byte) Integer.numberOfTrailingZeros(blockSize)).put((byte) salt.length);
    descriptor.putInt(0).putLong(data.length).put(level);
    descriptor.position(80).put(salt);
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(descriptor.array()));
  }
}
