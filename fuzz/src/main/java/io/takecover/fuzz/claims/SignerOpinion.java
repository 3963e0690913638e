package io.takecover.fuzz.claims;

import io.takecover.fuzz.gen.DerNode;
import io.takecover.fuzz.gen.SignedMaterial;
import io.takecover.sign.SignatureRule;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Whether somebody who is trusted signed a digest, as the platform's own cryptography has it. Of
 * certificates in a message, it knows the test certificates, for of no others anybody has keys.
 */
final class SignerOpinion {
  private static final Set<SignatureRule> FALSE =
      Set.of(
          SignatureRule.BAD_SIGNATURE, SignatureRule.MESSAGE_DIGEST, SignatureRule.SIGNATURE_FORM);

  private static final int KEY_IDENTIFIER = 0x80;

  /** A certificate that may be a signer's, and the trusted one by which it is signed, or null. */
  private record Candidate(SecondCertificate certificate, SecondCertificate issuer) {}

  private final List<SecondCertificate> trusted = new ArrayList<>();
  private final List<PublicKey> rawKeys = new ArrayList<>();
  private final List<Candidate> issued = new ArrayList<>();
  private final byte[] message;

  /**
   * @param files trust files of {@code corpus/sign/keys}
   * @param enclosed certificates that may be in messages, likewise
   * @param digest that is to be signed, SHA-256
   */
  SignerOpinion(List<String> files, List<String> enclosed, String digest) {
    for (String file : files) {
      for (String block : SignedMaterial.blocks("keys/" + file)) {
        if (block.startsWith("-----BEGIN CERTIFICATE-----")) {
          trusted.add(new SecondCertificate(der(block)));
        } else {
          rawKeys.add(rawKey(der(block)));
        }
      }
    }
    for (String file : enclosed) {
      for (String block : SignedMaterial.blocks("keys/" + file)) {
        SecondCertificate certificate = new SecondCertificate(der(block));
        trusted.stream()
            .filter(certificate::isSignedBy)
            .findFirst()
            .ifPresent(issuer -> issued.add(new Candidate(certificate, issuer)));
      }
    }
    message = HexFormat.of().parseHex("46535665726974790100" + "2000" + digest);
  }

  private static byte[] der(String block) {
    List<String> lines = List.of(block.split("\n", -1));
    return Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
  }

  private static PublicKey rawKey(byte[] der) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a test key is none", e);
    }
  }

  /** The rule that 64 bytes break, or null. */
  SignatureRule ofRaw(byte[] signature) {
    if (rawKeys.isEmpty()) {
      return SignatureRule.UNTRUSTED;
    }
    boolean holds = rawKeys.stream().anyMatch(key -> verify("Ed25519", key, message, signature));
    return holds ? null : SignatureRule.ED25519;
  }

  /** Whether a certificate that the library reads may be one that it cannot read. */
  boolean mayNotRead(SignatureOpinion read) {
    return read.certificates().stream()
        .anyMatch(
            element -> issued.stream().anyMatch(each -> each.certificate().isChangedIn(element)));
  }

  /** The rule that a message breaks, or null. */
  SignatureRule of(SignatureOpinion read, Instant at) {
    if (read.broken() != null) {
      return read.broken();
    }
    List<Candidate> candidates = new ArrayList<>();
    trusted.forEach(each -> candidates.add(new Candidate(each, null)));
    for (DerNode element : read.certificates()) {
      issued.stream().filter(each -> each.certificate().isIn(element)).forEach(candidates::add);
    }
    List<SignatureRule> said = new ArrayList<>();
    for (SignatureOpinion.Signer signer : read.signers()) {
      SignatureRule rule = of(signer, candidates, at);
      if (rule != null && FALSE.contains(rule)) {
        return rule;
      }
      said.add(rule);
    }
    if (said.contains(null)) {
      return null;
    }
    said.removeIf(SignatureRule.UNTRUSTED::equals);
    return said.isEmpty() ? SignatureRule.UNTRUSTED : said.get(0);
  }

  private SignatureRule of(SignatureOpinion.Signer signer, List<Candidate> candidates, Instant at) {
    List<SignatureRule> said = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (isMeant(candidate.certificate(), signer.sid())) {
        said.add(of(signer, candidate, at));
      }
    }
    if (said.isEmpty()) {
      return SignatureRule.UNTRUSTED;
    } else if (said.contains(null)) {
      return null;
    }
    SignatureRule last = said.get(said.size() - 1);
    return said.stream().filter(rule -> !FALSE.contains(rule)).findFirst().orElse(last);
  }

  private static boolean isMeant(SecondCertificate certificate, DerNode sid) {
    if (sid.tag() == KEY_IDENTIFIER) {
      return sid.hex().equals(certificate.keyIdentifier());
    }
    return sid.parts().get(0).hex().equals(certificate.issuer())
        && sid.parts().get(1).hex().equals(certificate.serial());
  }

  private SignatureRule of(SignatureOpinion.Signer signer, Candidate candidate, Instant at) {
    SecondCertificate certificate = candidate.certificate();
    SecondCertificate issuer = candidate.issuer();
    SignatureRule rule = ofSignature(signer, certificate.key());
    if (rule == null) {
      rule = ofValidity(certificate, at);
    }
    if (rule == null && !certificate.maySign()) {
      rule = SignatureRule.KEY_USAGE;
    }
    if (rule == null && !certificate.maySignCode()) {
      rule = SignatureRule.EXTENDED_KEY_USAGE;
    }
    if (rule == null && issuer != null) {
      rule = ofValidity(issuer, at);
      boolean isHis = certificate.issuer().equals(issuer.subject()) && issuer.mayIssue();
      return rule == null && !isHis ? SignatureRule.ISSUER : rule;
    }
    return rule;
  }

  private static SignatureRule ofValidity(SecondCertificate certificate, Instant at) {
    if (!certificate.isFrom(at)) {
      return SignatureRule.NOT_YET_VALID;
    } else if (!certificate.isUntil(at)) {
      return SignatureRule.EXPIRED;
    }
    return certificate.isUnderstood() ? null : SignatureRule.CRITICAL_EXTENSION;
  }

  private SignatureRule ofSignature(SignatureOpinion.Signer signer, PublicKey key) {
    if (key == null) {
      return SignatureRule.KEY;
    }
    byte[] signature = signer.signature().content();
    if (signer.isRsa() != key instanceof RSAPublicKey) {
      return SignatureRule.BAD_SIGNATURE;
    }
    SignatureRule form = ofForm(signature, key);
    if (form != null) {
      return form;
    }
    byte[] over = message;
    if (signer.messageDigest().length() > 0 || signer.attributes().length() > 0) {
      if (!Arrays.equals(hash(signer.hash()), signer.messageDigest().content())) {
        return SignatureRule.MESSAGE_DIGEST;
      }
      over = signer.attributes().whole();
      over[0] = DerNode.SET;
    }
    String name = signer.hash() + "with" + (signer.isRsa() ? "RSA" : "ECDSA");
    return verify(name, key, over, signature) ? null : SignatureRule.BAD_SIGNATURE;
  }

  /** An RSA signature has the size of the key; the other is a sequence of two numbers. */
  private static SignatureRule ofForm(byte[] signature, PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      boolean fits = signature.length == (rsa.getModulus().bitLength() + 7) / 8;
      return fits ? null : SignatureRule.SIGNATURE_FORM;
    }
    if (signature.length == 0 || signature[0] != DerNode.SEQUENCE) {
      return SignatureRule.SIGNATURE_FORM;
    }
    DerNode.Forest forest = DerNode.read(signature);
    if (forest.broken() != null) {
      return forest.broken();
    } else if (forest.trees().size() > 1) {
      return SignatureRule.TRAILING;
    }
    Deque<DerNode> numbers = new ArrayDeque<>(forest.trees().get(0).parts());
    for (int i = 0; i < 2; i++) {
      if (numbers.isEmpty() || numbers.poll().tag() != DerNode.INTEGER) {
        return SignatureRule.STRUCTURE;
      }
    }
    return numbers.isEmpty() ? null : SignatureRule.TRAILING;
  }

  private byte[] hash(String name) {
    try {
      return MessageDigest.getInstance(name.replace("SHA", "SHA-")).digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean verify(String name, PublicKey key, byte[] over, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(over);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
