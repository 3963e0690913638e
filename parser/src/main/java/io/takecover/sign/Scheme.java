package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * How something was signed.
 *
 * @param rsa PKCS#1 v1.5; otherwise ECDSA
 */
record Scheme(boolean rsa, HashAlgorithm hash) {
  /**
   * The one of this identifier.
   *
   * @param hash the signer's hash, for the identifier that names none; or null where there is none
   * @return null where the identifier is of no scheme that is known
   */
  static Scheme find(ByteView oid, HashAlgorithm hash) {
    if (Oid.RSA.is(oid) && hash != null) {
      return new Scheme(true, hash);
    } else if (Oid.RSA_SHA_256.is(oid)) {
      return new Scheme(true, HashAlgorithm.SHA_256);
    } else if (Oid.RSA_SHA_384.is(oid)) {
      return new Scheme(true, HashAlgorithm.SHA_384);
    } else if (Oid.RSA_SHA_512.is(oid)) {
      return new Scheme(true, HashAlgorithm.SHA_512);
    } else if (Oid.ECDSA_SHA_256.is(oid)) {
      return new Scheme(false, HashAlgorithm.SHA_256);
    } else if (Oid.ECDSA_SHA_384.is(oid)) {
      return new Scheme(false, HashAlgorithm.SHA_384);
    }
    return Oid.ECDSA_SHA_512.is(oid) ? new Scheme(false, HashAlgorithm.SHA_512) : null;
  }

  boolean fits(AsymmetricKeyParameter key) {
    return rsa ? key instanceof RSAKeyParameters : key instanceof ECPublicKeyParameters;
  }

  /**
   * Refuses a signature that could be written in another way too: a zero before it, say.
   *
   * @param key one that {@link #fits}
   */
  void requireForm(AsymmetricKeyParameter key, ByteView signature, String field)
      throws RejectedException {
    if (key instanceof RSAKeyParameters rsaKey) {
      int size = (rsaKey.getModulus().bitLength() + 7) / 8;
      DerReader.require(
          signature.size() == size,
          SignatureRule.SIGNATURE_FORM,
          signature,
          field,
          signature.size());
      return;
    }
    DerReader reader = new DerReader(signature);
    boolean isSequence = reader.has(DerReader.SEQUENCE);
    DerReader.require(isSequence, SignatureRule.SIGNATURE_FORM, signature, field, 0);
    DerReader.requireDer(signature);
    DerReader numbers = reader.next(DerReader.SEQUENCE, field).parts();
    reader.requireEnd(field);
    numbers.next(DerReader.INTEGER, field + ".r");
    numbers.next(DerReader.INTEGER, field + ".s");
    numbers.requireEnd(field);
  }

  /** Whether the signature is that of the key; false too where it is nonsense. */
  boolean verify(AsymmetricKeyParameter key, ByteView message, ByteView signature) {
    Signer signer = start();
    signer.init(false, key);
    byte[] bytes = message.copy(0, message.size());
    signer.update(bytes, 0, bytes.length);
    return signer.verifySignature(signature.copy(0, signature.size()));
  }

  /** Signs a message with a private key that belongs to the scheme. */
  byte[] sign(AsymmetricKeyParameter key, byte[] message) {
    Signer signer = start();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a key that cannot sign", e);
    }
  }

  Signer start() {
    return rsa
        ? new RSADigestSigner(hash.start())
        : new DSADigestSigner(new ECDSASigner(), hash.start(), StandardDSAEncoding.INSTANCE);
  }

  /** What Bouncy Castle calls it. */
  String label() {
    return hash.name().replace("_", "") + "WITH" + (rsa ? "RSA" : "ECDSA");
  }
}
