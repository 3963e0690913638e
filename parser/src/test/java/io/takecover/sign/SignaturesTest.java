package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that tools made, each rule broken, and trust. */
class SignaturesTest {
  /** Those that no message breaks; tests below break them, and those of signing keys. */
  private static final Set<SignatureRule> BROKEN_BELOW =
      EnumSet.of(
          SignatureRule.EXPIRED,
          SignatureRule.NOT_YET_VALID,
          SignatureRule.KEY_USAGE,
          SignatureRule.EXTENDED_KEY_USAGE,
          SignatureRule.CRITICAL_EXTENSION,
          SignatureRule.ISSUER,
          SignatureRule.KEY,
          SignatureRule.ED25519,
          SignatureRule.TRUST_FILE,
          SignatureRule.CERTIFICATE,
          SignatureRule.KEY_FILE,
          SignatureRule.KEY_OF_CERTIFICATE);

  private static Violation verdict(byte[] signature, Trust trust, Instant at) {
    return verdict(signature, TestKeys.digest(), trust, at);
  }

  private static Violation verdict(
      byte[] signature, FormattedDigest digest, Trust trust, Instant at) {
    try {
      Signatures.require(ByteView.of(signature), digest, trust, at);
      return null;
    } catch (RejectedException e) {
      return e.violation();
    }
  }

  private static Rule ruleOf(Violation violation) {
    return violation == null ? null : violation.rule();
  }

  static List<MessageDefects.Defect> defects() {
    return MessageDefects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aDefectBreaksItsRule(MessageDefects.Defect defect) {
    Trust trust = TestKeys.trust("ecdsa", "rsa");
    Violation violation =
        verdict(defect.message().copy(0, defect.message().size()), trust, TestKeys.NOW);
    assertThat(ruleOf(violation)).as("%s", violation).isEqualTo(defect.rule());
    assertThat(violation.offset()).isBetween(0L, defect.message().size());
  }

  @Test
  void everyRuleIsBroken() {
    Set<SignatureRule> broken = EnumSet.copyOf(BROKEN_BELOW);
    defects().forEach(defect -> broken.add(defect.rule()));
    // The one that is left is broken by giving no signature: a matter of the command line.
    assertThat(EnumSet.complementOf(EnumSet.copyOf(broken)))
        .containsExactly(SignatureRule.NO_SIGNATURE);
  }

  @Test
  void aMessageWithoutADefectIsAccepted() {
    Trust trust = TestKeys.trust("ecdsa", "rsa");
    assertThat(verdict(Message.of("ecdsa", m -> {}), trust, TestKeys.NOW)).isNull();
    assertThat(verdict(Message.of("rsa", m -> {}), trust, TestKeys.NOW)).isNull();
    byte[] attributed =
        Message.of(
            "ecdsa",
            m -> m.signAttributes("ecdsa", Message.contentType(), Message.messageDigest()));
    assertThat(verdict(attributed, trust, TestKeys.NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, SHA256withRSA, 1, 2a864886f70d01010b",
    "rsa, SHA384withRSA, 2, 2a864886f70d01010c",
    "rsa, SHA512withRSA, 3, 2a864886f70d01010d",
    "ecdsa, SHA256withECDSA, 1, 2a8648ce3d040302",
    "ecdsa, SHA384withECDSA, 2, 2a8648ce3d040303",
    "ecdsa, SHA512withECDSA, 3, 2a8648ce3d040304"
  })
  void everySchemeIsKnown(String signer, String scheme, int hash, String oid) {
    byte[] digest = TestKeys.digest().bytes().copy(0, TestKeys.digest().bytes().size());
    byte[] signature =
        Message.of(
            signer,
            m -> {
              m.hash = Der.sequence(Der.oid("60864801650304020" + hash));
              m.hashes = Der.set(m.hash);
              m.algorithm = Der.sequence(Der.oid(oid));
              m.signature = TestKeys.sign(signer, scheme, digest);
            });
    assertThat(verdict(signature, TestKeys.trust(signer), TestKeys.NOW)).isNull();
  }

  static Stream<Arguments> toolMade() {
    return Stream.of(
        arguments("fsverity-rsa", "rsa"),
        arguments("openssl-cms-rsa", "rsa"),
        arguments("openssl-cms-rsa-bare", "rsa"),
        arguments("openssl-cms-rsa-key-identifier", "rsa"),
        arguments("openssl-smime-rsa", "rsa"),
        arguments("openssl-cms-ecdsa-bare", "ecdsa"),
        arguments("openssl-cms-p384-sha512", "p384"),
        arguments("openssl-cms-issued", "issued"),
        arguments("openssl-cms-issued", "authority"),
        arguments("openssl-cms-two-signers", "rsa"),
        arguments("openssl-cms-two-signers", "ecdsa"),
        arguments("openssl-ed25519", "ed25519.pub"),
        arguments("openssl-ed25519", "ed25519.ostree"));
  }

  @ParameterizedTest
  @MethodSource("toolMade")
  void whatToolsSignIsAccepted(String name, String trusted) {
    byte[] signature = TestKeys.file(name + ".sig");
    assertThat(verdict(signature, TestKeys.trust(trusted), TestKeys.NOW)).isNull();
    Trust several = TestKeys.trust("stranger", trusted, "stranger-ed25519.pub", "expired");
    assertThat(verdict(signature, several, TestKeys.NOW)).isNull();
  }

  @ParameterizedTest
  @MethodSource("toolMade")
  void anotherDigestIsNotWhatWasSigned(String name, String trusted) {
    byte[] signature = TestKeys.file(name + ".sig");
    FormattedDigest other = FormattedDigest.sha256(new byte[32]);
    assertThat(ruleOf(verdict(signature, other, TestKeys.trust(trusted), TestKeys.NOW)))
        .isIn(SignatureRule.BAD_SIGNATURE, SignatureRule.MESSAGE_DIGEST, SignatureRule.ED25519);
  }

  @ParameterizedTest
  @MethodSource("toolMade")
  void aStrangerIsNotTrusted(String name, String trusted) {
    byte[] signature = TestKeys.file(name + ".sig");
    Trust stranger = TestKeys.trust("stranger");
    assertThat(ruleOf(verdict(signature, stranger, TestKeys.NOW)))
        .isEqualTo(SignatureRule.UNTRUSTED);
    Trust nobody = TestKeys.trust();
    assertThat(ruleOf(verdict(signature, nobody, TestKeys.NOW))).isEqualTo(SignatureRule.UNTRUSTED);
    boolean raw = signature.length == 64;
    Trust strangers = TestKeys.trust("stranger", "stranger-ed25519.pub");
    assertThat(ruleOf(verdict(signature, strangers, TestKeys.NOW)))
        .isEqualTo(raw ? SignatureRule.ED25519 : SignatureRule.UNTRUSTED);
  }

  @ParameterizedTest
  @CsvSource({
    "expired, EXPIRED",
    "encipherment, KEY_USAGE",
    "web, EXTENDED_KEY_USAGE",
    "critical, CRITICAL_EXTENSION",
    "short, KEY"
  })
  void aCertificateMustBeInOrder(String signer, SignatureRule rule) {
    byte[] signature = Message.of(signer, m -> {});
    Violation violation = verdict(signature, TestKeys.trust(signer), TestKeys.NOW);
    assertThat(ruleOf(violation)).as("%s", violation).isEqualTo(rule);
  }

  @Test
  void aCurveThatIsSpelledOutMayBeChosenToFit() throws RejectedException {
    ByteView der = ByteView.of(TestKeys.der("explicit"));
    Certificate certificate = Certificate.read(der);
    assertThatThrownBy(() -> certificate.requireKey(der))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.violation().rule()).isEqualTo(SignatureRule.KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "2019-12-31T23:59:59Z, NOT_YET_VALID",
    "2020-01-01T00:00:00Z,",
    "2021-01-01T00:00:00Z,",
    "2021-01-01T00:00:01Z, EXPIRED"
  })
  void theClockDecides(Instant at, SignatureRule rule) {
    byte[] signature = TestKeys.file("fsverity-expired.sig");
    assertThat(ruleOf(verdict(signature, TestKeys.trust("expired"), at))).isEqualTo(rule);
  }

  /**
   * Of two certificates with one name and number, the first of which the signature is tells why.
   */
  @Test
  void theFirstOfTwoCertificatesSaysWhy() throws RejectedException {
    String times = "200101000000Z";
    byte[] later =
        new String(TestKeys.der("expired"), StandardCharsets.ISO_8859_1)
            .replace(times, "4" + times.substring(1))
            .getBytes(StandardCharsets.ISO_8859_1);
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(later)
            + "\n-----END CERTIFICATE-----\n";
    ByteView early = ByteView.of(TestKeys.file("keys/expired.pem"));
    ByteView late = ByteView.of(pem.getBytes(StandardCharsets.US_ASCII));
    byte[] signature = TestKeys.file("fsverity-expired.sig");
    assertThat(ruleOf(verdict(signature, Trust.of(List.of(early, late)), TestKeys.NOW)))
        .isEqualTo(SignatureRule.EXPIRED);
    assertThat(ruleOf(verdict(signature, Trust.of(List.of(late, early)), TestKeys.NOW)))
        .isEqualTo(SignatureRule.NOT_YET_VALID);
  }

  @Test
  void anExpiredSignerOfSomethingElseIsAForger() {
    byte[] signature = TestKeys.file("fsverity-expired.sig");
    FormattedDigest other = FormattedDigest.sha256(new byte[32]);
    assertThat(ruleOf(verdict(signature, other, TestKeys.trust("expired"), TestKeys.NOW)))
        .isEqualTo(SignatureRule.BAD_SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"by-signer, ecdsa, ISSUER", "by-old, old-authority, EXPIRED", "issued, authority,"})
  void anIssuerMustBeInOrder(String signer, String issuer, SignatureRule rule) {
    byte[] certificate = TestKeys.der(signer);
    byte[] signature =
        Message.of(signer, m -> m.certificates = Der.tagged(DerReader.CONTEXT_0, certificate));
    assertThat(ruleOf(verdict(signature, TestKeys.trust(issuer), TestKeys.NOW))).isEqualTo(rule);
    byte[] bare = Message.of(signer, m -> {});
    assertThat(ruleOf(verdict(bare, TestKeys.trust(issuer), TestKeys.NOW)))
        .isEqualTo(SignatureRule.UNTRUSTED);
  }

  /** Who is trusted for one certificate has not signed another that is only put beside it. */
  @Test
  void anEnclosedCertificateIsNotTrusted() {
    byte[] certificate = TestKeys.der("stranger");
    byte[] signature =
        Message.of("stranger", m -> m.certificates = Der.tagged(DerReader.CONTEXT_0, certificate));
    assertThat(ruleOf(verdict(signature, TestKeys.trust("authority", "rsa"), TestKeys.NOW)))
        .isEqualTo(SignatureRule.UNTRUSTED);
  }

  /** A trusted key signed these bytes, but they are no certificate. */
  @Test
  void whatAnIssuerSignedMustBeACertificate() {
    byte[] signed = Der.sequence(Der.number(1));
    byte[] bits = TestKeys.sign("authority", "SHA256withECDSA", signed);
    byte[] algorithm = Der.sequence(Der.oid("2a8648ce3d040302"));
    byte[] nul = {0};
    byte[] certificate =
        Der.sequence(signed, algorithm, Der.tagged(DerReader.BIT_STRING, nul, bits));
    byte[] signature =
        Message.of("issued", m -> m.certificates = Der.tagged(DerReader.CONTEXT_0, certificate));
    assertThat(ruleOf(verdict(signature, TestKeys.trust("authority"), TestKeys.NOW)))
        .isEqualTo(SignatureRule.CERTIFICATE);
  }

  @Test
  void onePairOfSignersWithAFalseOneIsRefused() {
    byte[] signature = TestKeys.file("openssl-cms-two-signers.sig");
    // The last signer is the RSA one, whose signature ends the file.
    signature[signature.length - 1] ^= 1;
    assertThat(verdict(signature, TestKeys.trust("ecdsa"), TestKeys.NOW)).isNull();
    assertThat(ruleOf(verdict(signature, TestKeys.trust("rsa", "ecdsa"), TestKeys.NOW)))
        .isEqualTo(SignatureRule.BAD_SIGNATURE);
  }

  @Test
  void anAttachedSignatureIsRefused() {
    byte[] signature = TestKeys.file("malformed/openssl-cms-attached.sig");
    assertThat(ruleOf(verdict(signature, TestKeys.trust("rsa"), TestKeys.NOW)))
        .isEqualTo(SignatureRule.ATTACHED);
  }

  @Test
  void whereASignatureIsWantedItIsThere() throws Exception {
    Signatures.requirePresent(ByteView.of(new byte[0]));
    assertThatThrownBy(() -> Signatures.requirePresent(null))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refused ->
                assertThat(refused.violation().rule()).isEqualTo(SignatureRule.NO_SIGNATURE));
  }
}
