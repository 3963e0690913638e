package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.DumpVerdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.bench.trial.Configuration;
import io.takecover.fuzz.bench.trial.FaultTrial;
import io.takecover.fuzz.campaign.Places;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FieldMutationTest {
  private final Places places = Places.around(Path.of(""));

  /** The fuzzer's memory is written to from here: where that went wrong, the process would die. */
  @Test
  void aFuzzerThatChangesFieldsFindsWhatIsWrongInOneField() throws Exception {
    FaultTrial trial =
        FaultTrial.run(places, SpecimenFault.FIXED_NAME_TWICE, Configuration.FIELDS, 1, 60);
    assertThat(trial.detector()).isEqualTo("takes-refused");
    assertThat(trial.executions()).isGreaterThan(1);
  }

  @Test
  void anyBytesCanBeEdited() throws Exception {
    byte[] image = Files.readAllBytes(places.corpus().resolve("native/valid/small-system.img"));
    assertThat(EditScript.edited(image, new byte[] {0, 0, 0, 1, 9, 9, 9, 9})).isNotEqualTo(image);
    assertThat(EditScript.edited(new byte[0], new byte[] {1, 2, 3})).isEmpty();
    assertThat(EditScript.edited(image, new byte[0])).isEqualTo(image);
  }

  /** Texts change to others that one rule refuses or none, which changes of bytes hardly make. */
  @Test
  void aTextIsChangedByItsLines() throws Exception {
    String name = "dump/valid/native-hard-link-of-link-and-device.dump";
    byte[] text = Files.readAllBytes(places.corpus().resolve(name));
    Set<String> verdicts = new TreeSet<>();
    for (int chance = 0; chance < 4000; chance++) {
      byte[] changed = LineMutation.mutate(text, new SplittableRandom(chance));
      DumpVerdict verdict = Composefs.readDump(changed, Limits.DEFAULT, false);
      verdicts.add(
          verdict instanceof DumpVerdict.Rejected rejected
              ? rejected.violations().get(0).rule().name()
              : "accepted");
    }
    assertThat(verdicts)
        .contains("accepted", "LINK_CHAIN", "LINK_XATTRS", "LINK_COUNT", "ESCAPED_SLASH")
        .hasSizeGreaterThan(20);
  }

  @Test
  void anyTextCanBeChanged() {
    for (String text : List.of("", "/", "\n", "/ \n\n ", "/ 0 40755")) {
      for (int chance = 0; chance < 100; chance++) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(LineMutation.mutate(bytes, new SplittableRandom(chance))).isNotNull();
      }
    }
  }
}
