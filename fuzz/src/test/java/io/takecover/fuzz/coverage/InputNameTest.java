package io.takecover.fuzz.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InputNameTest {
  private static final byte[] INPUT =
      "some hay, a needle, and more hay".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void namesSayWhatIsReached() {
    assertThat(InputName.reached(reply("N-068 inode.digest.len", true, "")))
        .isEqualTo("n-068-inode-digest-len");
    assertThat(InputName.reached(reply("accept", false, "NativeReader.readPayload")))
        .isEqualTo("accept-native-reader-read-payload");
    assertThat(InputName.reached(reply("ran", false, "HashTree.<init>")))
        .isEqualTo("hash-tree-init");
    assertThat(InputName.reached(reply("ran", false, ""))).isEqualTo("input");
    assertThat(InputName.free("a", INPUT, Set.of("b"))).isEqualTo("a");
    assertThat(InputName.free("a", INPUT, Set.of("a"))).matches("a-[0-9a-f]{8}");
  }

  private static Shrink.Reply reply(String shown, boolean breaksRule, String place) {
    return new Shrink.Reply("x", shown, breaksRule, place, List.of(), 0);
  }
}
