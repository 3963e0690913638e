package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.ByteSource;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.verity.FsVerity;
import io.takecover.verity.ParallelVerity;
import io.takecover.verity.VerityHash;
import io.takecover.verity.VerityParameters;
import io.takecover.verity.VerityRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Three ways to one digest: in pieces by one thread, by several threads, and level by level with
 * every hash in memory, as the specification tells it and without a line of the library's.
 */
final class VerityClaims {
  private static final int THREADS = 3;
  private static final int LEAST_BLOCK = 1024;
  private static final int MOST_LEVELS = 8;

  /** Bytes that a thread takes at a time. */
  private static final int PIECE = 1 << 17;

  private VerityClaims() {}

  static void hold(byte[] input) {
    ByteSource source = new ByteSource(input);
    VerityHash hash = source.below(2) == 0 ? VerityHash.SHA_256 : VerityHash.SHA_512;
    int blockSize = LEAST_BLOCK << source.below(3);
    byte[] salt = new byte[source.below(33)];
    for (int i = 0; i < salt.length; i++) {
      salt[i] = (byte) source.next();
    }
    byte[] data = data(source, size(source, blockSize));
    VerityParameters parameters = new VerityParameters(hash, blockSize, ByteView.of(salt));
    byte[] plain = plain(data, parameters, salt);
    require(Arrays.equals(plain, inPieces(data, parameters, source)), "pieces", data);
    require(Arrays.equals(plain, parallel(data, parameters)), "parallel", data);
    promise(plain, source);
    long most = Math.max(0, (long) data.length + source.below(5) - 2);
    require(isRefused(data, parameters, most) == (data.length > most), "LEVELS", data);
    require(parameters.mostBytes() == mostBytes(hash, blockSize), "most-bytes", data);
  }

  /** The digest is the one that was promised; with a bit turned, it is not. */
  private static void promise(byte[] digest, ByteSource source) {
    byte[] other = digest.clone();
    other[source.below(other.length)] ^= (byte) (1 << source.below(Byte.SIZE));
    boolean isKept = VerityRule.IMAGE_DIGEST != broken(() -> FsVerity.requireSame(digest, digest));
    boolean isBroken = VerityRule.IMAGE_DIGEST == broken(() -> FsVerity.requireSame(digest, other));
    require(isKept && isBroken, "IMAGE_DIGEST", digest);
  }

  /** Something that may refuse. */
  @FunctionalInterface
  private interface Gate {
    void pass() throws IOException, RejectedException;
  }

  /** The rule by which a gate refuses, or null. */
  private static Rule broken(Gate gate) {
    try {
      gate.pass();
      return null;
    } catch (RejectedException e) {
      return e.violation().rule();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRefused(byte[] data, VerityParameters parameters, long most) {
    Rule rule =
        broken(
            () ->
                new ParallelVerity(parameters, THREADS, most)
                    .digest(new ByteArrayInputStream(data)));
    return rule == VerityRule.LEVELS;
  }

  /** How many bytes eight levels of hashes are for, as the kernel has it: no more than a long. */
  private static long mostBytes(VerityHash hash, int blockSize) {
    BigInteger hashes = BigInteger.valueOf(blockSize / (hash == VerityHash.SHA_256 ? 32 : 64));
    BigInteger most = hashes.pow(MOST_LEVELS).multiply(BigInteger.valueOf(blockSize));
    return most.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** Mostly small; or near the size at which a block, a level or a piece is full. */
  private static int size(ByteSource source, int blockSize) {
    int near = source.below(3) - 1;
    return switch (source.below(8)) {
      case 0 -> 0;
      case 1 -> blockSize * source.below(70) + 1 + near;
      case 2 -> PIECE * (1 + source.below(3)) + near;
      case 3 -> PIECE + blockSize * source.below(8) + 1 + near;
      default -> source.below(1 << 14);
    };
  }

  private static byte[] data(ByteSource source, int size) {
    byte[] seed = new byte[1 + source.below(64)];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) source.next();
    }
    byte[] data = new byte[size];
    for (int at = 0; at < size; at += seed.length) {
      System.arraycopy(seed, 0, data, at, Math.min(seed.length, size - at));
    }
    return data;
  }

  private static byte[] inPieces(byte[] data, VerityParameters parameters, ByteSource source) {
    FsVerity verity = new FsVerity(parameters);
    ByteView view = ByteView.of(data);
    int at = 0;
    while (at < data.length) {
      int length = Math.min(data.length - at, parameters.blockSize() * (1 + source.below(40)));
      verity.update(view, at, length);
      at += length;
    }
    return verity.digest();
  }

  private static byte[] parallel(byte[] data, VerityParameters parameters) {
    try {
      return new ParallelVerity(parameters, THREADS).digest(new ByteArrayInputStream(data));
    } catch (IOException | RejectedException e) {
      throw new ClaimFailure(Claim.VERITY_AGREES, "refused", e.toString());
    }
  }

  private static byte[] plain(byte[] data, VerityParameters parameters, byte[] salt) {
    MessageDigest hash = start(parameters.hash());
    byte[] prefix = Arrays.copyOf(salt, salt.length == 0 ? 0 : 2 * hash.getDigestLength());
    List<byte[]> level = blocks(data, parameters.blockSize());
    byte[] root = new byte[hash.getDigestLength()];
    while (!level.isEmpty()) {
      ByteArrayOutputStream hashes = new ByteArrayOutputStream();
      for (byte[] block : level) {
        hash.update(prefix);
        root = hash.digest(block);
        hashes.writeBytes(root);
      }
      level = level.size() == 1 ? List.of() : blocks(hashes.toByteArray(), parameters.blockSize());
    }
    ByteBuffer descriptor = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    descriptor.put(0, (byte) 1).put(1, (byte) parameters.hash().number());
    descriptor.put(2, (byte) (31 - Integer.numberOfLeadingZeros(parameters.blockSize())));
    descriptor.put(3, (byte) salt.length).putLong(8, data.length).put(16, root).put(80, salt);
    return hash.digest(descriptor.array());
  }

  private static List<byte[]> blocks(byte[] bytes, int size) {
    List<byte[]> blocks = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      blocks.add(Arrays.copyOfRange(bytes, at, at + size));
    }
    return blocks;
  }

  private static MessageDigest start(VerityHash hash) {
    try {
      return MessageDigest.getInstance(hash == VerityHash.SHA_256 ? "SHA-256" : "SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean holds, String rule, byte[] data) {
    if (!holds) {
      throw new ClaimFailure(Claim.VERITY_AGREES, rule, "of " + data.length + " bytes");
    }
  }
}
