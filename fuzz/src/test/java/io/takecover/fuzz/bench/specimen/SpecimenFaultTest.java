package io.takecover.fuzz.bench.specimen;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.Composefs;
import io.takecover.Verdict;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.ValidInputs;
import io.takecover.fuzz.gen.EditException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault shows on its witness and nowhere that is valid; a specimen without any is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecimenFaultTest {
  private Map<String, byte[]> valid;

  @BeforeAll
  void readCorpus() throws IOException, CorpusException {
    valid = ValidInputs.of(Corpus.open(ProjectFolder.corpus())).images();
  }

  @ParameterizedTest
  @EnumSource
  void showsOnItsWitnessAndOnlyWithTheFault(SpecimenFault fault) throws IOException, EditException {
    byte[] image = Witness.image(fault.witness(), ProjectFolder.corpus());
    Outcome sound = Readings.read(fault.reader(), image, Set.of());
    Outcome faulty = Readings.read(fault.reader(), image, Set.of(fault));
    assertThat(sound.isHarm()).isFalse();
    switch (fault.harm()) {
      case CRASH -> assertThat(faulty.end()).isEqualTo(Outcome.End.OUT_OF_BOUNDS);
      case RESOURCE ->
          assertThat(faulty.end())
              .isIn(Outcome.End.ENDLESS, Outcome.End.TOO_DEEP, Outcome.End.LEAK);
      case SEMANTIC -> {
        assertThat(faulty.isHarm()).isFalse();
        assertThat(faulty.agrees(sound)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotShowOnValidImagesUnlessListed(SpecimenFault fault) {
    if (SpecimenFault.needsNoCraftedImage().contains(fault)) {
      return;
    }
    valid.forEach(
        (name, image) -> {
          if (Composefs.formatOf(image) == fault.reader().format() && isAccepted(image)) {
            Outcome sound = Readings.read(fault.reader(), image, Set.of());
            Outcome faulty = Readings.read(fault.reader(), image, Set.of(fault));
            assertThat(faulty.agrees(sound)).as(name).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void withoutFaultsSeesWhatTheParserSees(Reader reader) {
    valid.forEach(
        (name, image) -> {
          if (Composefs.formatOf(image) == reader.format()
              && Composefs.inspect(image, Limits.DEFAULT) instanceof Verdict.Accepted accepted) {
            Outcome sound = Readings.read(reader, image, Set.of());
            assertThat(sound.end()).as(name).isEqualTo(Outcome.End.TREE);
            assertThat(sound.sum()).as(name).isEqualTo(Readings.sum(accepted.image()));
          }
        });
  }

  @Test
  void witnessesOfUncraftedFaultsAreAccepted() throws IOException, EditException {
    assertThat(SpecimenFault.needsNoCraftedImage()).contains(SpecimenFault.V3_BISECTION);
    for (SpecimenFault fault : SpecimenFault.values()) {
      boolean accepted = isAccepted(Witness.image(fault.witness(), ProjectFolder.corpus()));
      boolean listed = SpecimenFault.needsNoCraftedImage().contains(fault);
      assertThat(accepted).as(fault.name()).isEqualTo(listed);
    }
  }

  @Test
  void theTableHasALineForEachFaultAndNoOther() {
    assertThat(FaultRow.names())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SpecimenFault.values()).map(Enum::name).toList());
  }

  @Test
  void aReaderLacksEachCheckOnce() {
    for (Reader reader : Reader.values()) {
      EnumSet<Check> checks = EnumSet.noneOf(Check.class);
      for (SpecimenFault fault : reader.faults()) {
        assertThat(checks.add(fault.check())).as(fault.name()).isTrue();
      }
      assertThat(checks).isNotEmpty();
    }
  }

  private static boolean isAccepted(byte[] image) {
    return Composefs.inspect(image, Limits.DEFAULT) instanceof Verdict.Accepted;
  }
}
