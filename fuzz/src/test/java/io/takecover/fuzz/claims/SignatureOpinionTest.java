package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.sign.SignatureRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The second reader finds broken what the corpus says, and a verdict that differs is told. */
class SignatureOpinionTest {
  private static final Path SIGN = ProjectFolder.corpus().resolve("sign");
  private static final int RAW_SIZE = 64;

  /** Rules that the second reader of messages knows; all others take a key, or a size. */
  private static final Set<SignatureRule> OF_MESSAGES =
      EnumSet.range(SignatureRule.DER_BOUNDS, SignatureRule.ATTRIBUTES);

  @Test
  void validSignaturesBreakNothing() throws IOException {
    int seen = 0;
    for (Path file : files("valid")) {
      byte[] message = Files.readAllBytes(file);
      if (message.length != RAW_SIZE) {
        assertThat(SignatureOpinion.of(message).broken()).as("%s", file).isNull();
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(8);
  }

  @Test
  void eachRuleOfMessagesIsNamedAndAnyOtherVerdictIsTold() throws IOException {
    Set<SignatureRule> named = EnumSet.noneOf(SignatureRule.class);
    for (Path file : files("malformed")) {
      byte[] message = Files.readAllBytes(file);
      SignatureRule rule = (SignatureRule) SignatureClaims.rule(message).orElseThrow();
      SignatureOpinion opinion = SignatureOpinion.of(message);
      if (opinion.broken() != null && rule != SignatureRule.SIZE) {
        named.add(rule);
        assertThat(opinion.broken()).as("%s", file).isEqualTo(rule);
        SignatureClaims.asSecondReader(rule, opinion);
        assertThat(told(null, opinion)).isEqualTo(rule.name());
        assertThat(told(SignatureRule.SIZE, opinion)).isEqualTo(rule.name());
      }
    }
    assertThat(named).isEqualTo(OF_MESSAGES);
  }

  private static String told(SignatureRule verdict, SignatureOpinion opinion) {
    ClaimFailure failure =
        catchThrowableOfType(
            ClaimFailure.class, () -> SignatureClaims.asSecondReader(verdict, opinion));
    assertThat(failure.claim()).isEqualTo(Claim.SIGNATURE_VERDICT);
    return failure.rule();
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(SIGN.resolve(folder))) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}
