package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.verity.VerityHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is signed, {@code struct fsverity_formatted_digest} of Linux (V-020): an fs-verity digest
 * behind a name, so that nobody can have signed it for another purpose.
 *
 * <pre>
 *   0   8  "FSVerity"
 *   8   2  hash algorithm: 1 SHA-256, 2 SHA-512
 *  10   2  bytes of the digest: 32, 64
 *  12   .  the digest
 * </pre>
 */
public final class FormattedDigest {
  private final ByteView bytes;

  private FormattedDigest(ByteView bytes) {
    this.bytes = bytes;
  }

  /** Of a digest of 32 bytes. */
  public static FormattedDigest sha256(byte[] digest) {
    return of(VerityHash.SHA_256, digest);
  }

  /**
   * Of a digest.
   *
   * @throws IllegalArgumentException where it has not as many bytes as the hash
   */
  public static FormattedDigest of(VerityHash hash, byte[] digest) {
    if (digest.length != hash.size()) {
      throw new IllegalArgumentException(digest.length + " bytes instead of " + hash.size());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("FSVerity".getBytes(StandardCharsets.US_ASCII));
    out.write(hash.number());
    out.write(0);
    out.write(hash.size());
    out.write(0);
    out.writeBytes(digest);
    return new FormattedDigest(ByteView.of(out.toByteArray()));
  }

  /** The 44 or 76 bytes. */
  public ByteView bytes() {
    return bytes;
  }
}
