package io.takecover.fuzz.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer makes of these files is for {@code fuzz/oss-fuzz/check}, which takes minutes. */
class ServiceFilesTest {
  private static final String WORD =
      "[A-Za-z_0-9]+=\"([ !#-\\[\\]-~]|\\\\x[0-9a-f]{2}|\\\\\\\\|\\\\\")+\"";

  @TempDir Path out;

  static List<Targets> regular() {
    return Targets.regular();
  }

  @Test
  void everyTargetHasItsFilesAndNothingElseIsThere() throws IOException {
    write(Targets.regular(), out);
    List<String> wanted = new ArrayList<>(List.of("a.jar", "b.jar", "jazzer_agent_deploy.jar"));
    for (Targets target : Targets.regular()) {
      for (String ending : List.of("", ".dict", ".options", "_seed_corpus.zip")) {
        wanted.add(target.label() + ending);
      }
    }
    assertThat(names(out)).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @ParameterizedTest
  @MethodSource("regular")
  void theScriptStartsTheFuzzerWithWhatTheCampaignTellsIt(Targets target) throws Exception {
    write(List.of(target), out);
    assertThat(Files.readString(out.resolve(target.label()))).contains("LLVMFuzzerTestOneInput");
    List<String> expected =
        new ArrayList<>(
            List.of(
                "--agent_path=" + out + "/jazzer_agent_deploy.jar",
                "--cp=" + out + "/a.jar:" + out + "/b.jar"));
    expected.addAll(target.fuzzerFlags());
    List<String> fuzzing = new ArrayList<>(expected);
    fuzzing.addAll(List.of("--jvm_args=-Xmx2048m:-Xss1024k", "two words", "-max_len=3"));
    assertThat(run(target, "two words", "-max_len=3")).isEqualTo(fuzzing);
    List<String> replaying = new ArrayList<>(expected);
    replaying.addAll(List.of("--jvm_args=-Xmx1900m:-Xss900k", "-runs=100", "*"));
    assertThat(run(target, "-runs=100", "*")).isEqualTo(replaying);
  }

  @ParameterizedTest
  @MethodSource("regular")
  void theOptionsAreThoseOfTheTarget(Targets target) throws IOException {
    write(List.of(target), out);
    assertThat(Files.readAllLines(out.resolve(target.label() + ".options")))
        .containsExactly("[libfuzzer]", "max_len = " + target.maxLength(), "timeout = 25");
  }

  @ParameterizedTest
  @MethodSource("regular")
  void theDictionaryHasWordsThatLibFuzzerReads(Targets target) throws IOException {
    write(List.of(target), out);
    Path dictionary = out.resolve(target.label() + ".dict");
    assertThat(Files.readAllLines(dictionary, StandardCharsets.ISO_8859_1))
        .hasSizeGreaterThan(10)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches(WORD));
  }

  @Test
  void theWordsOfSignaturesAreTheirObjectIdentifiers() throws IOException {
    assertThat(WordList.of(Targets.SIGNATURE, ProjectFolder.corpus()).lines())
        .contains(
            "oid_1_2_840_113549_1_7_2=\"\\x06\\x09\\x2a\\x86\\x48\\x86\\xf7\\x0d\\x01\\x07\\x02\"");
  }

  @ParameterizedTest
  @MethodSource("regular")
  void theArchiveHoldsSeedsThatTheTargetPasses(Targets target) throws IOException {
    write(List.of(target), out);
    Map<String, byte[]> seeds = unzip(out.resolve(target.label() + "_seed_corpus.zip"));
    assertThat(seeds).hasSizeGreaterThan(10);
    assertThat(seeds.keySet()).allMatch(name -> name.matches("(valid|malformed|drawn)-[^/]+"));
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      assertThat(seed.getValue()).as(seed.getKey()).hasSizeBetween(1, target.maxLength());
    }
    seeds.values().stream().limit(20).forEach(target::run);
  }

  @Test
  void noSeedOfTheCorpusIsLeftOutButEmptyAndLongOnes() throws IOException {
    for (Targets target : Targets.regular()) {
      long wanted = 0;
      for (String folder : target.seedFolders()) {
        for (String name : names(ProjectFolder.corpus().resolve(folder))) {
          long size = Files.size(ProjectFolder.corpus().resolve(folder).resolve(name));
          wanted += size > 0 && size <= target.maxLength() ? 1 : 0;
        }
      }
      if (!target.seedFolders().isEmpty()) {
        assertThat(SeedInputs.of(target, ProjectFolder.corpus())).hasSize((int) wanted);
      }
    }
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws IOException {
    Path again = Files.createDirectory(out.resolve("again"));
    Path once = Files.createDirectory(out.resolve("once"));
    write(Targets.regular(), once);
    write(Targets.regular(), again);
    for (String name : names(once)) {
      assertThat(again.resolve(name)).as(name).hasSameBinaryContentAs(once.resolve(name));
    }
  }

  @Test
  void withoutJarsNothingIsWritten() throws IOException {
    assertThatThrownBy(() -> ServiceFiles.write(regular(), ProjectFolder.corpus(), out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names(out)).isEmpty();
  }

  @Test
  void aTargetWithNothingToStartFromIsAFault() throws IOException {
    for (String folder : Targets.DUMP.seedFolders()) {
      Files.createDirectories(out.resolve(folder));
    }
    assertThatThrownBy(() -> SeedInputs.of(Targets.DUMP, out))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Drawn from the name, so that two targets do not get the same. */
  @Test
  void drawnSeedsDiffer() throws IOException {
    SortedMap<String, byte[]> one = SeedInputs.of(Targets.STORE, ProjectFolder.corpus());
    SortedMap<String, byte[]> other = SeedInputs.of(Targets.VERITY, ProjectFolder.corpus());
    assertThat(one.get("drawn-04")).hasSize(16);
    assertThat(other.get("drawn-02")).hasSize(16).isNotEqualTo(one.get("drawn-04"));
  }

  private static void write(List<Targets> targets, Path out) throws IOException {
    for (String jar : List.of("b.jar", "a.jar", "jazzer_agent_deploy.jar")) {
      Files.write(out.resolve(jar), new byte[] {1});
    }
    ServiceFiles.write(targets, ProjectFolder.corpus(), out);
  }

  /** Runs the script beside a launcher that prints what it is told. */
  private List<String> run(Targets target, String... arguments)
      throws IOException, InterruptedException {
    Path launcher = out.resolve("jazzer_driver");
    Files.writeString(launcher, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(List.of(out.resolve(target.label()).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private static Map<String, byte[]> unzip(Path archive) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
