package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.sign.FormattedDigest;
import io.takecover.sign.SignatureRule;
import io.takecover.sign.Signatures;
import io.takecover.sign.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of any bytes as a signature. They are held against test keys: nobody else can sign
 * with them, so what is accepted of mutated signatures says the same as those in {@code
 * corpus/sign}.
 */
final class SignatureClaims {
  /** The digest of the image that all signatures in {@code corpus/sign} are over. */
  static final String DIGEST = "bbc59fd5bbe9318004b40d637b63bde142908a7630af59fed6e4ed0a49936bbd";

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MOST_BYTES = 16_128;
  private static final int RAW_SIZE = 64;

  private static final Trust TRUSTED = trust("trusted.pem");
  private static final Trust STRANGER = trust("stranger.pem");

  private SignatureClaims() {}

  /** The rule by which the input is refused as a signature of somebody trusted. */
  static Optional<Rule> rule(byte[] input) {
    return Optional.ofNullable(judge(ByteView.of(input), digest(), TRUSTED));
  }

  private static FormattedDigest digest() {
    return FormattedDigest.sha256(HexFormat.of().parseHex(DIGEST));
  }

  static void hold(byte[] input) {
    ByteView signature = ByteView.of(input);
    FormattedDigest digest = digest();
    SignatureRule verdict = judge(signature, digest, TRUSTED);
    require(judge(signature, digest, TRUSTED) == verdict, "same-again", verdict);
    boolean isShort = input.length > 0 && input.length <= MOST_BYTES;
    require(isShort || verdict == SignatureRule.SIZE, "size", verdict);
    if (isShort && input.length != RAW_SIZE) {
      asSecondReader(verdict, SignatureOpinion.of(input));
    }
    SignatureRule ofStranger = judge(signature, digest, STRANGER);
    require(ofStranger != null, "stranger", ofStranger);
    if (verdict == null) {
      FormattedDigest other = FormattedDigest.sha256(new byte[32]);
      require(judge(signature, other, TRUSTED) != null, "other-digest", verdict);
    }
  }

  /** Another rule, or none, is a wrong diagnosis or a signature of two meanings. */
  static void asSecondReader(SignatureRule verdict, SignatureOpinion opinion) {
    SignatureRule broken = opinion.broken();
    if (broken != null && broken != verdict) {
      throw new ClaimFailure(Claim.SIGNATURE_VERDICT, broken.name(), "the verdict is " + verdict);
    }
  }

  /** The rule that refuses, or null. */
  private static SignatureRule judge(ByteView signature, FormattedDigest digest, Trust trust) {
    try {
      Signatures.require(signature, digest, trust, AT);
      return null;
    } catch (RejectedException e) {
      Violation violation = e.violation();
      boolean isInside = violation.offset() >= 0 && violation.offset() <= signature.size();
      if (!isInside || !(violation.rule() instanceof SignatureRule rule)) {
        throw new ClaimFailure(
            Claim.SIGNATURE_BINDS, violation.rule().name(), "not in the signature: " + violation);
      }
      return rule;
    }
  }

  private static Trust trust(String name) {
    try (InputStream in = SignatureClaims.class.getResourceAsStream(name)) {
      return Trust.of(List.of(ByteView.of(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RejectedException e) {
      throw new IllegalStateException("the test keys are refused", e);
    }
  }

  private static void require(boolean holds, String what, SignatureRule rule) {
    if (!holds) {
      throw new ClaimFailure(Claim.SIGNATURE_BINDS, what, "the verdict is " + rule);
    }
  }
}
