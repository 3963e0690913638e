package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trust file may hold. */
class TrustTest {
  private static ByteView text(String text) {
    return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static SignatureRule refusal(String text) {
    RejectedException refusal =
        catchThrowableOfType(RejectedException.class, () -> Trust.of(List.of(text(text))));
    return (SignatureRule) refusal.violation().rule();
  }

  private static String block(String type, byte[] der) {
    String base64 = Base64.getEncoder().encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  @Test
  void severalBlocksInOneFileAreAllTrusted() throws RejectedException {
    String both =
        new String(TestKeys.file("keys/rsa.pem"), StandardCharsets.US_ASCII)
            + new String(TestKeys.file("keys/ed25519.pub"), StandardCharsets.US_ASCII);
    Trust trust = Trust.of(List.of(text(both)));
    for (String name : List.of("fsverity-rsa.sig", "openssl-ed25519.sig")) {
      ByteView signature = ByteView.of(TestKeys.file(name));
      assertThatCode(() -> Signatures.require(signature, TestKeys.digest(), trust, TestKeys.NOW))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "not base64!",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----"
      })
  void whatIsNoTrustIsRefused(String text) {
    assertThat(refusal(text)).isEqualTo(SignatureRule.TRUST_FILE);
  }

  @Test
  void otherKeysThanEd25519NeedACertificate() {
    byte[] key = TestKeys.certificate("rsa").getPublicKey().getEncoded();
    assertThat(refusal(block("PUBLIC KEY", key))).isEqualTo(SignatureRule.TRUST_FILE);
  }

  /** Though there is something in the file that is to be trusted. */
  @Test
  void otherKeysBesideACertificateAreNotSkipped() {
    String certificate = block("CERTIFICATE", TestKeys.der("rsa"));
    byte[] key = TestKeys.certificate("rsa").getPublicKey().getEncoded();
    assertThat(refusal(certificate + block("PUBLIC KEY", key))).isEqualTo(SignatureRule.TRUST_FILE);
    String named = new String(TestKeys.file("keys/ed25519.pub"), StandardCharsets.US_ASCII);
    assertThat(refusal(named.replace("PUBLIC", "PRIVATE"))).isEqualTo(SignatureRule.TRUST_FILE);
  }

  @Test
  void eachFileHoldsSomething() {
    ByteView nothing = text("-----BEGIN CERTIFICATE-----");
    ByteView certificate = ByteView.of(TestKeys.file("keys/rsa.pem"));
    ByteView key = ByteView.of(TestKeys.file("keys/ed25519.pub"));
    RejectedException refusal =
        catchThrowableOfType(
            RejectedException.class, () -> Trust.of(List.of(certificate, key, nothing)));
    assertThat(refusal.violation().rule()).isEqualTo(SignatureRule.TRUST_FILE);
  }

  @ParameterizedTest
  @CsvSource({"2047, false", "2048, true", "8192, true", "8193, false"})
  void anRsaKeyIsNeitherShortNorLong(int bits, boolean isGood) throws RejectedException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    ByteView der = ByteView.of(TestKeys.der("rsa"));
    Certificate read = Certificate.read(der);
    Certificate certificate =
        new Certificate(
            read.issuer(),
            read.serial(),
            read.subject(),
            read.keyIdentifier(),
            new RSAKeyParameters(false, modulus, BigInteger.valueOf(65537), true),
            read.from(),
            read.until(),
            read.maySign(),
            read.maySignCode(),
            read.mayIssue(),
            read.isUnderstood());
    RejectedException refusal =
        catchThrowableOfType(RejectedException.class, () -> certificate.requireKey(der));
    assertThat(refusal == null ? null : refusal.violation().rule())
        .isEqualTo(isGood ? null : SignatureRule.KEY);
  }

  @Test
  void aCertificateThatDoesNotReadIsRefused() {
    assertThat(refusal(block("CERTIFICATE", Der.sequence()))).isEqualTo(SignatureRule.CERTIFICATE);
    assertThat(refusal(block("CERTIFICATE", Der.NOTHING))).isEqualTo(SignatureRule.CERTIFICATE);
    assertThat(refusal(block("CERTIFICATE", Der.raw("3080")))).isEqualTo(SignatureRule.DER_LENGTH);
  }

  /** Whatever a certificate says, only a refusal leaves. */
  @Test
  void everyFlippedBitOfACertificateIsReadOrRefused() {
    for (String name : List.of("rsa", "issued", "critical", "explicit")) {
      byte[] der = TestKeys.der(name);
      for (int bit = 0; bit < 8 * der.length; bit++) {
        byte[] flipped = der.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        Throwable thrown = catchThrowable(() -> Certificate.read(ByteView.of(flipped)));
        assertThat(thrown == null || thrown instanceof RejectedException)
            .as("%s, bit %d: %s", name, bit, thrown)
            .isTrue();
      }
    }
  }
}
