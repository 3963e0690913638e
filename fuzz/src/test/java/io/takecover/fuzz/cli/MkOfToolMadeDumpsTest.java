package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.corpus.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of the composefs project: what mk makes of each is what mkcomposefs makes of it. */
class MkOfToolMadeDumpsTest {
  @TempDir private Path folder;

  @Test
  void imageHasTheBytesThatTheToolWrites() throws IOException, NoSuchAlgorithmException {
    List<Path> sums = files("*.sha256");
    assertThat(sums).hasSizeGreaterThanOrEqualTo(6);
    for (Path sum : sums) {
      String name = sum.getFileName().toString().replace(".sha256", "");
      Path out = folder.resolve(name + ".img");
      // The tool's own test pins special.dump to version 0 (E-760).
      String version = name.equals("special.dump") ? "--min-version=0" : "--max-version=1";
      Cli cli = Cli.run("mk", version, "--from-dump", plain(sum.resolveSibling(name)), out);
      assertThat(cli.exit()).as(cli.err()).isZero();
      assertThat(sha256(Files.readAllBytes(out))).as(name).isEqualTo(Files.readString(sum).strip());
      assertThat(Cli.run("verify", "--canonical", out).exit()).isZero();
    }
  }

  @Test
  void textThatTheToolRefusesIsRefusedWithItsLine() throws IOException {
    List<Path> dumps = files("should-fail-*.dump");
    assertThat(dumps).isNotEmpty();
    for (Path dump : dumps) {
      Cli cli = Cli.run("mk", "--from-dump", dump, folder.resolve("out.img"));
      assertThat(cli.exit()).isEqualTo(1);
      assertThat(cli.err()).matches("(?s).*: reject D-\\d{3} \\(line \\d+, .*");
    }
  }

  private static List<Path> files(String pattern) throws IOException {
    Path dumps = ProjectFolder.requireShared("dumps");
    try (Stream<Path> files = Files.list(dumps)) {
      var matcher = dumps.getFileSystem().getPathMatcher("glob:" + pattern);
      return files.filter(file -> matcher.matches(file.getFileName())).sorted().toList();
    }
  }

  private Path plain(Path dump) throws IOException {
    if (!dump.toString().endsWith(".gz")) {
      return dump;
    }
    Path plain = folder.resolve("plain.dump");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(dump))) {
      return Files.write(plain, in.readAllBytes());
    }
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
