package io.takecover;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may see whom: {@code rule <- bytes <- model <- nativefmt, erofs, dump, tree <- Composefs}.
 *
 * <p>One thing looks the other way and is meant to: the sealed interface {@code Rule} names the
 * enums of the packages above it in its {@code permits} clause, because that clause is the
 * catalogue of all rules. It stands in the class file as an attribute, not as a use, so no
 * exception is needed here; whatever {@code Rule} uses in its code counts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "io.takecover";

  /** Classes of the test tree, laid out like the real packages, which break each rule. */
  private static final String MISPLACED = "io.takecover.misplaced";

  private final JavaClasses library =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ROOT);

  @Test
  void layersSeeOnlyWhatLiesBelow() {
    layers(ROOT).check(library);
  }

  @Test
  void packagesFormNoCycle() {
    noCycles(ROOT).check(library);
  }

  @Test
  void nothingIsNeededButTheJdk() {
    jdkOnly(ROOT).check(library);
    jdkAndBouncyCastle(ROOT).check(library);
  }

  @Test
  void misplacedClassesAreFound() {
    JavaClasses misplaced = new ClassFileImporter().importPackages(MISPLACED);
    assertThat(layers(MISPLACED).evaluate(misplaced).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("UpwardRule") && line.contains("Window"))
        .anyMatch(line -> line.contains("NativeThing") && line.contains("ErofsThing"))
        .anyMatch(line -> line.contains("Signed") && line.contains("ErofsThing"));
    assertThat(noCycles(MISPLACED).evaluate(misplaced).hasViolation()).isTrue();
    assertThat(jdkOnly(MISPLACED).evaluate(misplaced).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("ErofsThing") && line.contains("org.assertj"));
    assertThat(jdkAndBouncyCastle(MISPLACED).evaluate(misplaced).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("Signed") && line.contains("org.assertj"));
  }

  /** A package that does not exist yet is an empty layer. */
  private static ArchRule layers(String root) {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String name :
        new String[] {
          "rule", "bytes", "model", "verity", "sign", "store", "tree", "nativefmt", "erofs", "dump"
        }) {
      layers = layers.layer(name).definedBy(root + "." + name + "..");
    }
    return layers
        .layer("front")
        .definedBy(root)
        .whereLayer("rule")
        .mayNotAccessAnyLayer()
        .whereLayer("bytes")
        .mayOnlyAccessLayers("rule")
        .whereLayer("model")
        .mayOnlyAccessLayers("rule", "bytes")
        .whereLayer("verity")
        .mayOnlyAccessLayers("rule", "bytes")
        .whereLayer("sign")
        .mayOnlyAccessLayers("rule", "bytes", "verity")
        .whereLayer("store")
        .mayOnlyAccessLayers("rule", "bytes", "model", "verity")
        .whereLayer("tree")
        .mayOnlyAccessLayers("rule", "bytes", "model")
        .whereLayer("nativefmt")
        .mayOnlyAccessLayers("rule", "bytes", "model")
        .whereLayer("erofs")
        .mayOnlyAccessLayers("rule", "bytes", "model")
        .whereLayer("dump")
        .mayOnlyAccessLayers("rule", "bytes", "model")
        .whereLayer("front")
        .mayNotBeAccessedByAnyLayer()
        .allowEmptyShould(true);
  }

  private static ArchRule noCycles(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Bouncy Castle reads certificates, and only {@code sign} has any. */
  private static ArchRule jdkOnly(String root) {
    return classes()
        .that(not(resideInAPackage(root + ".sign..")))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "com.sun.nio.file", root + ".."))
        .allowEmptyShould(true);
  }

  private static ArchRule jdkAndBouncyCastle(String root) {
    return classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "com.sun.nio.file", root + "..", "org.bouncycastle.."))
        .allowEmptyShould(true);
  }
}
