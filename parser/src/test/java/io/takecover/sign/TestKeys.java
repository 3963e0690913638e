package io.takecover.sign;

import io.takecover.VectorList;
import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.verity.FsVerity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The keys and signatures of {@code corpus/sign}, and what was signed there. */
final class TestKeys {
  /** When the certificates that are not for this very purpose have neither expired nor to begin. */
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private TestKeys() {}

  static byte[] file(String name) {
    Path folder = VectorList.CORPUS.resolve("sign");
    Path valid = folder.resolve("valid").resolve(name);
    try {
      return Files.readAllBytes(Files.exists(valid) ? valid : folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digest of the image that all tools signed. */
  static FormattedDigest digest() {
    try {
      byte[] image = Files.readAllBytes(VectorList.CORPUS.resolve("native/valid/device-null.img"));
      return FormattedDigest.sha256(FsVerity.sha256(ByteView.of(image)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trust in the certificates, or public keys, of these names. */
  static Trust trust(String... names) {
    List<ByteView> files = new ArrayList<>();
    for (String name : names) {
      files.add(ByteView.of(file("keys/" + (name.contains(".") ? name : name + ".pem"))));
    }
    try {
      return Trust.of(files);
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  /** A certificate as it is in a message. */
  static byte[] der(String name) {
    return decode("keys/" + name + ".pem");
  }

  static X509Certificate certificate(String name) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der(name)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Signs as the platform does, which is not what is tested. */
  static byte[] sign(String name, String algorithm, byte[] message) {
    try {
      KeyFactory factory = KeyFactory.getInstance(algorithm.endsWith("RSA") ? "RSA" : "EC");
      PrivateKey key =
          factory.generatePrivate(new PKCS8EncodedKeySpec(decode("keys/" + name + ".key")));
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] decode(String name) {
    String text = new String(file(name), StandardCharsets.US_ASCII);
    String base64 = text.replaceAll("(?s)^.*-----BEGIN [A-Z ]+-----|-----END.*$", "");
    return Base64.getMimeDecoder().decode(base64);
  }
}
