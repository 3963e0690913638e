package io.takecover.fuzz.claims;

import io.takecover.fuzz.gen.DerNode;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A test certificate, as the platform reads it; its names, as DER has them. */
final class SecondCertificate {
  private static final Set<String> KNOWN_EXTENSIONS = Set.of("2.5.29.15", "2.5.29.19", "2.5.29.37");
  private static final Set<String> FOR_CODE = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");
  private static final Set<Integer> CURVES = Set.of(256, 384, 521);
  private static final int LEAST_RSA = 2048;
  private static final int MOST_RSA = 8192;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_CERT_SIGN = 5;
  private static final String KEY_IDENTIFIER = "551d0e";

  private final List<String> contents;
  private final String algorithm;
  private final List<DerNode> signed;

  /** Null where the platform does not know the kind of key: a curve that is spelled out. */
  private final X509Certificate known;

  /**
   * Of a certificate that is in order as far as its bytes go.
   *
   * @param der the whole of it
   */
  SecondCertificate(byte[] der) {
    DerNode whole = DerNode.read(der).trees().get(0);
    contents = contents(whole);
    algorithm = whole.parts().get(1).hex();
    signed = whole.parts().get(0).parts();
    known = known(der);
  }

  private static X509Certificate known(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateParsingException unknownKey) {
      return null;
    } catch (CertificateException e) {
      throw new IllegalStateException("a test certificate is none", e);
    }
  }

  /** Whether an element of a message is this certificate, as far as it is signed. */
  boolean isIn(DerNode element) {
    List<DerNode> parts = element.parts();
    return parts.size() == 3
        && !parts.get(1).parts().isEmpty()
        && contents(element).equals(contents);
  }

  /**
   * Whether something is behind the identifier of the algorithm that was not there. Nobody has
   * signed that, so it may be anything, and then perhaps no certificate reads as that.
   */
  boolean isChangedIn(DerNode element) {
    return isIn(element) && !element.parts().get(1).hex().equals(algorithm);
  }

  /** What is signed, how, and the signature. */
  private static List<String> contents(DerNode certificate) {
    List<DerNode> parts = certificate.parts();
    return List.of(parts.get(0).hex(), parts.get(1).parts().get(0).hex(), parts.get(2).hex());
  }

  String serial() {
    return signed.get(1).hex();
  }

  String issuer() {
    return signed.get(3).hex();
  }

  String subject() {
    return signed.get(5).hex();
  }

  /** The identifier of the key, in hexadecimal digits; none where the certificate has none. */
  String keyIdentifier() {
    for (DerNode extension : signed.get(7).parts().get(0).parts()) {
      List<DerNode> parts = extension.parts();
      if (parts.get(0).hex().equals(KEY_IDENTIFIER)) {
        return DerNode.read(parts.get(parts.size() - 1).content()).trees().get(0).hex();
      }
    }
    return "";
  }

  /** Whether another's key signed this; who it was is known by the name, as far as keys are. */
  boolean isSignedBy(SecondCertificate other) {
    if (!issuer().equals(other.subject())) {
      return false;
    }
    if (known == null || other.known == null) {
      return this == other;
    }
    try {
      known.verify(other.known.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key, or null where it is one of those that are not taken. */
  PublicKey key() {
    PublicKey key = known == null ? null : known.getPublicKey();
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= LEAST_RSA && bits <= MOST_RSA ? key : null;
    }
    return key instanceof ECPublicKey ec
            && CURVES.contains(ec.getParams().getCurve().getField().getFieldSize())
        ? key
        : null;
  }

  boolean isFrom(Instant at) {
    return !at.isBefore(known.getNotBefore().toInstant());
  }

  boolean isUntil(Instant at) {
    return !at.isAfter(known.getNotAfter().toInstant());
  }

  boolean isUnderstood() {
    Set<String> critical = known.getCriticalExtensionOIDs();
    return critical == null || KNOWN_EXTENSIONS.containsAll(critical);
  }

  boolean maySign() {
    boolean[] usage = known.getKeyUsage();
    return usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION];
  }

  boolean maySignCode() {
    try {
      List<String> purposes = known.getExtendedKeyUsage();
      return purposes == null || purposes.stream().anyMatch(FOR_CODE::contains);
    } catch (CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean mayIssue() {
    boolean[] usage = known.getKeyUsage();
    return known.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
  }
}
