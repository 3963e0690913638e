package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.bytes.ByteView;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code verify}: one line a result, JSON, exit codes. */
class VerifyTest {
  @TempDir Path folder;
  private Path good;
  private Path noted;
  private Path bad;

  @BeforeEach
  void makeImages() throws IOException {
    good = Files.write(folder.resolve("good.img"), Images.rich());
    noted = Files.write(folder.resolve("noted.img"), Images.noted());
    byte[] malformed = Images.rich();
    malformed[4] ^= 1;
    bad = Files.write(folder.resolve("bad.img"), malformed);
  }

  @Test
  void acceptedImageIsOneLine() {
    Cli cli = Cli.run("verify", good).without(folder);
    assertThat(cli).isEqualTo(new Cli(0, "good.img: accept native v1, 6 inodes\n", ""));
  }

  @Test
  void canonicalIsSaidOfWhatWasCompared() {
    Cli cli = Cli.run("verify", "--canonical", good).without(folder);
    assertThat(cli.out()).isEqualTo("good.img: accept native v1, 6 inodes, canonical\n");
  }

  @Test
  void noteIsALineOfItsOwn() {
    Cli cli = Cli.run("verify", noted).without(folder);
    assertThat(cli.outLines()).hasSize(2);
    assertThat(cli.outLines().get(0)).startsWith("noted.img: accept native v1, ");
    assertThat(cli.outLines().get(1))
        .startsWith("noted.img:244: note N-063 (inode.st_size = 0x63)");
    assertThat(cli.exit()).isZero();
  }

  @Test
  void rejectedImageIsOneLineWithOffsetRuleAndField() {
    Cli cli = Cli.run("verify", bad).without(folder);
    assertThat(cli.out()).matches("bad\\.img:4: reject N-003 \\(sb\\.magic = 0x\\w+\\): .+\n");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exit()).isEqualTo(1);
  }

  @Test
  void everyViolationOnRequest() throws IOException {
    byte[] image = Images.wrongLinkCount();
    image[128 + 3 * 96 + 4] = 66;
    Path file = Files.write(folder.resolve("two.img"), image);
    Cli first = Cli.run("verify", file);
    assertThat(first.out())
        .contains("two.img:132: reject N-070 ")
        .endsWith(" [1 more with --all]\n");
    List<String> all = Cli.run("verify", "--all", file).outLines();
    assertThat(all).hasSize(2).allMatch(line -> line.contains(": reject N-070 "));
    assertThat(all.get(1)).contains("two.img:420: ").contains("directories in it");
    assertThat(first.exit()).isEqualTo(1);
  }

  @Test
  void jsonOfAcceptedImage() throws IOException {
    byte[] bytes = Files.readAllBytes(noted);
    JsonNode json = oneObject(Cli.run("verify", "--json", noted));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "file",
            "format",
            "verdict",
            "version",
            "canonical",
            "inodes",
            "bytes",
            "digest",
            "notes");
    assertThat(json.get("file").asText()).isEqualTo(noted.toString());
    assertThat(json.get("format").asText()).isEqualTo("native");
    assertThat(json.get("verdict").asText()).isEqualTo("accept");
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.get("canonical").asBoolean()).isTrue();
    assertThat(json.get("inodes").asInt()).isEqualTo(6);
    assertThat(json.get("bytes").asInt()).isEqualTo(bytes.length);
    assertThat(json.get("digest").asText()).isEqualTo("sha256:" + digest(bytes));
    assertThat(json.get("notes")).hasSize(1);
    assertThat(json.get("notes").get(0).asText()).isEqualTo("N-063");
  }

  @Test
  void jsonOfRejectedImage() throws IOException {
    Cli cli = Cli.run("verify", "--json", bad);
    JsonNode json = oneObject(cli);
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("file", "format", "verdict", "violations");
    assertThat(json.get("verdict").asText()).isEqualTo("reject");
    JsonNode violation = json.get("violations").get(0);
    assertThat(violation.fieldNames())
        .toIterable()
        .containsExactly("rule", "kind", "cwe", "offset", "field", "found");
    assertThat(violation.toString())
        .startsWith(
            "{\"rule\":\"N-003\",\"kind\":\"UNSUPPORTED\",\"cwe\":843,\"offset\":4,"
                + "\"field\":\"sb.magic\",\"found\":\"0x");
  }

  @Test
  void jsonOfAFileNameIsAsciiAndExact() throws IOException {
    Path odd = Files.write(folder.resolve("\u001b[1m\u00fc \"x\".img"), Images.empty());
    Cli cli = Cli.run("verify", "--json", odd);
    assertThat(cli.out()).matches("[ -~]+\n");
    assertThat(oneObject(cli).get("file").asText()).isEqualTo(odd.toString());
  }

  @Test
  void fileNamesAreEscaped() throws IOException {
    Path odd = Files.write(folder.resolve("\u001b[1m\u00fc x\n.img"), Images.empty());
    Cli cli = Cli.run("verify", odd).without(folder);
    assertThat(cli.outLines().get(0)).startsWith("\\x1b[1m\\xc3\\xbc\\x20x\\n.img: accept ");
  }

  @Test
  void worstExitCodeCounts() {
    Path missing = folder.resolve("missing.img");
    assertThat(Cli.run("verify", good, bad).exit()).isEqualTo(1);
    assertThat(Cli.run("verify", bad, good).exit()).isEqualTo(1);
    Cli all = Cli.run("verify", bad, missing, good);
    assertThat(all.exit()).isEqualTo(2);
    assertThat(all.outLines()).hasSize(2);
    assertThat(all.errLines()).hasSize(1);
  }

  @Test
  void quietSaysRejectsOnly() {
    Cli cli = Cli.run("verify", "-q", noted, bad, good);
    assertThat(cli.outLines()).singleElement().asString().contains(": reject N-003 ");
    assertThat(cli.exit()).isEqualTo(1);
  }

  @Test
  void foldersAreWalkedInOrderWithoutFollowingLinks() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Files.write(inner.resolve("deep.img"), Images.empty());
    Files.write(folder.resolve("a/c.img"), Images.empty());
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    Files.createSymbolicLink(folder.resolve("a/link.img"), good);
    Cli cli = Cli.run("verify", folder).without(folder);
    assertThat(cli.outLines().stream().filter(line -> !line.contains(": note ")))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("a/b/deep.img", "a/c.img", "bad.img", "good.img", "noted.img");
  }

  @Test
  void linkOnTheCommandLineIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.img"), good);
    Path folderLink = Files.createSymbolicLink(folder.resolve("folder"), folder.resolve("sub"));
    Files.write(Files.createDirectory(folder.resolve("sub")).resolve("x.img"), Images.rich());
    assertThat(Cli.run("verify", link, folderLink).outLines()).hasSize(2);
  }

  @Test
  void standardInput() {
    Cli cli = Cli.piped(Images.rich(), "verify", "-");
    assertThat(cli).isEqualTo(new Cli(0, "-: accept native v1, 6 inodes\n", ""));
  }

  @Test
  void bareDashesEndTheOptions() throws IOException {
    Cli cli = Cli.run("verify", "--", good);
    assertThat(cli.exit()).isZero();
    Path at = Files.write(folder.resolve("@list"), Images.rich());
    assertThat(Cli.run("verify", "--json", at).exit()).isZero();
  }

  /** A verify without options takes another way through our code than one with. */
  @Test
  void withAndWithoutOptionsIsTheSame() {
    for (Path image : new Path[] {good, noted, bad, folder, folder.resolve("missing")}) {
      Cli plain = Cli.run("verify", image);
      assertThat(Cli.run("verify", "--format=auto", image)).isEqualTo(plain);
      assertThat(Cli.run("verify", "--", image)).isEqualTo(plain);
    }
  }

  @Test
  void promisedDigestIsSettledFirst() throws IOException {
    String right = digest(Files.readAllBytes(good));
    assertThat(Cli.run("verify", "--digest", right, good).exit()).isZero();
    assertThat(
            Cli.run(
                    "verify",
                    "--digest",
                    "SHA256:" + right.toUpperCase(java.util.Locale.ROOT),
                    good)
                .exit())
        .isZero();
    String ofBad = digest(Files.readAllBytes(bad));
    assertThat(Cli.run("verify", "--digest", ofBad, bad).out()).contains("reject N-003 ");
    Cli mismatch = Cli.run("verify", "--digest=sha256:" + right, bad).without(folder);
    assertThat(mismatch.out())
        .startsWith("bad.img:0: reject V-014 (image.digest = 0x" + ofBad.substring(0, 16) + "): ");
    assertThat(mismatch.exit()).isEqualTo(1);
    JsonNode json = oneObject(Cli.run("verify", "--json", "--digest", right, bad));
    assertThat(json.at("/violations/0/kind").asText()).isEqualTo("MISMATCH");
    json = oneObject(Cli.run("verify", "--json", "--digest", right, good));
    assertThat(json.get("digest").asText()).isEqualTo("sha256:" + right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "sha256:", "sha512:00", "sha1:da39a3ee5e6b4b0d3255bfef95601890"})
  void whatIsNoDigest(String digest) {
    Cli cli = Cli.run("verify", "--digest", digest, good);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("a digest is sha256: and 64 hexadecimal digits");
  }

  @Test
  void profiles() throws IOException {
    byte[] leaky = Images.rich();
    leaky[128 + 88] = 0x41;
    Path v3 = Files.write(folder.resolve("v3.img"), leaky);
    assertThat(Cli.run("verify", v3).out()).contains(":216: reject N-032 ");
    Cli lenient = Cli.run("verify", "--lenient-v3", v3);
    assertThat(lenient.exit()).isZero();
    assertThat(lenient.outLines().get(1)).contains(":216: note N-032 ");
    assertThat(lenient.outLines().get(0)).endsWith(" inodes");
    assertThat(Cli.run("verify", "--canonical", good).exit()).isZero();
    assertThat(Cli.run("verify", "--canonical", "--lenient-v3", good).exit()).isEqualTo(2);
    assertThat(Cli.run("verify", "--profile=lenient-v3", v3).exit()).isZero();
    assertThat(Cli.run("verify", "--profile=strict", v3).exit()).isEqualTo(1);
    assertThat(Cli.run("verify", "--profile=lenient-v3", "--lenient-v3", v3).exit()).isZero();
    assertThat(Cli.run("verify", "--profile=strict", "--lenient-v3", v3).exit()).isEqualTo(2);
    assertThat(Cli.run("verify", "--profile=lax", good).exit()).isEqualTo(2);
  }

  @Test
  void formats() {
    assertThat(Cli.run("verify", "--format", "native", good).exit()).isZero();
    assertThat(Cli.run("verify", "--format=auto", good).exit()).isZero();
    Cli erofs = Cli.run("verify", "--format=erofs", good);
    assertThat(erofs.exit()).isEqualTo(1);
    assertThat(erofs.out()).contains(": reject E-001 ");
    assertThat(Cli.run("verify", "--format=zip", good).exit()).isEqualTo(2);
  }

  @Test
  void limits() {
    assertThat(Cli.run("verify", "--max-depth=1", good).out()).contains(" reject N-0591 ");
    assertThat(Cli.run("verify", "--max-depth=2", good).exit()).isZero();
    assertThat(Cli.run("verify", "--max-expanded=10", good).out()).contains(" reject N-017 ");
    assertThat(Cli.run("verify", "--max-expanded=1G", "--max-bytes=64K", good).exit()).isZero();
    Cli small = Cli.run("verify", "--max-bytes=100", good);
    assertThat(small.exit()).isEqualTo(2);
    assertThat(small.err()).contains("which is more than the limit of 100");
    assertThat(Cli.piped(Images.rich(), "verify", "--max-bytes=100", "-").exit()).isEqualTo(2);
    assertThat(Cli.run("verify", "--max-bytes=2147483639", good).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1T", "K", "0x10", "1.5M", "9223372036854775807K", "3G"})
  void whatIsNoSize(String size) {
    Cli cli = Cli.run("verify", "--max-bytes", size, good);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.errLines().get(0)).startsWith("takecover: ");
  }

  @Test
  void coloursOnATerminalOnly() {
    Map<String, String> none = Map.of();
    assertThat(Cli.onTerminal(true, true, none, "verify", good).out())
        .contains("\u001b[32maccept\u001b[0m");
    assertThat(Cli.onTerminal(true, true, Map.of("NO_COLOR", "1"), "verify", good).out())
        .doesNotContain("\u001b");
    assertThat(Cli.onTerminal(true, true, Map.of("TERM", "dumb"), "verify", good).out())
        .doesNotContain("\u001b");
    assertThat(Cli.onTerminal(false, true, none, "verify", good).out()).doesNotContain("\u001b");
  }

  @Test
  void progressOnlyWhereResultsGoElsewhere() {
    Map<String, String> none = Map.of();
    Cli cli = Cli.onTerminal(false, true, none, "verify", good, bad);
    assertThat(cli.err()).contains("[1/2] ").contains("[2/2] ").endsWith("\r\u001b[K");
    assertThat(Cli.onTerminal(true, true, none, "verify", good, bad).err()).isEmpty();
    assertThat(Cli.onTerminal(false, false, none, "verify", good, bad).err()).isEmpty();
    assertThat(Cli.onTerminal(false, true, none, "verify", "-q", good, bad).err()).isEmpty();
    assertThat(Cli.onTerminal(false, true, none, "verify", good).err()).isEmpty();
  }

  private static JsonNode oneObject(Cli cli) throws IOException {
    assertThat(cli.outLines()).hasSize(1);
    return new ObjectMapper().readTree(cli.out());
  }

  private static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(bytes)));
  }
}
