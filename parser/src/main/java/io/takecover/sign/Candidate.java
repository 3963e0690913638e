package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/**
 * A certificate that may be a signer's.
 *
 * @param issuer the trusted certificate by whose key it is signed, or null where it is trusted
 *     itself
 */
record Candidate(Certificate certificate, Certificate issuer) {

  /**
   * Refuses what this signer did not sign. The signature comes first: of a certificate that has
   * expired, it then is known that nothing else is wrong.
   */
  void require(SignedData.SignerInfo signer, FormattedDigest digest, Instant at)
      throws RejectedException {
    requireSignature(signer, digest.bytes());
    ByteView where = signer.where();
    certificate.requireValid(at, where);
    DerReader.require(
        certificate.maySign(), SignatureRule.KEY_USAGE, where, "certificate.key_usage", 0);
    DerReader.require(
        certificate.maySignCode(),
        SignatureRule.EXTENDED_KEY_USAGE,
        where,
        "certificate.extended_key_usage",
        0);
    if (issuer != null) {
      issuer.requireValid(at, where);
      boolean isTheOne = SameBytes.test(certificate.issuer(), issuer.subject());
      boolean holds = isTheOne && issuer.mayIssue();
      DerReader.require(holds, SignatureRule.ISSUER, where, "certificate.issuer", 0);
    }
  }

  private void requireSignature(SignedData.SignerInfo signer, ByteView digest)
      throws RejectedException {
    certificate.requireKey(signer.where());
    Scheme scheme = signer.scheme();
    ByteView signature = signer.signature();
    requireOwn(scheme.fits(certificate.key()), signature);
    scheme.requireForm(certificate.key(), signature, "signer.signature");
    ByteView message = digest;
    if (signer.attributes() != null) {
      boolean isHash = SameBytes.test(scheme.hash().hash(digest), signer.messageDigest());
      DerReader.require(
          isHash,
          SignatureRule.MESSAGE_DIGEST,
          signer.messageDigest(),
          "signer.attributes.hash",
          0);
      message = asSet(signer.attributes());
    }
    requireOwn(scheme.verify(certificate.key(), message, signature), signature);
  }

  /** The attributes under the tag of a set, which is how they are signed (RFC 5652, 5.4). */
  private static ByteView asSet(ByteView attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(DerReader.SET);
    out.writeBytes(attributes.copy(1, attributes.size() - 1));
    return ByteView.of(out.toByteArray());
  }

  private static void requireOwn(boolean holds, ByteView signature) throws RejectedException {
    DerReader.require(
        holds, SignatureRule.BAD_SIGNATURE, signature, "signer.signature", signature.size());
  }
}
