package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no image: a sentence and exit 2; images that are none: a line and exit 1. */
@Timeout(60)
class BadInputTest {
  private static final long TWO_GIB = 1L << 31;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "digest"})
  void missingFile(String command) {
    sentence(Cli.run(command, folder.resolve("a\nb")), "/a\\nb: cannot be read: no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump"})
  void emptyFile(String command) throws IOException {
    Path file = Files.createFile(folder.resolve("empty.img"));
    sentence(Cli.run(command, file), "/empty.img: the file is empty");
    sentence(Cli.run(command, "-"), "takecover: -: the file is empty");
  }

  @Test
  void folderInsteadOfAFile() throws IOException {
    Files.write(folder.resolve("x.img"), Images.rich());
    sentence(Cli.run("dump", folder), ": this is a folder, not a file");
    sentence(Cli.run("convert", folder, folder.resolve("out")), ": this is a folder");
    assertThat(Cli.run("verify", folder).exit()).isZero();
  }

  @Test
  void folderWithoutFiles() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("a/b")).getParent();
    sentence(Cli.run("verify", empty), "/a: there is no file in this folder");
    sentence(Cli.run("digest", empty), "/a: there is no file in this folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "digest"})
  void pipe(String command) throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    sentence(Cli.run(command, pipe), "/pipe: neither a file nor a folder, but a pipe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "digest"})
  void device(String command) {
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    sentence(Cli.run(command, "/dev/zero"), "/dev/zero: neither a file nor a folder");
  }

  @Test
  void pipeInAFolderIsPassedOver() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Files.write(folder.resolve("x.img"), Images.rich());
    assertThat(Cli.run("verify", folder).outLines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "digest"})
  void unreadableFile(String command) throws IOException {
    Path file = Files.write(folder.resolve("x.img"), Images.rich());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file)) {
      file = refusedToTheSuperuser();
    }
    sentence(Cli.run(command, file), file + ": cannot be read: permission denied");
  }

  /** Linux has files that are there to be written only, and it holds the superuser to it. */
  private static Path refusedToTheSuperuser() {
    return Stream.of("vm/compact_memory", "vm/drop_caches", "net/ipv4/route/flush")
        .map(Path.of("/proc/sys")::resolve)
        .filter(file -> Files.isRegularFile(file) && !Files.isReadable(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError("run the tests as a user who cannot read all files"));
  }

  @Test
  void linkThatLeadsNowhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
    sentence(Cli.run("verify", link), "/link: cannot be read: no such file");
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    sentence(Cli.run("verify", loop), "/loop: cannot be read: ");
  }

  @Test
  void nameThatIsNone() {
    sentence(Cli.run("verify", "a\0b"), "a\\x00b: this is no file name");
  }

  @Test
  void fileOverTwoGigabytesIsNotRead() throws IOException {
    Path file = sparse("huge.img", new byte[0], TWO_GIB);
    sentence(
        Cli.run("verify", file),
        "/huge.img: 2147483648 bytes, which is more than the limit of 2147483639");
  }

  /** What the first bytes settle, they settle before there is room for the rest. */
  @Test
  void hugeFilesOfZerosOnesAndNoise() throws IOException {
    byte[] ones = new byte[8192];
    Arrays.fill(ones, (byte) 0xff);
    byte[] noise = new byte[8192];
    new Random(1).nextBytes(noise);
    for (byte[] head : List.of(new byte[0], ones, noise)) {
      Path file = sparse("huge.img", head, TWO_GIB - 9);
      long start = System.nanoTime();
      Cli cli = Cli.run("verify", file);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(cli.out()).contains("huge.img:4: reject N-003 ");
      assertThat(cli.exit()).isEqualTo(1);
      Files.delete(file);
    }
  }

  @Test
  void endlessInput() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0xff;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] args = {"verify", "-"};
    int exit = Main.run(args, Console.of(endless, out, OutputStream.nullOutputStream()));
    assertThat(out.toString(StandardCharsets.US_ASCII)).startsWith("-:4: reject N-003 ");
    assertThat(exit).isEqualTo(1);
  }

  /** With a sound head all of it would have to be read, which this machine may have no room for. */
  @Test
  void hugeImageThatDoesNotFitIntoMemory() throws IOException {
    assumeTrue(Runtime.getRuntime().maxMemory() < 3 * (TWO_GIB - 9), "there is room for it");
    Path file = sparse("huge.img", Images.empty(), TWO_GIB - 9);
    sentence(Cli.run("verify", file), "/huge.img: too large, for it may need 61");
  }

  @Test
  void everyTruncationIsRejectedInOneLine() {
    byte[] image = Images.rich();
    for (int size = 1; size < image.length; size++) {
      Cli cli = Cli.piped(Arrays.copyOf(image, size), "verify", "-");
      assertThat(cli.exit()).as("%d bytes", size).isEqualTo(1);
      assertThat(cli.out()).matches("-:\\d+: reject [NL]-\\d+ \\([\\w.]+ = 0x\\w+\\): [ -~]+\n");
    }
  }

  /** Whatever byte is damaged: a verdict, and never exit 2 or 3. */
  @Test
  void everyDamagedByteIsAVerdict() {
    byte[] image = Images.rich();
    for (int at = 0; at < image.length; at++) {
      for (int flip : new int[] {0x01, 0x80, 0xff}) {
        byte[] damaged = image.clone();
        damaged[at] ^= (byte) flip;
        Cli cli = Cli.piped(damaged, "verify", "-");
        assertThat(cli.exit()).as("byte %d ^ %x", at, flip).isIn(0, 1);
        assertThat(cli.out()).matches("([ -~]+\n)+");
        assertThat(Cli.piped(damaged, "dump", "-").out()).matches("([ -~]+\n)*");
      }
    }
  }

  @Test
  void fileThatGrowsOrShrinksWhileItIsRead() throws Exception {
    Source source = new Source("x.img", Files.write(folder.resolve("x.img"), new byte[8192]));
    Console console = Console.of(InputStream.nullInputStream(), sink(), sink());
    assertThat(change(source, console, 9000)).contains("it grew over 8192 bytes");
    assertThat(change(source, console, 5000)).contains("it shrank to 5000 bytes");
  }

  /** Two threads read what is large. */
  @Test
  void everyByteOfALargeFileIsRead() throws Exception {
    byte[] bytes = new byte[(17 << 20) + 3];
    new Random(1).nextBytes(bytes);
    Source source = new Source("x.img", Files.write(folder.resolve("x.img"), bytes));
    Console console = Console.of(InputStream.nullInputStream(), sink(), sink());
    assertThat(ImageFile.read(source, console, bytes.length, head -> true)).isEqualTo(bytes);
  }

  private static String change(Source source, Console console, long size) throws IOException {
    Files.write(source.path(), new byte[8192]);
    ImageFile.Glance changing =
        head -> {
          try (RandomAccessFile file = new RandomAccessFile(source.path().toFile(), "rw")) {
            file.setLength(size);
            return true;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    try {
      ImageFile.read(source, console, 1 << 20, changing);
      return "read without complaint";
    } catch (CommandException e) {
      return e.getMessage();
    }
  }

  private Path sparse(String name, byte[] head, long size) throws IOException {
    Path path = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      file.write(head);
    }
    return path;
  }

  private static OutputStream sink() {
    return OutputStream.nullOutputStream();
  }

  private static void sentence(Cli cli, String text) {
    assertThat(cli.err()).startsWith("takecover: ").contains(text).matches("[ -~]+\n");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.exit()).isEqualTo(2);
  }
}
