package io.takecover.sign;

import static io.takecover.sign.DerReader.require;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * What a certificate says. Only certificates that the caller trusts, or that one of those signed,
 * are ever read: of all others, not even the syntax is looked at.
 *
 * @param issuer the encoded name, likewise {@code subject}
 * @param serial the number, as DER has it
 * @param keyIdentifier of the key, or null where the certificate has none
 */
record Certificate(
    ByteView issuer,
    ByteView serial,
    ByteView subject,
    ByteView keyIdentifier,
    AsymmetricKeyParameter key,
    Instant from,
    Instant until,
    boolean maySign,
    boolean maySignCode,
    boolean mayIssue,
    boolean isUnderstood) {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 8192;
  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);
  private static final Set<ASN1ObjectIdentifier> KNOWN_EXTENSIONS =
      Set.of(Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage);

  /** Everything is read at once, for the library reads late, and then throws late. */
  static Certificate read(ByteView der) throws RejectedException {
    try {
      X509CertificateHolder holder = new X509CertificateHolder(der.copy(0, der.size()));
      BigInteger serial = holder.getSerialNumber();
      Extensions extensions = holder.getExtensions();
      SubjectKeyIdentifier keyIdentifier =
          extensions == null ? null : SubjectKeyIdentifier.fromExtensions(extensions);
      KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
      ExtendedKeyUsage purposes =
          extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
      BasicConstraints constraints =
          extensions == null ? null : BasicConstraints.fromExtensions(extensions);
      return new Certificate(
          ByteView.of(holder.getIssuer().getEncoded(ASN1Encoding.DER)),
          ByteView.of(serial.toByteArray()),
          ByteView.of(holder.getSubject().getEncoded(ASN1Encoding.DER)),
          keyIdentifier == null ? null : ByteView.of(keyIdentifier.getKeyIdentifier()),
          PublicKeyFactory.createKey(holder.getSubjectPublicKeyInfo()),
          holder.getNotBefore().toInstant(),
          holder.getNotAfter().toInstant(),
          usage == null
              || usage.hasUsages(KeyUsage.digitalSignature)
              || usage.hasUsages(KeyUsage.nonRepudiation),
          purposes == null
              || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_codeSigning)
              || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage),
          constraints != null
              && constraints.isCA()
              && (usage == null || usage.hasUsages(KeyUsage.keyCertSign)),
          KNOWN_EXTENSIONS.containsAll(holder.getCriticalExtensionOIDs()));
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | ClassCastException e) {
      throw new RejectedException(
          new Violation(SignatureRule.CERTIFICATE, der.offset(), "certificate", der.size()));
    }
  }

  /** Loads what reading takes, by reading next to nothing. */
  static void prepare() {
    // A certificate of no bytes, and a key of RSA without numbers: neither is one.
    for (String nothing : new String[] {"", "300d06092a864886f70d0101010500"}) {
      try {
        byte[] der = HexFormat.of().parseHex(nothing);
        PublicKeyFactory.createKey(der);
        read(ByteView.of(der));
      } catch (IOException | RejectedException | IllegalArgumentException e) {
        // As it must be.
      }
    }
  }

  /** Whether a signer's identifier names this certificate. */
  boolean isOf(SignedData.SignerInfo signer) {
    if (signer.keyIdentifier() != null) {
      return keyIdentifier != null && SameBytes.test(keyIdentifier, signer.keyIdentifier());
    }
    return SameBytes.test(issuer, signer.issuer()) && SameBytes.test(serial, signer.serial());
  }

  /** Refuses a key that is too short, or on a curve that nobody named. */
  void requireKey(ByteView where) throws RejectedException {
    boolean holds = false;
    long bits = 0;
    if (key instanceof RSAKeyParameters rsa) {
      bits = rsa.getModulus().bitLength();
      holds = bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
    } else if (key instanceof ECPublicKeyParameters ec) {
      bits = ec.getParameters().getCurve().getFieldSize();
      holds =
          ec.getParameters() instanceof ECNamedDomainParameters curve
              && CURVES.contains(curve.getName());
    }
    require(holds, SignatureRule.KEY, where, "certificate.key", bits);
  }

  /**
   * Refuses a certificate outside its time, or with an extension that nobody here understands.
   *
   * @param where what is to be judged by it
   */
  void requireValid(Instant at, ByteView where) throws RejectedException {
    long now = at.getEpochSecond();
    require(!at.isBefore(from), SignatureRule.NOT_YET_VALID, where, "certificate.not_before", now);
    require(!at.isAfter(until), SignatureRule.EXPIRED, where, "certificate.not_after", now);
    require(isUnderstood, SignatureRule.CRITICAL_EXTENSION, where, "certificate.extensions", 0);
  }
}
