package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.sanitizers.Constants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SanitizersTest {
  /** A detector that a newer fuzzer brings along must be put on one side or the other. */
  @Test
  void allButOneAreOff() {
    List<String> on = new ArrayList<>(Constants.SANITIZER_HOOK_NAMES);
    List<String> off = List.of(Sanitizers.unneeded().split(":", -1));
    assertThat(on).containsAll(off);
    on.removeAll(off);
    assertThat(on).containsExactly("com.code_intelligence.jazzer.sanitizers.FilePathTraversal");
  }
}
