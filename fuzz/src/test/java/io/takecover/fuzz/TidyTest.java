package io.takecover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.tidy.ClassCheck;
import io.takecover.fuzz.tidy.Classes;
import io.takecover.fuzz.tidy.Source;
import io.takecover.fuzz.tidy.SourceCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds both modules to the house rules of CONTRIBUTING. That each check can fail is proven in
 * {@code TidyChecksTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
  private static final Pattern MAIN_SOURCE =
      Pattern.compile("\\w+/src/main/java/(.*/(?!package-info)\\w+)\\.java");

  private Classes classes;
  private List<Source> sources;

  @BeforeAll
  void read() throws IOException, URISyntaxException {
    Path testClasses =
        Path.of(TidyTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path root = testClasses.resolve("../../..").normalize();
    classes =
        Classes.in(root.resolve("parser/target/classes"), root.resolve("fuzz/target/classes"));
    sources =
        Source.in(root, "parser/src/main", "parser/src/test", "fuzz/src/main", "fuzz/src/test");
  }

  @Test
  void everySourceHasItsClass() {
    Set<String> compiled =
        classes.all().stream().map(node -> node.name).collect(Collectors.toSet());
    List<String> written =
        sources.stream()
            .map(source -> MAIN_SOURCE.matcher(source.name()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .toList();
    assertThat(compiled).containsAll(written);
  }

  @ParameterizedTest
  @EnumSource
  void classesKeep(ClassCheck check) {
    List<String> findings =
        classes.all().stream()
            .filter(node -> check.appliesTo(node.name))
            .flatMap(node -> check.findings(node, classes).stream())
            .toList();
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void sourcesKeep(SourceCheck check) {
    List<String> findings =
        sources.stream().flatMap(source -> check.findings(source).stream()).toList();
    assertThat(findings).isEmpty();
  }
}
