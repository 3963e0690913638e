package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code takecover fuzz --coverage}. */
class FuzzCoverageTest {
  @TempDir Path folder;

  @Test
  void linesForPeople() throws IOException {
    Path seeds = Files.createDirectories(folder.resolve("corpus/sign/valid"));
    Path signature = ProjectFolder.corpus().resolve("sign/valid/openssl-cms-issued.sig");
    Files.copy(signature, seeds.resolve("issued.sig"));
    Cli cli =
        Cli.run(
            "fuzz",
            "--coverage",
            "--target",
            "SignatureFuzzer",
            "--seeds",
            folder.resolve("corpus"),
            "--work",
            folder.resolve("work"),
            "--out",
            folder.resolve("pages"));
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exit()).isZero();
    List<String> lines = cli.outLines();
    assertThat(lines.get(1)).matches("SignatureFuzzer +1 +[1-9][0-9]* of +[0-9]+ .* +0");
    assertThat(lines.get(2)).matches("all +1 +[1-9][0-9]* of .*");
    assertThat(lines).anyMatch(line -> line.startsWith("silent: N-068 "));
    assertThat(lines)
        .anyMatch(
            line -> line.matches("blocker: DerReader.java:[0-9]+: .*: SignatureFuzzer corpus/.*"));
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("pages: " + folder.resolve("pages/all/index.html"));
    assertThat(folder.resolve("pages/SignatureFuzzer/jacoco.xml")).exists();
  }

  @Test
  void wrongUsage() {
    Cli cli = Cli.run("fuzz", "--coverage", "--target", "Nobody");
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("no target is named Nobody");
  }
}
