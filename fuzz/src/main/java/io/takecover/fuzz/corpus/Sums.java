package io.takecover.fuzz.corpus;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums of bytes, in hexadecimal, by which files are known. */
public final class Sums {
  private Sums() {}

  /** The SHA-256, by which vectors and crashes are known; 64 digits. */
  public static String sha256(byte[] bytes) {
    return sum("SHA-256", bytes);
  }

  /** The SHA-1, by which fuzzers name inputs; 40 digits. */
  public static String sha1(byte[] bytes) {
    return sum("SHA-1", bytes);
  }

  private static String sum(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has " + algorithm, e);
    }
  }
}
