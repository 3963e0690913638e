package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpTest {
  private static final String DIGEST =
      "3031323334353637383961626364656630313233343536373839414243444546";
  private static final String HOSTILE = "/\\x1b[31mred\\nx.img:\\x20accept\\x9b\\xff\\\\";
  private static final List<String> LINES =
      List.of(
          "/ 0 40755 3 0 0 0 0.0 - - -",
          HOSTILE + " 15 120777 1 0 0 0 0.0 \\x07to\\x1b]0;owned\\x07\\r\\n - -",
          "/bin 7 120777 1 0 0 0 0.0 usr/bin - -",
          "/usr 0 40755 3 0 0 0 0.0 - - -",
          "/usr/bin 0 40755 2 0 0 0 0.0 - - -",
          "/usr/bin/tool 5 100755 2 0 0 0 0.0 ab/cd - "
              + DIGEST
              + " user.k\\x3d=a\\x00\\x3db user.z=",
          "/usr/bin/tool2 5 @100755 2 0 0 0 0.0 /usr/bin/tool - "
              + DIGEST
              + " user.k\\x3d=a\\x00\\x3db user.z=");

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void makeImage() throws IOException {
    image = Files.write(folder.resolve("x.img"), Images.rich());
  }

  @Test
  void wholeTree() {
    Cli cli = Cli.run("dump", image);
    assertThat(cli.outLines()).isEqualTo(LINES);
    assertThat(cli.exit()).isZero();
    assertThat(Cli.piped(Images.rich(), "dump", "-")).isEqualTo(cli);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", "/usr", "/usr/", "//usr//bin", "/bin", "/usr/bin/tool2"})
  void onePlaceAndWhatIsBelowIt(String path) {
    Cli cli = Cli.run("dump", "--path", path, image);
    String clean = path.replaceAll("/+", "/").replaceAll("/$", "");
    List<String> expected =
        LINES.stream()
            .filter(line -> line.startsWith(clean + " ") || line.startsWith(clean + "/"))
            .toList();
    assertThat(cli.outLines()).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void pathAsTheDumpPrintsIt() {
    assertThat(Cli.run("dump", "--path", HOSTILE, image).outLines()).containsExactly(LINES.get(1));
    assertThat(Cli.run("dump", "--path", "/\\x75sr/bin/too\\x6C", image).outLines())
        .containsExactly(LINES.get(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no", "/usr/bin/tool/x", "/bin/tool", "/usr/..", "/.", "/usr\\x00"})
  void noSuchPath(String path) {
    Cli cli = Cli.run("dump", "--path", path, image).without(folder);
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("takecover: x.img: there is no /").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "usr", "/a\\", "/a\\q", "/a\\x1", "/a\\xg0"})
  void whatIsNoPath(String path) {
    Cli cli = Cli.run("dump", "--path", path, image);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).startsWith("takecover: --path: ");
  }

  @Test
  void rejectedImageIsNotPrinted() throws IOException {
    Path bad = Files.write(folder.resolve("bad.img"), Images.wrongLinkCount());
    Cli cli = Cli.run("dump", bad).without(folder);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("bad.img:132: reject N-070 (inode.st_nlink = 0x4d): ");
    assertThat(cli.exit()).isEqualTo(1);
  }

  @Test
  void dumpOverTheLimit() {
    int size = String.join("\n", LINES).length() + 1;
    assertThat(Cli.run("dump", "--max-expanded=" + size, image).outLines()).isEqualTo(LINES);
    Cli cli = Cli.run("dump", "--max-expanded=" + (size - 1), image);
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.err()).contains(": reject L-003 (dump = 0x" + Integer.toHexString(size));
  }

  @Test
  void jsonHasTheSameTextsAndMore() throws IOException {
    Cli cli = Cli.run("dump", "--json", image);
    assertThat(cli.out()).matches("([ -~]+\n)+");
    List<JsonNode> objects = new ArrayList<>();
    for (String line : cli.outLines()) {
      objects.add(new ObjectMapper().readTree(line));
    }
    assertThat(objects)
        .extracting(object -> object.get("path").asText())
        .containsExactlyElementsOf(LINES.stream().map(DumpTest::firstWord).toList());
    assertThat(objects)
        .extracting(object -> object.get("type").asText())
        .containsExactly(
            "directory", "symlink", "symlink", "directory", "directory", "file", "file");
    assertThat(objects.get(5))
        .hasToString(
            "{\"path\":\"/usr/bin/tool\",\"type\":\"file\",\"mode\":\"100755\",\"nlink\":2,"
                + "\"uid\":0,\"gid\":0,\"rdev\":0,\"size\":5,\"mtime\":{\"sec\":0,\"nsec\":0},"
                + "\"ctime\":{\"sec\":0,\"nsec\":0},\"payload\":\"ab/cd\",\"content\":null,\"digest\":\""
                + DIGEST
                + "\",\"hardlink\":null,\"xattrs\":{\"user.k\\\\x3d\":\"a\\\\x00\\\\x3db\","
                + "\"user.z\":\"\"}}");
    assertThat(objects.get(6).get("hardlink").asText()).isEqualTo("/usr/bin/tool");
    assertThat(objects.get(0).get("payload").isNull()).isTrue();
    assertThat(Cli.run("dump", "--json", "--path=/bin", image).outLines()).hasSize(1);
  }

  private static String firstWord(String line) {
    return line.substring(0, line.indexOf(' '));
  }
}
