package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mk --from-dump}. */
class MkTest {
  private static final String ROOT = "/ 0 40755 2 0 0 0 0.0 - - -\n";
  private static final String FILE = "/f 5 100644 1 0 0 0 0.0 a/b - -\n";

  @TempDir Path folder;
  private Path dump;
  private Path out;

  @BeforeEach
  void names() {
    dump = folder.resolve("x.dump");
    out = folder.resolve("x.img");
  }

  private Cli mk(String text, Object... more) throws IOException {
    Files.writeString(dump, text, StandardCharsets.ISO_8859_1);
    Object[] words = new Object[more.length + 5];
    System.arraycopy(more, 0, words, 5, more.length);
    System.arraycopy(new Object[] {"mk", "--to=native", "--from-dump", dump, out}, 0, words, 0, 5);
    return Cli.run(words).without(folder);
  }

  @Test
  void dumpOfAnImageMakesTheImage() throws IOException {
    Path image = Files.write(folder.resolve("in.img"), Images.rich());
    Cli made = mk(Cli.run("dump", image).out());
    assertThat(made).isEqualTo(new Cli(0, "", ""));
    assertThat(Cli.run("verify", "--canonical", out).exit()).isZero();
    assertThat(Cli.run("dump", out).out()).isEqualTo(Cli.run("dump", image).out());
  }

  @Test
  void standardInputAndOutput() throws IOException {
    byte[] text = (ROOT + FILE).getBytes(StandardCharsets.ISO_8859_1);
    Cli cli = Cli.piped(text, "mk", "--to", "native", "--from-dump", "-", "-");
    assertThat(cli.exit()).isZero();
    assertThat(mk(ROOT + FILE).exit()).isZero();
    assertThat(out).hasBinaryContent(cli.out().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void rejectedDumpIsToldWithItsLine() throws IOException {
    Cli cli = mk(ROOT + FILE + "/g 0 0 1 0 0 0 0.0 - - -\n");
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.errLines())
        .containsExactly(
            "x.dump:65: reject D-042 (line 3, mode = 0x0):"
                + " a mode names one of the seven file types");
    assertThat(out).doesNotExist();
    assertThat(mk(ROOT + "\n").err()).startsWith("x.dump:28: reject D-025 (line 2 = 0x0): ");
    assertThat(mk(ROOT.stripTrailing()).err()).startsWith("x.dump:27: reject D-021 (line 1 = ");
  }

  @Test
  void everyViolationOfTheTreeIsTold() throws IOException {
    String two = "/f 0 100644 1 4294967295 4294967295 0 0.0 - - -\n";
    assertThat(mk(ROOT + two).errLines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("x.dump:") && line.contains("reject N-024 (line 2, "));
  }

  /** The image is made while the rules of trees are still being asked. */
  @Test
  void imageOfATreeThatBreaksARuleIsNotSeen() throws IOException {
    String broken = ROOT + "/f 0 100644 1 4294967295 0 0 0.0 - - -\n";
    Files.writeString(dump, broken);
    Cli cli = Cli.run("mk", "--from-dump", dump, out).without(folder);
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.errLines())
        .singleElement()
        .asString()
        .startsWith("x.dump:")
        .contains(": reject N-024 (line 2, ");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(dump));
    byte[] text = broken.getBytes(StandardCharsets.ISO_8859_1);
    Cli piped = Cli.piped(text, "mk", "--from-dump", "-", "-");
    assertThat(piped.exit()).isEqualTo(1);
    assertThat(piped.out()).isEmpty();
  }

  @Test
  void whatNativeImagesCannotHoldIsRefused() throws IOException {
    String content = "/f 2 100644 1 0 0 0 0.0 - hi -\n";
    assertThat(mk(ROOT + content).err())
        .startsWith("x.dump:52: reject N-026 (line 2, payload = 0x0): ");
    assertThat(mk(ROOT + "/f 2 100644 1 0 0 0 0.0 - - -\n").exit()).isEqualTo(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void lenientModeToleratesAndSaysSo() throws IOException {
    String text = (ROOT + FILE.replace("5 ", "+5 ")).stripTrailing();
    assertThat(mk(text + "\n").err()).contains("reject D-040 (line 2, size = 0x2b)");
    assertThat(mk(text).err()).contains("reject D-021 (line 2 = ");
    assertThat(mk(text, "--lenient-c")).isEqualTo(new Cli(0, "", ""));
    Cli told = mk(text, "--lenient-c", "-v", "--force");
    assertThat(told.errLines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("x.dump:31: note D-040 (line 2, size = 0x2b): "))
        .anyMatch(line -> line.contains(": note D-021 (line 2 = "));
  }

  @Test
  void nothingIsReplacedWithoutBeingTold() throws IOException {
    Files.writeString(out, "precious");
    assertThat(mk(ROOT).err()).contains("x.img: this file is there already");
    assertThat(out).hasContent("precious");
    assertThat(mk(ROOT, "--force").exit()).isZero();
    assertThat(Cli.run("verify", out).exit()).isZero();
  }

  @Test
  void compressedDumpIsNotReadSilently() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((ROOT + FILE).getBytes(StandardCharsets.ISO_8859_1));
    }
    Cli cli = mk(bytes.toString(StandardCharsets.ISO_8859_1));
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("x.dump: this is compressed with gzip");
    byte[] large = java.util.Arrays.copyOf(bytes.toByteArray(), 100_000);
    assertThat(Cli.piped(large, "mk", "--to=native", "--from-dump=-", out).err())
        .contains("-: this is compressed with gzip");
  }

  @Test
  void otherFormatsAndVersions() throws IOException {
    assertThat(Cli.run("mk", "--to=iso", "--from-dump", dump, out).err())
        .contains("there is no format 'iso'");
    assertThat(mk(ROOT, "--min-version=1").err()).contains("a native image has one version");
    for (String wrong : new String[] {"--min-version=2", "--max-version=2", "--min-version=-1"}) {
      Cli cli = mk(ROOT, wrong);
      assertThat(cli.exit()).isEqualTo(2);
      assertThat(cli.err()).contains("EROFS versions are 0 and 1");
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void whatGoesTogether() throws IOException {
    assertThat(mk(ROOT, "more").err()).contains("mk --from-dump takes the file to make");
    assertThat(mk(ROOT, "--no-digest").err()).contains("--no-digest: a dump says itself");
    assertThat(Cli.run("mk", out).err()).contains("mk takes a folder and the file to make of it");
    assertThat(Cli.run("mk", "--lenient-c", folder, out).err()).contains("there is no dump");
    assertThat(Cli.run("mk").exit()).isEqualTo(2);
    assertThat(mk("", "--force").err()).contains("x.dump: the file is empty");
    Cli missing = Cli.run("mk", "--to=native", "--from-dump", folder.resolve("no"), out);
    assertThat(missing.exit()).isEqualTo(2);
  }

  @Test
  void rulesOfDumpsAreExplained() {
    assertThat(Cli.run("explain", "D-040").out())
        .contains("is reported with --lenient-c where the C parser accepts it");
    assertThat(Cli.run("explain", "D-061").out())
        .contains("rejects the dump, also with --lenient-c");
    assertThat(Cli.run("explain", "d-011").out()).contains("is not looked for");
    assertThat(Cli.run("explain", "D-086").out()).contains("is only reported");
    assertThat(Cli.run("explain", "D-090").out()).contains("kept by D-021");
  }
}
