package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Says whether somebody who is trusted signed a digest. The image is never seen here, and nothing
 * in a signature is believed before a trusted key has vouched for it.
 *
 * <p>The bytes are taken apart by our own reader, which knows one shape; Bouncy Castle is given
 * keys, hashes and numbers, and certificates only when they are trusted. It is used directly and
 * not as a provider of the platform, whose configuration would then decide too.
 */
public final class Signatures {
  private static final long MOST_BYTES = 16_128;
  private static final int RAW_SIZE = 64;

  /** What only a forger, or a broken disk, makes: no other signer makes up for it. */
  private static final Set<Rule> FORGED =
      Set.of(
          SignatureRule.BAD_SIGNATURE, SignatureRule.MESSAGE_DIGEST, SignatureRule.SIGNATURE_FORM);

  private Signatures() {}

  /**
   * Refuses where a signature is wanted, and there is none (S-030).
   *
   * @param signature null where there is none
   */
  public static void requirePresent(ByteView signature) throws RejectedException {
    if (signature == null) {
      throw new RejectedException(
          new Violation(SignatureRule.NO_SIGNATURE, Violation.NOWHERE, "signature", 0));
    }
  }

  /**
   * Refuses a digest that nobody who is trusted has signed. Of several signers, one is enough that
   * is trusted and whose certificate is in order; but where the certificate of any is trusted, the
   * signature by it must be right.
   *
   * @param signature a CMS message in DER, or the 64 bytes of an Ed25519 signature, over {@link
   *     FormattedDigest#bytes()}
   * @param at when certificates are to be valid
   * @throws RejectedException with a {@link SignatureRule}, and an offset in the signature
   */
  public static void require(ByteView signature, FormattedDigest digest, Trust trust, Instant at)
      throws RejectedException {
    long size = signature.size();
    boolean fits = size > 0 && size <= MOST_BYTES;
    DerReader.require(fits, SignatureRule.SIZE, signature, "signature", size);
    if (size == RAW_SIZE) {
      requireRaw(signature, digest, trust);
      return;
    }
    SignedData data = SignedDataReader.read(signature);
    List<Candidate> candidates = trust.candidates(data.certificates());
    Violation reason = null;
    boolean isSigned = false;
    for (SignedData.SignerInfo signer : data.signers()) {
      Violation violation = judge(signer, candidates, digest, at);
      if (violation == null) {
        isSigned = true;
      } else if (FORGED.contains(violation.rule())) {
        throw new RejectedException(violation);
      } else if (reason == null || reason.rule() == SignatureRule.UNTRUSTED) {
        reason = violation;
      }
    }
    if (!isSigned) {
      throw new RejectedException(reason);
    }
  }

  /**
   * Loads what judging a signature needs, for whoever has something else to do meanwhile: of the
   * time that one signature takes, that is nearly all. Changes nothing, and need not be called.
   */
  public static void prepare() {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      new Scheme(true, algorithm).start();
      new Scheme(false, algorithm).start();
    }
    Certificate.prepare();
  }

  /**
   * Why a signer's word does not count, or null where it does. A renewed certificate may have the
   * key of the one before, so several may be meant; one that counts is enough.
   */
  private static Violation judge(
      SignedData.SignerInfo signer,
      List<Candidate> candidates,
      FormattedDigest digest,
      Instant at) {
    Violation reason =
        new Violation(
            SignatureRule.UNTRUSTED, signer.where().offset(), "signer", candidates.size());
    boolean isKnown = false;
    for (Candidate candidate : candidates) {
      if (!candidate.certificate().isOf(signer)) {
        continue;
      }
      try {
        candidate.require(signer, digest, at);
        return null;
      } catch (RejectedException e) {
        if (!isKnown || FORGED.contains(reason.rule())) {
          reason = e.violation();
        }
        isKnown = true;
      }
    }
    return reason;
  }

  private static void requireRaw(ByteView signature, FormattedDigest digest, Trust trust)
      throws RejectedException {
    boolean isAny = !trust.keys().isEmpty();
    DerReader.require(isAny, SignatureRule.UNTRUSTED, signature, "signature", RAW_SIZE);
    boolean isSigned = trust.keys().stream().anyMatch(key -> isSigned(signature, digest, key));
    DerReader.require(isSigned, SignatureRule.ED25519, signature, "signature", RAW_SIZE);
  }

  private static boolean isSigned(
      ByteView signature, FormattedDigest digest, Ed25519PublicKeyParameters key) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, key);
    byte[] message = digest.bytes().copy(0, digest.bytes().size());
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature.copy(0, signature.size()));
  }
}
