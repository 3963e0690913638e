package io.takecover.fuzz.gen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.bench.specimen.SpecimenFault;
import io.takecover.fuzz.bench.trial.Configuration;
import io.takecover.fuzz.bench.trial.FaultTrial;
import io.takecover.fuzz.campaign.Places;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
