package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.rule.RejectedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every bit of a signature, flipped alone. What is not refused is a certificate in the message that
 * nobody is judged by, and nothing else.
 */
class BitFlipTest {
  private static boolean accepts(byte[] signature, FormattedDigest digest, Trust trust) {
    try {
      Signatures.require(ByteView.of(signature), digest, trust, TestKeys.NOW);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  /**
   * The numbers say where the certificate starts and ends that is not needed, for the signer's is
   * trusted itself.
   */
  @ParameterizedTest
  @CsvSource({
    "fsverity-rsa, rsa, 0, 0",
    "openssl-cms-rsa-bare, rsa, 0, 0",
    "openssl-cms-ecdsa-bare, ecdsa, 0, 0",
    "openssl-ed25519, ed25519.pub, 0, 0",
    "openssl-cms-issued, authority, 0, 0",
    "openssl-cms-rsa, rsa, 58, 817",
    "openssl-smime-rsa, rsa, 60, 819",
    "openssl-cms-rsa-key-identifier, rsa, 58, 817",
    "openssl-cms-p384-sha512, p384, 58, 485"
  })
  void everyBitCounts(String name, String trusted, int start, int end) {
    byte[] signature = TestKeys.file(name + ".sig");
    FormattedDigest digest = TestKeys.digest();
    Trust trust = TestKeys.trust(trusted);
    List<Integer> accepted = new ArrayList<>();
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      if (accepts(flip(signature, bit), digest, trust)) {
        accepted.add(bit / 8);
      }
    }
    assertThat(accepted).allMatch(at -> at >= start && at < end);
    assertThat(accepted.isEmpty()).isEqualTo(end == 0);
  }

  @Test
  void everyBitOfTheDigestCounts() {
    byte[] digest = TestKeys.digest().bytes().copy(12, 32);
    for (String name : List.of("fsverity-rsa", "openssl-cms-rsa", "openssl-cms-ecdsa-bare")) {
      byte[] signature = TestKeys.file(name + ".sig");
      Trust trust = TestKeys.trust("rsa", "ecdsa");
      assertThat(accepts(signature, FormattedDigest.sha256(digest), trust)).isTrue();
      for (int bit = 0; bit < 8 * digest.length; bit++) {
        FormattedDigest other = FormattedDigest.sha256(flip(digest, bit));
        assertThat(accepts(signature, other, trust)).as("%s, bit %d", name, bit).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"fsverity-rsa, rsa", "openssl-cms-issued, authority", "openssl-ed25519, ed25519.pub"})
  void noPartIsEnough(String name, String trusted) {
    byte[] signature = TestKeys.file(name + ".sig");
    ByteView whole = ByteView.of(signature);
    for (int size = 0; size < signature.length; size++) {
      byte[] part = whole.copy(0, size);
      assertThat(accepts(part, TestKeys.digest(), TestKeys.trust(trusted))).isFalse();
    }
    byte[] more = Der.join(signature, new byte[1]);
    assertThat(accepts(more, TestKeys.digest(), TestKeys.trust(trusted))).isFalse();
  }
}
