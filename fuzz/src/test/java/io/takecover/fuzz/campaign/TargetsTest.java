package io.takecover.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.takecover.fuzz.bench.specimen.FaultShown;
import io.takecover.fuzz.targets.NativeReadFuzzer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void everyClassInTheFolderIsListedOnce() {
    List<String> classes =
        new ClassFileImporter()
            .importPackagesOf(NativeReadFuzzer.class).stream()
                .filter(type -> type.isTopLevelClass() && type.getSimpleName().endsWith("Fuzzer"))
                .map(type -> type.getName())
                .toList();
    List<String> listed = Arrays.stream(Targets.values()).map(t -> t.type().getName()).toList();
    assertThat(classes).isNotEmpty();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(classes);
  }

  @Test
  void targetsAreFoundByName() {
    for (Targets target : Targets.values()) {
      assertThat(Targets.find(target.label())).contains(target);
      assertThat(target.maxLength()).isPositive();
      assertThat(target.image(new byte[] {1, 2, 3})).isNotNull();
    }
    assertThat(Targets.find("Nobody")).isEmpty();
  }

  /** In bytes, compares are hints; in what is decoded first, and in large images, they are not. */
  @Test
  void everyTargetSaysWhatIsTraced() {
    for (Targets target : Targets.values()) {
      assertThat(target.instrumentationExcludes()).contains("io.takecover.bytes.**");
      boolean isRaw = Set.of(Targets.CANARY, Targets.SPECIMEN).contains(target);
      boolean isDecoded = target.seedFolders().isEmpty() && !isRaw;
      boolean isLarge = target == Targets.EROFS_READ;
      assertThat(target.trace())
          .as(target.label())
          .isEqualTo(isDecoded || isLarge ? "cov:div:indir" : "all");
    }
  }

  @Test
  void thoseThatFailOrDoNothingOnPurposeRunOnlyWhenCalled() {
    assertThat(Targets.regular())
        .doesNotContain(Targets.CANARY, Targets.EMPTY, Targets.SPECIMEN, Targets.SPECIMEN_EDIT)
        .hasSize(Targets.values().length - 4);
  }

  /** Or its rate would say nothing of that target's. */
  @Test
  void theEmptyTargetRunsUnderTheConditionsOfTheReader() {
    assertThat(Targets.EMPTY.seedFolders()).isEqualTo(Targets.NATIVE_READ.seedFolders());
    assertThat(Targets.EMPTY.usesDictionary()).isEqualTo(Targets.NATIVE_READ.usesDictionary());
    assertThat(Targets.EMPTY.maxLength()).isEqualTo(Targets.NATIVE_READ.maxLength());
    assertThat(Targets.EMPTY.instrumentationExcludes())
        .isEqualTo(Targets.NATIVE_READ.instrumentationExcludes());
  }

  @Test
  void emptyInputIsFine() {
    for (Targets target : Targets.regular()) {
      target.run(new byte[0]);
    }
  }

  @Test
  void emptyInputShowsAFaultOfAReader() {
    assertThatExceptionOfType(FaultShown.class)
        .isThrownBy(() -> Targets.SPECIMEN.run(new byte[0]))
        .withMessage("out-of-bounds, V2_SHORT_FILE");
  }
}
