package io.takecover.fuzz.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coverage of a few images, in a folder with a blank in its name. */
class CoverageReportTest {
  @TempDir private Path folder;
  private Path out;
  private Places places;

  @BeforeEach
  void setUp() throws IOException {
    Path project = folder.resolve("a b");
    out = project.resolve("out");
    places =
        new Places(project.resolve("corpus"), project.resolve("work"), project.resolve("crashes"));
    copy("parser/src/main/java/io/takecover/nativefmt/NativeReader.java", project);
    copy("corpus/native/valid/one-file.img", project);
    copy("corpus/native/malformed/digest-len-1.img", project);
  }

  @Test
  void whatNoInputComparesOtherwiseIsABlocker() throws Exception {
    CoverageReport.Result one = write(Targets.NATIVE_READ);

    assertThat(one.targets()).hasSize(1);
    assertThat(one.all().inputs()).isEqualTo(2);
    assertThat(one.all().lost()).isEmpty();
    assertThat(one.all().lines()).isBetween(300, one.all().allLines() / 2);
    assertThat(one.rules()).extracting(CoverageReport.SilentRule::name).contains("VERSION");
    assertThat(one.rules())
        .extracting(CoverageReport.SilentRule::rule)
        .contains("N-041", "E-010")
        .doesNotContain("N-068", "S-001");
    Blocker version = ofVersion(one);
    assertThat(version.missed()).isEqualTo(1);
    assertThat(version.target()).isEqualTo("NativeReadFuzzer");
    assertThat(version.input()).startsWith("corpus/native/");
    assertThat(one.branchLines())
        .anyMatch(
            line ->
                line.startsWith(version.place() + ": 1 of 2 branches missed: NativeReadFuzzer ")
                    && line.endsWith(": 0x1 ~ 0x1 of sb.version input:0+4 = 0x1"));

    byte[] other = Files.readAllBytes(ProjectFolder.corpus().resolve("native/valid/fifo.img"));
    other[0] = 2;
    Path gathered = Files.createDirectories(places.workingCorpus(Targets.NATIVE_READ));
    Files.write(gathered.resolve("version-2"), other);
    CoverageReport.Result two = write(Targets.NATIVE_READ);

    assertThat(two.branches()).extracting(Blocker::place).doesNotContain(version.place());
    assertThat(two.rules()).extracting(CoverageReport.SilentRule::name).doesNotContain("VERSION");
    assertThat(two.all().branches()).isGreaterThan(one.all().branches());
  }

  @Test
  void pagesForEachTargetAndForAll() throws Exception {
    CoverageReport.Result result = write(Targets.NATIVE_READ, Targets.VERITY);
    assertThat(result.targets()).extracting(CoverageReport.Line::inputs).containsExactly(2, 0);
    assertThat(result.targets().get(1).lines()).isZero();
    for (String name : List.of("NativeReadFuzzer", "VerityFuzzer", "all")) {
      assertThat(out.resolve(name + "/index.html")).content().contains("<title>" + name);
    }
    assertThat(out.resolve("all/io.takecover.nativefmt/NativeReader.java.html"))
        .content()
        .contains("SMALLEST_IMAGE");
    String counter =
        "<counter type=\"LINE\" missed=\"%d\" covered=\"%d\"/>"
            .formatted(result.all().allLines() - result.all().lines(), result.all().lines());
    assertThat(out.resolve("all/jacoco.xml")).content(StandardCharsets.UTF_8).contains(counter);
    JsonNode json = new ObjectMapper().readTree(out.resolve("blockers.json").toFile());
    assertThat(json.get("all").get("branches").asInt()).isEqualTo(result.all().branches());
    assertThat(json.get("branches")).hasSameSizeAs(result.branches());
    assertThat(json.get("rules").get(0).get("rule").asText())
        .isEqualTo(result.rules().get(0).rule());
  }

  /** What is never reached says what is in front of it. */
  @Test
  void unreachedLinesNameWhatIsInFront() throws Exception {
    List<Blocker> branches = write(Targets.NATIVE_READ).branches();
    assertThat(branches)
        .filteredOn(blocker -> blocker.method().startsWith("io.takecover.erofs.ErofsReader."))
        .filteredOn(blocker -> blocker.target() == null)
        .isNotEmpty()
        .allSatisfy(blocker -> assertThat(blocker.behind()).isEqualTo("not called"));
    assertThat(branches)
        .filteredOn(blocker -> blocker.behind() != null && blocker.behind().contains(".java:"))
        .isNotEmpty()
        .allSatisfy(blocker -> assertThat(blocker.behind()).startsWith(blocker.file() + ":"));
  }

  private static Blocker ofVersion(CoverageReport.Result result) {
    return result.branches().stream()
        .filter(b -> b.method().equals("io.takecover.nativefmt.NativeReader.readSuperblock"))
        .filter(blocker -> !blocker.comparisons().isEmpty())
        .filter(
            blocker ->
                blocker.comparisons().get(0).bytes().stream()
                    .anyMatch(
                        bytes ->
                            bytes.offset() == 0
                                && bytes.length() == 4
                                && bytes.how() == Comparison.How.OPERAND))
        .findFirst()
        .orElseThrow();
  }

  private CoverageReport.Result write(Targets... targets) throws IOException, InterruptedException {
    return CoverageReport.write(List.of(targets), places, out, text -> {});
  }

  private static void copy(String file, Path project) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.copy(ProjectFolder.root().resolve(file), project.resolve(file));
  }
}
