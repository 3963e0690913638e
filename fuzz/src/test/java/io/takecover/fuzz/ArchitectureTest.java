package io.takecover.fuzz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code targets -> claims -> gen}, and none of them sees the machinery around: a target that
 * starts a process or reads a campaign's state is slow, and does not run where only the fuzzer is.
 * Faulty readers are part of a claim, and see no more than generators.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "io.takecover.fuzz";

  /** Classes of the test tree, laid out like the real packages, which break each rule. */
  private static final String MISPLACED = "io.takecover.fuzz.misplaced";

  private final JavaClasses harness =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void targetsSeeClaimsSeeGenerators() {
    layers(ROOT).check(harness);
  }

  @Test
  void whatIsFuzzedSeesNoMachinery() {
    noMachinery(ROOT).check(harness);
  }

  @Test
  void misplacedClassesAreFound() {
    JavaClasses misplaced = new ClassFileImporter().importPackages(MISPLACED);
    assertThat(layers(MISPLACED).evaluate(misplaced).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("UpwardGen") && line.contains("AnyClaim"))
        .anyMatch(line -> line.contains("AnyClaim") && line.contains("SlowTarget"));
    assertThat(noMachinery(MISPLACED).evaluate(misplaced).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("SlowTarget") && line.contains("Process"));
  }

  /** A package that does not exist yet is an empty layer. */
  private static ArchRule layers(String root) {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("targets")
        .definedBy(root + ".targets..")
        .layer("claims")
        .definedBy(root + ".claims..")
        .layer("specimen")
        .definedBy(root + ".bench.specimen..")
        .layer("gen")
        .definedBy(root + ".gen..")
        .whereLayer("targets")
        .mayOnlyAccessLayers("claims", "specimen", "gen")
        .whereLayer("claims")
        .mayOnlyAccessLayers("gen", "specimen")
        .whereLayer("specimen")
        .mayOnlyAccessLayers("gen")
        .whereLayer("gen")
        .mayNotAccessAnyLayer()
        .allowEmptyShould(true);
  }

  private static ArchRule noMachinery(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".targets..", root + ".claims..", root + ".gen..", root + ".bench.specimen..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".oracle..",
            root + ".cli..",
            root + ".campaign..",
            root + ".bench",
            root + ".triage..",
            root + ".service..",
            root + ".report..")
        .allowEmptyShould(true);
  }
}
