package io.takecover.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.verity.VerityHash;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Section 3.3 of the specification of fs-verity. */
class FormattedDigestTest {
  private static final String G4097 =
      "e1e866615f6eedcd48de75c8814ed9fc7e6155f5f15d4acb0b453dc820e36aad";

  private static String hex(FormattedDigest digest) {
    return HexFormat.of().formatHex(digest.bytes().copy(0, digest.bytes().size()));
  }

  @Test
  void namesTheAlgorithmAndTheSize() {
    assertThat(hex(FormattedDigest.sha256(HexFormat.of().parseHex(G4097))))
        .isEqualTo("465356657269747901002000" + G4097);
    assertThat(hex(FormattedDigest.of(VerityHash.SHA_512, new byte[64])))
        .isEqualTo("465356657269747902004000" + "00".repeat(64));
  }

  @Test
  void otherSizesAreNoDigests() {
    assertThatThrownBy(() -> FormattedDigest.sha256(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FormattedDigest.of(VerityHash.SHA_512, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
