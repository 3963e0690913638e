package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.verity.VerityHash;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed here is what is accepted there; tools are asked too, in the other module. */
class SigningKeyTest {
  private static SigningKey key(String name) throws RejectedException {
    return SigningKey.read(file(name + ".key"), file(name + ".pem"));
  }

  private static ByteView file(String name) {
    return ByteView.of(TestKeys.file("keys/" + name));
  }

  private static ByteView text(String text) {
    return ByteView.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa", "p384", "issued"})
  void whatIsSignedIsAccepted(String name) throws RejectedException {
    for (VerityHash hash : VerityHash.values()) {
      FormattedDigest digest = FormattedDigest.of(hash, new byte[hash.size()]);
      ByteView signature = ByteView.of(key(name).sign(digest));
      Signatures.require(signature, digest, TestKeys.trust(name), TestKeys.NOW);
      assertThatThrownBy(
              () ->
                  Signatures.require(
                      signature, TestKeys.digest(), TestKeys.trust(name), TestKeys.NOW))
          .isInstanceOf(RejectedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"rsa, true, SHA_256", "ecdsa, false, SHA_256", "p384, false, SHA_384"})
  void theHashIsAsStrongAsTheKey(String name, boolean rsa, HashAlgorithm hash)
      throws RejectedException {
    SignedData data = SignedDataReader.read(ByteView.of(key(name).sign(TestKeys.digest())));
    assertThat(data.signers().get(0).scheme()).isEqualTo(new Scheme(rsa, hash));
  }

  @Test
  void anEd25519KeyNeedsNoCertificate() throws RejectedException {
    SigningKey key = SigningKey.read(file("ed25519.key"), null);
    byte[] signature = key.sign(TestKeys.digest());
    assertThat(signature).isEqualTo(TestKeys.file("openssl-ed25519.sig"));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, rsa.pem, KEY_FILE",
    "make.sh, rsa.pem, KEY_FILE",
    "rsa.key, rsa.key, CERTIFICATE",
    "rsa.key, make.sh, CERTIFICATE",
    "rsa.key, ecdsa.pem, KEY_OF_CERTIFICATE",
    "rsa.key, stranger.pem, KEY_OF_CERTIFICATE",
    "ecdsa.key, issued.pem, KEY_OF_CERTIFICATE",
    "short.key, short.pem, KEY"
  })
  void keysThatCannotSign(String key, String certificate, SignatureRule rule) {
    assertRule(rule, keyFile(key), keyFile(certificate));
  }

  private static ByteView keyFile(String name) {
    return name.equals("make.sh") ? ByteView.of(TestKeys.file(name)) : file(name);
  }

  /** As OpenSSL wrote it before there was PKCS#8. */
  @Test
  void aKeyMayBeOfTheOldForm() throws Exception {
    PemObject pem =
        new PemReader(
                new StringReader(
                    new String(TestKeys.file("keys/rsa.key"), StandardCharsets.US_ASCII)))
            .readPemObject();
    byte[] bare =
        PrivateKeyInfo.getInstance(pem.getContent())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    String base64 = Base64.getMimeEncoder().encodeToString(bare);
    ByteView old =
        text("-----BEGIN RSA PRIVATE KEY-----\n" + base64 + "\n-----END RSA PRIVATE KEY-----\n");
    byte[] signature = SigningKey.read(old, file("rsa.pem")).sign(TestKeys.digest());
    assertThat(signature).isEqualTo(key("rsa").sign(TestKeys.digest()));
  }

  @Test
  void whatIsNoKey() {
    ByteView certificate = file("rsa.pem");
    assertRule(SignatureRule.KEY_FILE, text(""), certificate);
    for (String type : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
      for (String body : new String[] {"", "AAAA", "MAA=", "!"}) {
        String pem = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
        assertRule(SignatureRule.KEY_FILE, text(pem), certificate);
      }
    }
    assertRule(SignatureRule.CERTIFICATE, file("rsa.key"), null);
  }

  private static void assertRule(SignatureRule rule, ByteView key, ByteView certificate) {
    assertThatThrownBy(() -> SigningKey.read(key, certificate))
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.violation().rule()).isEqualTo(rule));
  }
}
