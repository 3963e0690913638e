package io.takecover.sign;

import io.takecover.bytes.ByteView;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** The hashes that a signer may use on what is signed. */
enum HashAlgorithm {
  SHA_256(Oid.SHA_256, SHA256Digest::new),
  SHA_384(Oid.SHA_384, SHA384Digest::new),
  SHA_512(Oid.SHA_512, SHA512Digest::new);

  private final Oid oid;
  private final Supplier<Digest> maker;

  HashAlgorithm(Oid oid, Supplier<Digest> maker) {
    this.oid = oid;
    this.maker = maker;
  }

  /** The one of this identifier, or null. */
  static HashAlgorithm find(ByteView oid) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.oid.is(oid)) {
        return algorithm;
      }
    }
    return null;
  }

  Digest start() {
    return maker.get();
  }

  ByteView hash(ByteView message) {
    Digest digest = start();
    byte[] bytes = message.copy(0, message.size());
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return ByteView.of(hash);
  }
}
