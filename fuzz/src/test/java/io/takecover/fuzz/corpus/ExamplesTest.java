package io.takecover.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.takecover.bytes.ByteView;
import io.takecover.fuzz.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in {@code corpus/examples} are compiled and run where their language is at hand, and
 * count what is counted here. Where it is not, the test is skipped, and says so.
 */
class ExamplesTest {
  private static final long MAGIC_OF_EROFS = 0xd078629aL;
  private static final long MAGIC_OF_NATIVE = 0xc078629aL;

  @TempDir private Path folder;

  private final Path examples = ProjectFolder.corpus().resolve("examples");

  @Test
  void inC() throws IOException, InterruptedException {
    run("cc", "-Wall", "-Werror", "-o", program(), example("vectors.c"));
    agrees(program());
  }

  @Test
  void inRust() throws IOException, InterruptedException {
    run("rustc", "-o", program(), example("vectors.rs"));
    agrees(program());
  }

  @Test
  void inGo() throws IOException, InterruptedException {
    run("go", "build", "-o", program(), example("vectors.go"));
    agrees(program());
  }

  @Test
  void inPython() throws IOException, InterruptedException {
    agrees("python3", example("vectors.py"));
  }

  private String program() {
    return folder.resolve("vectors").toString();
  }

  private String example(String name) {
    return examples.resolve(name).toString();
  }

  private void agrees(String... command) throws IOException, InterruptedException {
    String[] onCorpus = Arrays.copyOf(command, command.length + 1);
    onCorpus[command.length] = ProjectFolder.corpus().toString();
    assertThat(run(onCorpus)).isEqualTo(counted());
  }

  /** What a reader that only looks for a magic number gets right. */
  private static String counted() throws IOException {
    Corpus corpus = ProjectFolder.open(ProjectFolder.corpus());
    int agree = 0;
    int all = 0;
    for (TestVector vector : corpus.vectors()) {
      if (vector.isStrict()) {
        all++;
        agree += hasMagic(ByteView.of(corpus.read(vector))) == vector.isAccepted() ? 1 : 0;
      }
    }
    return agree + " of " + all + " agree\n";
  }

  private static boolean hasMagic(ByteView image) {
    return image.holds(0, 8) && (image.u32(0) == MAGIC_OF_EROFS || image.u32(4) == MAGIC_OF_NATIVE);
  }

  private String run(String... command) throws IOException, InterruptedException {
    Tools.require(command[0]);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
