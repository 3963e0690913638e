package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.Composefs;
import io.takecover.Format;
import io.takecover.Verdict;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.fuzz.Tools;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.fuzz.corpus.TestVector;
import io.takecover.rule.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code takecover corpus export}: what is written is read back, and says what the corpus says. */
class CorpusExportTest {
  private static final Path CORPUS = ProjectFolder.corpus();

  @TempDir Path folder;

  @Test
  void wycheproof() throws Exception {
    Path file = folder.resolve("composefs.json");
    assertThat(export("wycheproof", file).out()).isEqualTo(file + ": 1 files\n");
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    Map<String, TestVector> byId = Corpus.open(CORPUS).byId();
    assertThat(root.get("numberOfTests").asInt()).isEqualTo(byId.size());
    assertThat(root.get("testGroups")).hasSizeGreaterThan(4);
    int next = 1;
    Map<String, Integer> results = new HashMap<>();
    for (JsonNode group : root.get("testGroups")) {
      Format format = Format.valueOf(group.get("format").asText().toUpperCase(Locale.ROOT));
      String name = group.get("profile").asText().toUpperCase(Locale.ROOT).replace('-', '_');
      Profile profile = Profile.valueOf(name);
      for (JsonNode test : group.get("tests")) {
        assertThat(test.get("tcId").asInt()).isEqualTo(next++);
        byte[] image = HexFormat.of().parseHex(test.get("image").asText());
        TestVector vector = byId.remove(test.get("id").asText());
        assertThat(sum("SHA-256", image)).isEqualTo(vector.sha256());
        Verdict verdict = Composefs.inspect(image, Limits.DEFAULT, profile);
        assertThat(verdict.format()).isEqualTo(format);
        String flag = test.get("flags").get(0).asText();
        assertThat(root.get("notes").get(flag).get("description").asText()).isNotBlank();
        String result = test.get("result").asText();
        results.merge(result, 1, Integer::sum);
        if (verdict instanceof Verdict.Rejected rejected) {
          assertThat(flag).isEqualTo(rejected.first().rule().id());
          assertThat(test.get("offset").asLong()).isEqualTo(rejected.first().offset());
          assertThat(result).isIn("invalid", "acceptable");
        } else {
          assertThat(result).isIn("valid", "acceptable");
          assertThat(flag).isEqualTo(result.equals("valid") ? "Normal" : "NotCanonical");
        }
      }
    }
    assertThat(byId).isEmpty();
    assertThat(results.get("valid")).isGreaterThan(150);
    assertThat(results.get("invalid")).isGreaterThan(900);
    assertThat(results.get("acceptable")).isBetween(50, 300);
  }

  @Test
  void libFuzzer() throws Exception {
    Path seeds = folder.resolve("seeds");
    assertThat(export("libfuzzer", seeds, "--only", "native").exit()).isZero();
    Set<String> expected = new TreeSet<>();
    for (TestVector vector : vectors("native")) {
      expected.add(sum("SHA-1", Files.readAllBytes(CORPUS.resolve(vector.file()))));
    }
    Set<String> written = new TreeSet<>();
    for (Path seed : filesIn(seeds)) {
      written.add(seeds.relativize(seed).toString());
      assertThat(sum("SHA-1", Files.readAllBytes(seed))).isEqualTo(seed.getFileName().toString());
    }
    assertThat(written).isEqualTo(expected);

    Path zip = folder.resolve("seeds.zip");
    assertThat(export("libfuzzer", zip, "--only", "native").exit()).isZero();
    Set<String> zipped = new TreeSet<>();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] bytes = archive.getInputStream(entry).readAllBytes();
        assertThat(sum("SHA-1", bytes)).isEqualTo(entry.getName());
        zipped.add(entry.getName());
      }
    }
    assertThat(zipped).isEqualTo(expected);
    Path again = folder.resolve("again.zip");
    assertThat(export("libfuzzer", again, "--only", "native").exit()).isZero();
    assertThat(again).hasSameBinaryContentAs(zip);
  }

  @Test
  void erofsRs() throws Exception {
    Path out = folder.resolve("rust");
    assertThat(export("erofs-rs", out).exit()).isZero();
    List<String> lines = Files.readAllLines(out.resolve("vectors.tsv"), StandardCharsets.UTF_8);
    List<TestVector> vectors = vectors("erofs");
    assertThat(lines).hasSize(vectors.size() + 1);
    Set<Path> listed = new TreeSet<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = List.of(lines.get(i).split("\t", -1));
      assertThat(cells).hasSize(9);
      TestVector vector = vectors.get(i - 1);
      Path image = out.resolve(cells.get(0));
      listed.add(image);
      assertThat(sum("SHA-256", Files.readAllBytes(image))).isEqualTo(cells.get(1));
      assertThat(cells.subList(1, 4))
          .containsExactly(vector.sha256(), vector.profile(), vector.expect());
      assertThat(cells.get(5)).isEqualTo(vector.isAccepted() ? "" : vector.rule());
    }
    listed.add(out.resolve("vectors.tsv"));
    assertThat(filesIn(out)).containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void aRustTestReadsTheList() throws Exception {
    Tools.require("rustc");
    Path out = folder.resolve("rust");
    assertThat(export("erofs-rs", out).exit()).isZero();
    Path program = folder.resolve("erofs_rs");
    run("rustc", "-o", program.toString(), CORPUS.resolve("examples/erofs_rs.rs").toString());
    int agree = 0;
    int all = 0;
    for (TestVector vector : vectors("erofs")) {
      if (vector.isStrict()) {
        ByteView image = ByteView.of(Files.readAllBytes(CORPUS.resolve(vector.file())));
        boolean hasMagic = image.holds(1024, 4) && image.u32(1024) == 0xe0f5e1e2L;
        agree += hasMagic == vector.isAccepted() ? 1 : 0;
        all++;
      }
    }
    assertThat(run(program.toString(), out.toString()))
        .startsWith(agree + " of " + all + " agree, ");
  }

  @Test
  void nothingIsReplacedUnasked() throws IOException {
    Path file = folder.resolve("x.json");
    Files.writeString(file, "mine");
    assertThat(export("wycheproof", file).exit()).isEqualTo(2);
    assertThat(file).hasContent("mine");
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("a"), "mine");
    Cli cli = export("libfuzzer", full);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("this folder is not empty");
    assertThat(export("erofs-rs", full, "--force", "--only", "native").exit()).isZero();
    assertThat(full.resolve("a")).hasContent("mine");
    assertThat(export("tar", folder.resolve("y")).err()).contains("--format is none of wycheproof");
  }

  private static Cli export(String format, Path out, String... more) {
    List<Object> words = new ArrayList<>(List.of("corpus", "export", "--corpus", CORPUS));
    words.addAll(List.of("--format", format));
    words.addAll(List.of(more));
    words.add(out);
    return Cli.run(words.toArray());
  }

  private static List<TestVector> vectors(String format) throws IOException, CorpusException {
    return Corpus.open(CORPUS).vectors().stream().filter(v -> v.format().equals(format)).toList();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String sum(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }
}
