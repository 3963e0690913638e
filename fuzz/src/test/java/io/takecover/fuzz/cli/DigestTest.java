package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@code digest}; the numbers themselves are the library's. */
class DigestTest {
  private static final String OF_NOTHING =
      "sha256:3d248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95";

  @TempDir Path folder;
  private Path empty;

  @BeforeEach
  void makeFiles() throws IOException {
    empty = Files.createFile(folder.resolve("a b"));
    Files.write(folder.resolve("c"), new byte[(1 << 20) + 1]);
  }

  @Test
  void digestOfFiles() {
    Cli cli = Cli.run("digest", folder).without(folder);
    assertThat(cli.outLines()).first().isEqualTo(OF_NOTHING + " a\\x20b");
    assertThat(cli.outLines().get(1)).matches("sha256:[0-9a-f]{64} c");
    Cli piped = Cli.piped(new byte[(1 << 20) + 1], "digest", "-");
    assertThat(piped.out()).isEqualTo(cli.outLines().get(1).replace(" c", " -") + "\n");
    assertThat(cli.exit()).isZero();
    assertThat(Cli.run("digest", folder, "/no/such/file").exit()).isEqualTo(2);
  }

  /** From the vectors: an empty file. */
  @ParameterizedTest
  @CsvSource({
    "--block-size=1024, sha256:f2cca36b9b1b7f07814e4284b10121809133e7cb9c4528c8f6846e85fc624ffa",
    "--salt=0001020304050607, "
        + "sha256:174a60e700aee57aaed53c60712938253943bbfab156ab9e50f1ece140e7469d",
    "--hash-alg=sha512, sha512:ccf9e5aea1c2a64efa2f2354a6024b90dffde6bbc017825045dce374474e13d10"
        + "adb9dadcc6ca8e17a3c075fbd31336e8f266ae6fa93a6c3bed66f9e784e5abf"
  })
  void otherParameters(String option, String digest) {
    Cli cli = Cli.run("digest", option, empty);
    assertThat(cli.out()).startsWith(digest + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "--block-size=512",
    "--block-size=3000",
    "--salt=0",
    "--salt=xx",
    "--hash-alg=md5",
    "--jobs=0"
  })
  void optionsThatMakeNoSense(String option) {
    Cli cli = Cli.run("digest", option, empty);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(option.substring(0, option.indexOf('=')));
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void orderIsThatOfTheArguments() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String name = String.format("f%03d", i);
      Files.write(folder.resolve(name), new byte[i % 7 == 0 ? 1 << 18 : 1]);
      expected.append(name).append('\n');
    }
    Files.delete(empty);
    Files.delete(folder.resolve("c"));
    Cli cli = Cli.run("digest", "--jobs=3", folder).without(folder);
    assertThat(cli.out().replaceAll("sha256:\\p{XDigit}+ ", "")).isEqualTo(expected.toString());
  }

  @Test
  void progressOfSeveral() {
    Map<String, String> none = Map.of();
    Cli cli = Cli.onTerminal(false, true, none, "digest", folder);
    assertThat(cli.err()).contains("[1] ").contains("[2] ").endsWith("\r\u001b[K");
    assertThat(Cli.onTerminal(false, true, none, "digest", empty).err()).isEmpty();
    assertThat(Cli.onTerminal(false, true, none, "digest", "-q", folder).err()).isEmpty();
  }

  /** Where one is not there, the others are told all the same, and in their order. */
  @Test
  void foldersAndWhatIsNotThere() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("d/e"));
    Files.write(inner.resolve("f"), new byte[1]);
    Files.createSymbolicLink(folder.resolve("d/link"), empty);
    Path hollow = Files.createDirectory(folder.resolve("hollow"));
    Cli cli = Cli.run("digest", hollow, folder.resolve("d"), folder.resolve("none"), empty);
    assertThat(cli.without(folder).outLines())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).endsWith(" d/e/f"),
            second -> assertThat(second).isEqualTo(OF_NOTHING + " a\\x20b"));
    assertThat(cli.errLines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("there is no file in this folder"))
        .anySatisfy(line -> assertThat(line).contains("no such file or folder"));
    assertThat(cli.exit()).isEqualTo(2);
  }

  @Test
  void json() throws IOException {
    Cli cli = Cli.run("digest", "--json", folder);
    List<String> lines = cli.outLines();
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("digest").asText()).isEqualTo(OF_NOTHING);
    assertThat(first.get("bytes").asLong()).isZero();
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("bytes").asLong()).isEqualTo(1048577);
  }

  /** Whatever the file system and the tools here: no file of a test has fs-verity. */
  @Test
  void aKernelWithoutDigestIsNoRightDigest() {
    Cli cli = Cli.run("digest", "--measured", empty);
    assertThat(cli.out())
        .matches(OF_NOTHING + " \\S+ \\(measured: (absent|unsupported|unknown)\\)\n");
    assertThat(cli.exit()).isEqualTo(1);
  }
}
