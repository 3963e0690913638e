package io.takecover.fuzz.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.sign.SignatureRule;
import io.takecover.store.StoreRule;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Claims about digests, signatures and stores hold, and the digest is that of the corpus. */
class GateClaimsTest {
  private static final Path SIGN = ProjectFolder.corpus().resolve("sign");

  @Test
  void theyHoldOfRandomInputs() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] input = new byte[random.nextInt(64)];
      random.nextBytes(input);
      Claims.ofVerity(input);
      Claims.ofSignature(input);
      Claims.ofSignatureScript(input);
      Claims.ofTrust(input);
      Claims.ofStore(input);
    }
  }

  @Test
  void aVerdictThatDiffersIsToldWithTheRuleThatIsBroken() {
    Optional<StoreRule> size = Optional.of(StoreRule.SIZE);
    StoreClaims.same(Map.of("a", size), Map.of("a", size));
    assertThat(told(() -> StoreClaims.same(Map.of("a", Optional.empty()), Map.of("a", size))))
        .isEqualTo("store-tells SIZE");
    assertThat(told(() -> StoreClaims.same(Map.of("a", size), Map.of("a", Optional.empty()))))
        .isEqualTo("store-tells good");
    assertThat(told(() -> StoreClaims.same(Map.of(), Map.of("a", size))))
        .isEqualTo("store-tells objects");
    TrustClaims.same(SignatureRule.KEY_FILE, SignatureRule.KEY_FILE);
    assertThat(told(() -> TrustClaims.same(null, SignatureRule.KEY_FILE)))
        .isEqualTo("signature-verdict KEY_FILE");
    assertThat(told(() -> TrustClaims.same(SignatureRule.KEY_FILE, null)))
        .isEqualTo("signature-verdict ACCEPTED");
  }

  private static String told(ThrowingCallable check) {
    ClaimFailure failure = catchThrowableOfType(ClaimFailure.class, check);
    return failure.claim().id() + " " + failure.rule();
  }

  /** Each bit of each signature of a tool, so that some are still accepted and most are not. */
  @Test
  void theyHoldOfSignaturesWithABitFlipped() throws IOException {
    List<Path> files;
    try (Stream<Path> valid = Files.list(SIGN.resolve("valid"))) {
      files = valid.toList();
    }
    assertThat(files).hasSizeGreaterThan(9);
    Random random = new Random(4);
    for (Path file : files) {
      byte[] signature = Files.readAllBytes(file);
      Claims.ofSignature(signature);
      for (int i = 0; i < 60; i++) {
        byte[] flipped = signature.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        Claims.ofSignature(flipped);
      }
    }
  }

  @Test
  void theDigestIsThatOfTheCorpus() throws IOException {
    byte[] image =
        Files.readAllBytes(ProjectFolder.corpus().resolve("native/valid/device-null.img"));
    assertThat(HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(image))))
        .isEqualTo(SignatureClaims.DIGEST);
  }
}
