package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.fuzz.Tools;
import io.takecover.fuzz.corpus.ProjectFolder;
import io.takecover.sign.FormattedDigest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we sign, openssl accepts; what {@code fsverity} signs and hashes, we do. Debian's packages
 * {@code openssl} and {@code fsverity} have the tools; without them it is said that nothing was
 * tested. {@code corpus/sign} has signatures of both, so these are always tested.
 */
class SigningToolsTest {
  @TempDir Path folder;

  private static Path image() {
    return ProjectFolder.corpus().resolve("native/valid/device-null.img");
  }

  private static Path key(String name) {
    return ProjectFolder.corpus().resolve("sign/keys").resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa", "p384"})
  void opensslAcceptsWhatWeSign(String name) throws Exception {
    Tools.require("openssl");
    Path signature = folder.resolve("x.sig");
    String pem = key(name + ".pem").toString();
    Cli signed = Cli.run("sign", "--key", key(name + ".key"), "--cert", pem, image(), signature);
    byte[] digest = ImageDigest.parse(signed.out().split(" ", 2)[0]).bytes();
    Path content = folder.resolve("content");
    try (var out = Files.newOutputStream(content)) {
      FormattedDigest.sha256(digest).bytes().writeTo(out);
    }
    String said =
        run(
            "openssl cms -verify -binary -noverify -nointern -inform DER -in " + signature,
            "-content " + content + " -certfile " + pem + " -out " + folder.resolve("out"));
    assertThat(said).contains("CMS Verification successful");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha512"})
  void weAcceptWhatFsveritySigns(String hash) throws Exception {
    Tools.require("fsverity");
    Path signature = folder.resolve("x.sig");
    run(
        "fsverity sign " + image() + " " + signature + " --hash-alg=" + hash,
        "--key=" + key("rsa.key") + " --cert=" + key("rsa.pem"));
    Cli cli =
        Cli.run(
            "verify",
            "--at=2026-01-01T00:00:00Z",
            "--hash-alg=" + hash,
            "--signature=" + signature,
            "--trust=" + key("rsa.pem"),
            image());
    assertThat(cli.exit()).as(cli.out()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"sha256, 4096, 00", "sha512, 4096, 0001020304050607", "sha256, 1024, aa"})
  void weHashAsFsverityDoes(String hash, int blockSize, String salt) throws Exception {
    Tools.require("fsverity");
    String options = "--hash-alg=" + hash + " --block-size=" + blockSize + " --salt=" + salt;
    String theirs = run("fsverity digest", options, image().toString());
    List<String> words = List.of(("digest " + options + " " + image()).split(" "));
    assertThat(Cli.run(words.toArray()).out()).isEqualTo(theirs);
  }

  /** Runs a command of words without blanks, in pieces; gives all that it said. */
  private static String run(String... pieces) throws Exception {
    List<String> words = Arrays.asList(String.join(" ", pieces).split(" "));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
