package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.ByteSource;
import io.takecover.fuzz.gen.SignedMaterial;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.sign.FormattedDigest;
import io.takecover.sign.SignatureRule;
import io.takecover.sign.Signatures;
import io.takecover.sign.SigningKey;
import io.takecover.sign.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trust files that are put together of pieces, and signing keys that are given with certificates:
 * of each piece, key and certificate it is known what is wrong with it.
 */
final class TrustClaims {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String WORDS = "some words between them\n";

  /** Names of keys that somebody signs with; the last one needs no certificate. */
  private static final List<String> KEYS =
      List.of("rsa", "ecdsa", "p384", "short", "explicit", "ed25519");

  /** Pieces of a trust file. */
  private static final List<Piece> PIECES =
      Stream.concat(
              Stream.of("rsa.pem", "ecdsa.pem", "explicit.pem", "ed25519.pub")
                  .map(name -> new Piece(SignedMaterial.blocks("keys/" + name).get(0), null)),
              Stream.of(
                  new Piece(
                      SignedMaterial.blocks("keys/ecdsa.key").get(0), SignatureRule.TRUST_FILE),
                  new Piece(block("PUBLIC KEY", "MAA="), SignatureRule.TRUST_FILE),
                  new Piece(block("CERTIFICATE", "M!A="), SignatureRule.TRUST_FILE),
                  new Piece(block("CERTIFICATE", "MAA="), SignatureRule.CERTIFICATE),
                  new Piece(block("CERTIFICATE", "MAMCAQE="), SignatureRule.CERTIFICATE),
                  new Piece(block("CERTIFICATE", "MAE="), SignatureRule.DER_BOUNDS),
                  new Piece(block("CERTIFICATE", "MIA="), SignatureRule.DER_LENGTH)))
          .toList();

  /** Of a file without any block: what it says, and the rule that it breaks, or null. */
  private static final List<Piece> PLAIN =
      List.of(
          new Piece(text("ed25519.ostree"), null),
          new Piece(text("ed25519.ostree") + "\n" + text("ed25519.ostree") + "\n", null),
          new Piece("", SignatureRule.TRUST_FILE),
          new Piece("AAAA", SignatureRule.TRUST_FILE),
          new Piece("no base64!", SignatureRule.TRUST_FILE),
          new Piece(text("ed25519.ostree").strip() + "AAAA", SignatureRule.TRUST_FILE));

  /**
   * A part of a trust file.
   *
   * @param broken the rule that it breaks, or null
   */
  private record Piece(String text, SignatureRule broken) {}

  private TrustClaims() {}

  /** What bytes describe: a trust file, or a key and a certificate to sign with. */
  static void hold(byte[] input) {
    ByteSource source = new ByteSource(input);
    int choice = source.next();
    if (choice % 4 == 0) {
      holdOfKey(
          KEYS.get(source.below(KEYS.size())),
          source.below(5),
          KEYS.get(source.below(KEYS.size())));
    } else if (choice % 4 == 1) {
      Piece plain = PLAIN.get(source.below(PLAIN.size()));
      same(broken(plain.text()), plain.broken());
    } else {
      holdOfBlocks(source);
    }
  }

  private static void holdOfBlocks(ByteSource source) {
    StringBuilder file = new StringBuilder();
    SignatureRule broken = null;
    for (int left = 1 + source.below(3); left > 0; left--) {
      Piece piece = PIECES.get(source.below(PIECES.size()));
      file.append(source.below(2) == 0 ? WORDS : "").append(piece.text()).append('\n');
      broken = broken == null ? piece.broken() : broken;
    }
    same(broken(file.toString()), broken);
  }

  /**
   * Whoever signs has the key of a certificate that is taken, and what is signed is then accepted.
   *
   * @param wrong what is wrong with the files besides, or nothing
   */
  private static void holdOfKey(String key, int wrong, String certificate) {
    boolean isRaw = key.equals("ed25519");
    boolean hasCertificate = !certificate.equals("ed25519") && wrong != 2;
    SignatureRule broken = null;
    if (wrong == 1) {
      broken = SignatureRule.KEY_FILE;
    } else if (!isRaw && !hasCertificate) {
      broken = SignatureRule.CERTIFICATE;
    } else if (!isRaw && List.of("short", "explicit").contains(certificate)) {
      broken = SignatureRule.KEY;
    } else if (!isRaw && !key.equals(certificate)) {
      broken = SignatureRule.KEY_OF_CERTIFICATE;
    }
    FormattedDigest digest = FormattedDigest.sha256(new byte[32]);
    ByteView pem = wrong == 1 ? file(certificate, ".pem") : file(key, ".key");
    ByteView named = hasCertificate ? file(certificate, ".pem") : null;
    try {
      ByteView signature = ByteView.of(SigningKey.read(pem, named).sign(digest));
      same(null, broken);
      Trust trust = Trust.of(List.of(isRaw ? file(key, ".pub") : named));
      Signatures.require(signature, digest, trust, AT);
    } catch (RejectedException e) {
      same(e.violation().rule(), broken);
    }
  }

  /** The rule that a trust file breaks, or null. */
  private static Rule broken(String file) {
    try {
      Trust.of(List.of(ByteView.of(file.getBytes(StandardCharsets.US_ASCII))));
      return null;
    } catch (RejectedException e) {
      return e.violation().rule();
    }
  }

  static void same(Rule verdict, SignatureRule broken) {
    if (verdict != broken) {
      String what = broken == null ? "ACCEPTED" : broken.name();
      throw new ClaimFailure(Claim.SIGNATURE_VERDICT, what, "the verdict is " + verdict);
    }
  }

  private static ByteView file(String key, String kind) {
    String name = key.equals("ed25519") && kind.equals(".pem") ? "ed25519.pub" : key + kind;
    return ByteView.of(SignedMaterial.file("keys/" + name));
  }

  private static String text(String name) {
    return new String(SignedMaterial.file("keys/" + name), StandardCharsets.US_ASCII);
  }

  private static String block(String type, String content) {
    return "-----BEGIN " + type + "-----\n" + content + "\n-----END " + type + "-----";
  }
}
