package io.takecover.sign;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/**
 * Signs digests, for tests and small setups: the key is a file. What is made is what {@link
 * Signatures} reads, and {@code fsverity sign} makes: of an RSA or an elliptic key a CMS message
 * without attributes and without certificates, of an Ed25519 key 64 bytes.
 */
public final class SigningKey {
  private static final int BITS_OF_P_384 = 384;
  private static final int BITS_OF_P_521 = 521;

  private final AsymmetricKeyParameter key;
  private final X509CertificateHolder holder;
  private final Certificate certificate;

  private SigningKey(
      AsymmetricKeyParameter key, X509CertificateHolder holder, Certificate certificate) {
    this.key = key;
    this.holder = holder;
    this.certificate = certificate;
  }

  /**
   * Reads a key, and the certificate that verifiers know it by.
   *
   * @param pem a private key, unencrypted, in any of the forms of OpenSSL
   * @param certificate PEM; not looked at for an Ed25519 key, and may be null there
   * @throws RejectedException where either is not that, or they do not belong together
   */
  public static SigningKey read(ByteView pem, ByteView certificate) throws RejectedException {
    AsymmetricKeyParameter key = readKey(pem);
    if (key instanceof Ed25519PrivateKeyParameters) {
      return new SigningKey(key, null, null);
    }
    if (certificate == null) {
      throw refusal(SignatureRule.CERTIFICATE, "certificate");
    }
    X509CertificateHolder holder = readCertificate(certificate);
    Certificate known = Certificate.read(encoded(holder));
    known.requireKey(certificate);
    SigningKey made = new SigningKey(key, holder, known);
    made.sign(FormattedDigest.sha256(new byte[32]));
    return made;
  }

  private static ByteView encoded(X509CertificateHolder holder) throws RejectedException {
    try {
      return ByteView.of(holder.getEncoded());
    } catch (IOException e) {
      throw refusal(SignatureRule.CERTIFICATE, "certificate");
    }
  }

  private static AsymmetricKeyParameter readKey(ByteView pem) throws RejectedException {
    try {
      Object found = firstOf(pem);
      if (found instanceof PEMKeyPair pair) {
        return PrivateKeyFactory.createKey(pair.getPrivateKeyInfo());
      }
      if (found instanceof PrivateKeyInfo info) {
        return PrivateKeyFactory.createKey(info);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // Said below: whatever is wrong with it, it is no key.
    }
    throw refusal(SignatureRule.KEY_FILE, "key");
  }

  private static X509CertificateHolder readCertificate(ByteView pem) throws RejectedException {
    try {
      if (firstOf(pem) instanceof X509CertificateHolder holder) {
        return holder;
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // Likewise.
    }
    throw refusal(SignatureRule.CERTIFICATE, "certificate");
  }

  /** Bouncy Castle's object of the first PEM block that is none of key parameters. */
  private static Object firstOf(ByteView pem) throws IOException {
    String text = new String(pem.copy(0, pem.size()), StandardCharsets.ISO_8859_1);
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      Object found = parser.readObject();
      // OpenSSL writes the name of the curve before an elliptic key.
      boolean isCurve = found instanceof org.bouncycastle.asn1.ASN1ObjectIdentifier;
      return isCurve ? parser.readObject() : found;
    }
  }

  /**
   * Signs a digest.
   *
   * @throws RejectedException where the key is not that of the certificate
   */
  public byte[] sign(FormattedDigest digest) throws RejectedException {
    byte[] message = digest.bytes().copy(0, digest.bytes().size());
    if (key instanceof Ed25519PrivateKeyParameters) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    }
    byte[] signature = signMessage(message);
    SignedData data = SignedDataReader.read(ByteView.of(signature));
    SignedData.SignerInfo signer = data.signers().get(0);
    boolean isItsKey =
        signer.scheme().fits(certificate.key())
            && signer.scheme().verify(certificate.key(), digest.bytes(), signer.signature());
    if (!isItsKey) {
      throw refusal(SignatureRule.KEY_OF_CERTIFICATE, "key");
    }
    return signature;
  }

  private byte[] signMessage(byte[] message) throws RejectedException {
    BcDigestCalculatorProvider hashes = new BcDigestCalculatorProvider();
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(hashes)
              .setDirectSignature(true)
              .build(new KeySigner(key, scheme()), holder));
      return generator.generate(new CMSProcessableByteArray(message), false).getEncoded("DER");
    } catch (CMSException | OperatorCreationException | IOException e) {
      throw refusal(SignatureRule.KEY_FILE, "key");
    }
  }

  /** With the hash that is as strong as the key. */
  private Scheme scheme() throws RejectedException {
    if (key instanceof RSAKeyParameters) {
      return new Scheme(true, HashAlgorithm.SHA_256);
    }
    if (key instanceof ECPrivateKeyParameters elliptic) {
      int bits = elliptic.getParameters().getCurve().getFieldSize();
      HashAlgorithm hash = bits == BITS_OF_P_384 ? HashAlgorithm.SHA_384 : HashAlgorithm.SHA_256;
      return new Scheme(false, bits == BITS_OF_P_521 ? HashAlgorithm.SHA_512 : hash);
    }
    throw refusal(SignatureRule.KEY, "key");
  }

  /** Signs what is written to it, in the form that Bouncy Castle's messages are made with. */
  private static final class KeySigner implements ContentSigner {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final AsymmetricKeyParameter key;
    private final Scheme scheme;

    KeySigner(AsymmetricKeyParameter key, Scheme scheme) {
      this.key = key;
      this.scheme = scheme;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new DefaultSignatureAlgorithmIdentifierFinder().find(scheme.label());
    }

    @Override
    public OutputStream getOutputStream() {
      return message;
    }

    @Override
    public byte[] getSignature() {
      return scheme.sign(key, message.toByteArray());
    }
  }

  private static RejectedException refusal(SignatureRule rule, String field) {
    return new RejectedException(new Violation(rule, 0, field, 0));
  }
}
