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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The second reader finds broken what the corpus says, and a verdict that differs is told. */
class SignatureOpinionTest {
  private static final Path SIGN = ProjectFolder.corpus().resolve("sign");
  private static final int RAW_SIZE = 64;
  private static final int SIGNERS = 16;
  private static final int PARTIES = 3;
  private static final int TIMES = 3;

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
  void eachRuleOfMessagesIsNamed() throws IOException {
    Set<SignatureRule> named = EnumSet.noneOf(SignatureRule.class);
    for (Path file : files("malformed")) {
      byte[] message = Files.readAllBytes(file);
      SignatureRule opinion = SignatureClaims.opinion(message);
      assertThat(Optional.of(opinion)).as("%s", file).isEqualTo(SignatureClaims.rule(message));
      named.add(opinion);
    }
    assertThat(named).containsAll(OF_MESSAGES);
  }

  @Test
  void everySignerIsJudgedUnderEachTrustAtEachTime() {
    Set<SignatureRule> named = EnumSet.noneOf(SignatureRule.class);
    int accepted = 0;
    for (int choices = 0; choices < SIGNERS * PARTIES * TIMES; choices++) {
      int signer = choices / PARTIES / TIMES;
      byte[] script = {(byte) signer, (byte) (choices / TIMES % PARTIES), (byte) (choices % TIMES)};
      Claims.ofSignatureScript(script);
      SignatureRule opinion = SignatureClaims.opinionOfScript(script);
      if (opinion == null) {
        accepted++;
      } else {
        named.add(opinion);
      }
    }
    assertThat(accepted).isGreaterThan(SIGNERS);
    assertThat(named)
        .contains(SignatureRule.UNTRUSTED)
        .containsAll(EnumSet.range(SignatureRule.EXPIRED, SignatureRule.KEY));
  }

  @Test
  void aVerdictThatDiffersIsTold() {
    SignatureClaims.asSecondReader(SignatureRule.COUNT, SignatureRule.COUNT);
    SignatureClaims.asSecondReader(null, null);
    assertThat(told(null, SignatureRule.COUNT)).isEqualTo("COUNT");
    assertThat(told(SignatureRule.STRUCTURE, SignatureRule.COUNT)).isEqualTo("COUNT");
    assertThat(told(SignatureRule.COUNT, null)).isEqualTo("ACCEPTED");
  }

  private static String told(SignatureRule verdict, SignatureRule opinion) {
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
