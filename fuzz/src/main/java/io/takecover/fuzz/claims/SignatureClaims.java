package io.takecover.fuzz.claims;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.gen.SignatureScript;
import io.takecover.fuzz.gen.SignedMaterial;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import io.takecover.sign.FormattedDigest;
import io.takecover.sign.SignatureRule;
import io.takecover.sign.Signatures;
import io.takecover.sign.Trust;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private static final boolean ALL_DUE = Boolean.getBoolean(Claims.ALL);

  /** Two more judgements take as long as the first, and seldom say more: how seldom they are. */
  private static final int ONE_IN = 8;

  private static final List<String> CERTIFICATES =
      Stream.of(
              "authority by-old by-signer critical ecdsa encipherment expired explicit issued"
                  + " old-authority p384 rsa short stranger web")
          .flatMap(names -> Stream.of(names.split(" ", -1)))
          .map(name -> name + ".pem")
          .toList();

  private static final Party TRUSTED =
      Party.of("rsa.pem", "ecdsa.pem", "p384.pem", "authority.pem", "ed25519.pub");
  private static final Party STRANGER = Party.of("stranger.pem", "stranger-ed25519.pub");

  /** Who may be trusted: people in order, people whose certificates are not, and a stranger. */
  private static final List<Party> PARTIES =
      List.of(
          TRUSTED,
          Party.of(
              "authority.pem",
              "critical.pem",
              "ecdsa.pem",
              "encipherment.pem",
              "expired.pem",
              "explicit.pem",
              "old-authority.pem",
              "short.pem",
              "web.pem"),
          STRANGER);

  /** Whom the library trusts, and what a second reader makes of the same files. */
  private record Party(Trust trust, SignerOpinion opinion) {
    static Party of(String... files) {
      List<ByteView> all =
          Stream.of(files).map(file -> ByteView.of(SignedMaterial.file("keys/" + file))).toList();
      try {
        Trust trust = Trust.of(all);
        return new Party(trust, new SignerOpinion(List.of(files), CERTIFICATES, DIGEST));
      } catch (RejectedException e) {
        throw new IllegalStateException("the test keys are refused", e);
      }
    }
  }

  private SignatureClaims() {}

  /** The rule by which the input is refused as a signature of somebody trusted. */
  static Optional<Rule> rule(byte[] input) {
    return Optional.ofNullable(judge(ByteView.of(input), digest(), TRUSTED.trust(), AT));
  }

  private static FormattedDigest digest() {
    return FormattedDigest.sha256(HexFormat.of().parseHex(DIGEST));
  }

  /** Any bytes, where it is known who is trusted. */
  static void hold(byte[] input) {
    hold(input, TRUSTED, AT);
  }

  /** A signature that was changed, where anybody may be trusted, and it may be any time. */
  static void holdOfScript(byte[] input) {
    SignatureRule ofNone = ruleOfNone();
    if (ofNone != SignatureRule.NO_SIGNATURE) {
      throw new ClaimFailure(Claim.SIGNATURE_VERDICT, "NO_SIGNATURE", "the verdict is " + ofNone);
    }
    SignatureScript script = SignatureScript.run(input, PARTIES.size());
    hold(script.signature(), PARTIES.get(script.trusted()), script.at());
  }

  /** What the second reader says of such a signature. */
  static SignatureRule opinionOfScript(byte[] input) {
    SignatureScript script = SignatureScript.run(input, PARTIES.size());
    return opinion(script.signature(), PARTIES.get(script.trusted()).opinion(), script.at());
  }

  private static void hold(byte[] input, Party party, Instant at) {
    ByteView signature = ByteView.of(input);
    FormattedDigest digest = digest();
    SignatureRule verdict = judge(signature, digest, party.trust(), at);
    if (verdict != SignatureRule.CERTIFICATE || !mayNotRead(input, party.opinion())) {
      asSecondReader(verdict, opinion(input, party.opinion(), at));
    }
    if (ALL_DUE || Math.floorMod(Arrays.hashCode(input), ONE_IN) == 0) {
      require(judge(signature, digest, party.trust(), at) == verdict, "same-again", verdict);
      SignatureRule ofStranger = judge(signature, digest, STRANGER.trust(), at);
      require(ofStranger != null, "stranger", ofStranger);
    }
    if (verdict == null) {
      FormattedDigest other = FormattedDigest.sha256(new byte[32]);
      require(judge(signature, other, party.trust(), at) != null, "other-digest", verdict);
    }
  }

  /** The rule by which it is refused that there is no signature, or null. */
  private static SignatureRule ruleOfNone() {
    try {
      Signatures.requirePresent(null);
      return null;
    } catch (RejectedException e) {
      return (SignatureRule) e.violation().rule();
    }
  }

  private static boolean mayNotRead(byte[] input, SignerOpinion opinion) {
    return isMessage(input) && opinion.mayNotRead(SignatureOpinion.of(input));
  }

  private static boolean isMessage(byte[] input) {
    return input.length > 0 && input.length <= MOST_BYTES && input.length != RAW_SIZE;
  }

  /** What the second reader says: the rule that is broken first, or null. */
  private static SignatureRule opinion(byte[] input, SignerOpinion opinion, Instant at) {
    if (isMessage(input)) {
      return opinion.of(SignatureOpinion.of(input), at);
    }
    return input.length == RAW_SIZE ? opinion.ofRaw(input) : SignatureRule.SIZE;
  }

  /** Another rule, or none, is a wrong diagnosis or a signature of two meanings. */
  static void asSecondReader(SignatureRule verdict, SignatureRule opinion) {
    if (verdict != opinion) {
      String what = opinion == null ? "ACCEPTED" : opinion.name();
      throw new ClaimFailure(Claim.SIGNATURE_VERDICT, what, "the verdict is " + verdict);
    }
  }

  /** What the second reader says where the right keys are trusted. */
  static SignatureRule opinion(byte[] input) {
    return opinion(input, TRUSTED.opinion(), AT);
  }

  /** The rule that refuses, or null. */
  private static SignatureRule judge(
      ByteView signature, FormattedDigest digest, Trust trust, Instant at) {
    try {
      Signatures.require(signature, digest, trust, at);
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

  private static void require(boolean holds, String what, SignatureRule rule) {
    if (!holds) {
      throw new ClaimFailure(Claim.SIGNATURE_BINDS, what, "the verdict is " + rule);
    }
  }
}
