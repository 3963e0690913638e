package io.takecover.sign;

import static io.takecover.rule.Cwe.CWE_125;
import static io.takecover.rule.Cwe.CWE_20;
import static io.takecover.rule.Cwe.CWE_295;
import static io.takecover.rule.Cwe.CWE_298;
import static io.takecover.rule.Cwe.CWE_326;
import static io.takecover.rule.Cwe.CWE_327;
import static io.takecover.rule.Cwe.CWE_347;
import static io.takecover.rule.Cwe.CWE_400;
import static io.takecover.rule.Cwe.CWE_436;
import static io.takecover.rule.Cwe.CWE_789;
import static io.takecover.rule.Kind.INVALID;
import static io.takecover.rule.Kind.LIMIT;
import static io.takecover.rule.Kind.MALFORMED;
import static io.takecover.rule.Kind.MISMATCH;
import static io.takecover.rule.Kind.UNSUPPORTED;

import io.takecover.rule.Cwe;
import io.takecover.rule.Kind;
import io.takecover.rule.Rule;

/**
 * What a signature must satisfy, and who made it. An offset of such a violation is one in the
 * signature, or in the trust file.
 */
public enum SignatureRule implements Rule {
  SIZE("S-001", LIMIT, CWE_789, "a signature has 1 to 16128 bytes"),
  DER_BOUNDS("S-002", MALFORMED, CWE_125, "each element lies inside the one around it"),
  DER_LENGTH(
      "S-003",
      MALFORMED,
      CWE_436,
      "lengths are definite; lengths and numbers are no longer than needed"),
  DER_FORM(
      "S-004", MALFORMED, CWE_436, "nothing but sequences and sets is in parts, no tag is long"),
  DER_DEPTH("S-005", LIMIT, CWE_400, "elements lie at most 32 deep inside each other"),
  TRAILING("S-006", MALFORMED, CWE_436, "nothing follows the last part of an element"),
  STRUCTURE(
      "S-007", MALFORMED, CWE_20, "the parts of a SignedData stand in their order, none missing"),
  CONTENT_TYPE("S-008", UNSUPPORTED, CWE_20, "the message is a SignedData over plain data"),
  ATTACHED("S-009", INVALID, CWE_347, "the signed content is not in the message"),
  VERSION(
      "S-010",
      INVALID,
      CWE_20,
      "the version is 1, or 3 where a signer is named by a key identifier"),
  DIGEST_ALGORITHM("S-011", UNSUPPORTED, CWE_327, "a hash is SHA-256, SHA-384 or SHA-512"),
  DIGEST_ALGORITHMS(
      "S-012", INVALID, CWE_436, "the list of hashes names those of the signers and no others"),
  SIGNATURE_ALGORITHM(
      "S-013",
      UNSUPPORTED,
      CWE_327,
      "a signature is RSA PKCS#1 v1.5 or ECDSA over the signer's hash"),
  PARAMETERS(
      "S-014", INVALID, CWE_436, "an algorithm has no parameters, or NULL where it is not ECDSA"),
  REVOCATION("S-015", UNSUPPORTED, CWE_20, "no revocation lists are in the message"),
  COUNT("S-016", LIMIT, CWE_400, "there are 1 to 8 signers and at most 8 certificates"),
  SET_ORDER("S-017", MALFORMED, CWE_436, "the elements of a set ascend, none is there twice"),
  UNSIGNED_ATTRIBUTES("S-018", INVALID, CWE_347, "no attribute is unsigned"),
  ATTRIBUTE(
      "S-019",
      UNSUPPORTED,
      CWE_347,
      "a signed attribute is the content type, the hash, the time or S/MIME capabilities"),
  ATTRIBUTES(
      "S-020", INVALID, CWE_347, "signed attributes have the content type, data, and the hash"),
  SIGNATURE_FORM(
      "S-021",
      MALFORMED,
      CWE_436,
      "an RSA signature is as long as the key, an ECDSA one is two numbers"),
  NO_SIGNATURE("S-030", MISMATCH, CWE_347, "the policy wants a signature, and there is one"),
  UNTRUSTED(
      "S-031", MISMATCH, CWE_295, "a signer's certificate is trusted, or issued by a trusted one"),
  BAD_SIGNATURE("S-032", MISMATCH, CWE_347, "the signature is the signer's, over this digest"),
  MESSAGE_DIGEST("S-033", MISMATCH, CWE_347, "the hash that was signed is that of this digest"),
  EXPIRED("S-034", INVALID, CWE_298, "the certificate has not expired"),
  NOT_YET_VALID("S-035", INVALID, CWE_298, "the certificate is valid already"),
  KEY_USAGE(
      "S-036", INVALID, CWE_295, "the certificate allows signatures, where it says for what it is"),
  EXTENDED_KEY_USAGE(
      "S-037",
      INVALID,
      CWE_295,
      "the certificate allows code to be signed, where it says for what it is"),
  CRITICAL_EXTENSION(
      "S-038",
      UNSUPPORTED,
      CWE_295,
      "a critical extension is of constraints or usage, for no others are known"),
  ISSUER("S-039", INVALID, CWE_295, "who issued the signer's certificate is allowed to"),
  KEY(
      "S-040",
      UNSUPPORTED,
      CWE_326,
      "a key is RSA of 2048 to 8192 bits, or of P-256, P-384 or P-521"),
  ED25519(
      "S-041",
      MISMATCH,
      CWE_347,
      "a raw signature is that of a trusted Ed25519 key, over this digest"),
  TRUST_FILE("S-050", MALFORMED, CWE_295, "trust is PEM certificates, or Ed25519 public keys"),
  CERTIFICATE("S-051", MALFORMED, CWE_295, "a certificate reads as X.509 has it"),
  KEY_FILE("S-052", MALFORMED, CWE_20, "a signing key is one PEM private key, not encrypted"),
  KEY_OF_CERTIFICATE("S-053", INVALID, CWE_295, "a signing key is that of its certificate");

  private final String id;
  private final Kind kind;
  private final Cwe cwe;
  private final String title;

  SignatureRule(String id, Kind kind, Cwe cwe, String title) {
    this.id = id;
    this.kind = kind;
    this.cwe = cwe;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Cwe cwe() {
    return cwe;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String anchor() {
    return "signatures, rule " + id;
  }

  @Override
  public boolean bindsImages() {
    return false;
  }
}
