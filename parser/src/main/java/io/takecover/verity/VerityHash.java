package io.takecover.verity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The hashes of fs-verity. */
public enum VerityHash {
  SHA_256("sha256", "SHA-256", 1, 32, 64),
  SHA_512("sha512", "SHA-512", 2, 64, 128);

  private final String label;
  private final String algorithm;
  private final int number;
  private final int size;
  private final int inputSize;

  VerityHash(String label, String algorithm, int number, int size, int inputSize) {
    this.label = label;
    this.algorithm = algorithm;
    this.number = number;
    this.size = size;
    this.inputSize = inputSize;
  }

  /** The one that people call so: {@code sha256} or {@code sha512}. */
  public static Optional<VerityHash> find(String label) {
    return Arrays.stream(values()).filter(hash -> hash.label.equals(label)).findFirst();
  }

  /** What people, and {@code fsverity}, call it. */
  public String label() {
    return label;
  }

  /** What a descriptor and a formatted digest call it. */
  public int number() {
    return number;
  }

  /** Bytes of a hash. */
  public int size() {
    return size;
  }

  /** Bytes that the hash takes in at once; a salt is padded to them (V-002). */
  int inputSize() {
    return inputSize;
  }

  /** The hash of the platform, which uses the processor's instructions for it. */
  MessageDigest start() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
