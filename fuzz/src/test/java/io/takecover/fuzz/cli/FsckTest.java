package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.fuzz.gen.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@code fsck}; what can be wrong with an object is the library's. */
class FsckTest {
  private static final int OBJECTS = 60;

  @TempDir Path folder;
  private Path images;
  private Path store;

  @BeforeEach
  void makeStore() throws IOException {
    Path made = folder.resolve("made");
    StoreFixture.write(made, OBJECTS, 3, 7);
    images = made.resolve("images");
    store = made.resolve("objects");
  }

  private Cli fsck(Object... options) {
    Object[] words =
        Stream.concat(Stream.of("fsck", "--store", store, images), Stream.of(options)).toArray();
    return Cli.run(words);
  }

  /** Objects that some image needs, with the paths of the files behind which they stand. */
  private List<Path> needed() {
    String dump = Cli.run("dump", images.resolve("0.img")).out();
    return dump.lines()
        .filter(line -> line.contains(" 100644 "))
        .map(line -> store.resolve(line.split(" ", -1)[8]))
        .toList();
  }

  @Test
  void aGoodStore() {
    Cli cli = fsck();
    assertThat(cli.exit()).as(cli.toString()).isZero();
    assertThat(cli.outLines().get(0)).isEqualTo("images       3 accepted, 0 not");
    assertThat(cli.outLines().get(1)).matches("objects      \\d+ good, 0 bad, 0 not read");
    assertThat(cli.err()).isEmpty();
    assertThat(fsck("-q").out()).isEmpty();
    assertThat(fsck("--jobs=1").out()).isEqualTo(cli.out());
  }

  @Test
  void aBadObjectIsToldWithWhoNeedsIt() throws IOException {
    Path object = needed().get(0);
    byte[] content = Files.readAllBytes(object);
    content[0] ^= 1;
    Files.write(object, content);
    Cli cli = fsck();
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.outLines().get(0))
        .startsWith(object + ": reject O-005 (object.digest = 0x")
        .contains("; needed by " + images.resolve("0.img") + ":/d");
    assertThat(cli.out()).contains(" 1 bad, ");
    JsonNode json = new ObjectMapper().readTree(fsck("--json").outLines().get(0));
    assertThat(json.get("rule").asText()).isEqualTo("O-005");
    assertThat(json.get("object").asText()).isEqualTo(store.relativize(object).toString());
    assertThat(json.get("needed_by").get(0).get("image").asText()).endsWith("0.img");
    assertThat(json.get("needed_by").get(0).get("path").asText()).startsWith("/d");
    assertThat(json.has("offset")).isFalse();
  }

  /** Each of many files is told once, and no good object is. */
  @Test
  void exactlyTheBadObjectsAreTold() throws IOException {
    List<Path> bad = needed().subList(3, 9);
    for (Path object : bad) {
      Files.delete(object);
    }
    List<String> told =
        fsck("-q").outLines().stream()
            .map(line -> line.replaceAll(": reject O-002 .*", ""))
            .toList();
    assertThat(told)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(bad.stream().map(Path::toString).toList());
  }

  @Test
  void aRejectedImageIsToldAndDoesNotCount() throws IOException {
    Path bad = images.resolve("9.img");
    byte[] image = Files.readAllBytes(images.resolve("0.img"));
    image[0] ^= 1;
    Files.write(bad, image);
    Cli cli = fsck("--gc-report");
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.outLines().get(0)).startsWith(bad + ":0: reject ");
    assertThat(cli.out()).contains("images       3 accepted, 1 not");
    assertThat(cli.err()).contains("--gc-report: left out");
    assertThat(cli.out()).doesNotContain("O-011");
  }

  @Test
  void whatNoImageNeeds() throws IOException {
    Files.createFile(store.resolve("a b"));
    Cli cli = Cli.run("fsck", "--gc-report", "--store", store, images.resolve("0.img"));
    assertThat(cli.exit()).isZero();
    long objects;
    try (Stream<Path> all = Files.walk(store)) {
      objects = all.filter(Files::isRegularFile).count();
    }
    long notes = cli.outLines().stream().filter(line -> line.contains(": note O-011 ")).count();
    assertThat(notes).isEqualTo(objects - needed().size());
    assertThat(cli.out()).contains(store + "/a\\x20b: note O-011 (object.size = 0x0)");
    assertThat(cli.out()).contains("unreferenced " + notes + ", ");
  }

  /** What was good is not read again, but must be there; what changed is. */
  @Test
  void aStateIsKept() throws Exception {
    Path state = folder.resolve("state");
    // What changed just now is not remembered.
    Thread.sleep(2100);
    assertThat(fsck("--state", state).out()).contains(" good, 0 bad, 0 not read");
    Cli again = fsck("--state", state);
    assertThat(again.out()).contains("objects      0 good, 0 bad, ");
    Path object = needed().get(0);
    Files.write(object, new byte[Math.toIntExact(Files.size(object))]);
    Files.delete(needed().get(1));
    Cli changed = fsck("--state", state);
    assertThat(changed.out()).contains(object + ": reject O-005").contains(" 2 bad, ");
    assertThat(fsck("--since=2100-01-01T00:00:00Z").out()).contains("objects      0 good, 1 bad, ");
    assertThat(fsck("--since=2000-01-01T00:00:00Z").out()).contains(" 2 bad, 0 not read");
  }

  /** A line that was cut off when a run was killed says nothing, and spoils none behind it. */
  @Test
  void aStateThatWasCutOff() throws Exception {
    Path state = folder.resolve("state");
    Thread.sleep(2100);
    fsck("--state", state);
    String text = Files.readString(state);
    int lines = (int) text.lines().filter(line -> !line.isEmpty()).count() - 1;
    Files.writeString(state, text.substring(0, text.length() - 40));
    assertThat(fsck("--state", state).out())
        .contains("objects      1 good, 0 bad, " + (lines - 1) + " not read");
    assertThat(fsck("--state", state).out())
        .contains("objects      0 good, 0 bad, " + lines + " not read");
    Files.writeString(state, "something else\n");
    Cli other = fsck("--state", state);
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("this is not the state of this store");
    assertThat(Files.readString(state)).isEqualTo("something else\n");
  }

  @Test
  void theSummaryIsTheLastObject() throws IOException {
    List<String> lines = fsck("--json").outLines();
    assertThat(lines).hasSize(1);
    JsonNode summary = new ObjectMapper().readTree(lines.get(0)).get("summary");
    assertThat(summary.get("images").asInt()).isEqualTo(3);
    assertThat(summary.get("bad").asInt()).isZero();
    assertThat(summary.get("bytes_read").asLong()).isPositive();
  }

  @Test
  void progressOnATerminal() {
    for (boolean resultsToo : new boolean[] {false, true}) {
      Cli cli = Cli.onTerminal(resultsToo, true, Map.of(), "fsck", "--store", store, images);
      assertThat(cli.err()).contains("reading ").contains(" objects ").contains("ETA");
      assertThat(cli.err()).endsWith("\r\u001b[K");
      assertThat(cli.out()).startsWith("images ");
    }
    assertThat(Cli.onTerminal(false, true, Map.of(), "fsck", "-q", "--store", store, images).err())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--verity=maybe, --verity",
    "--since=yesterday, --since",
    "--jobs=0, --jobs",
    "--store=/no/such/folder, --store",
    "-, stdin"
  })
  void optionsThatMakeNoSense(String option, String named) {
    Cli cli =
        option.startsWith("--store")
            ? Cli.run("fsck", option, images)
            : Cli.run("fsck", "--store", store, option, images);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains(named);
  }
}
