package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertTest {
  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void makeImage() throws IOException {
    in = Files.write(folder.resolve("in.img"), Images.rich());
    out = folder.resolve("out.img");
  }

  @Test
  void canonicalImageStaysAsItIs() throws IOException {
    assertThat(Cli.run("convert", in, out)).isEqualTo(new Cli(0, "", ""));
    assertThat(out).hasBinaryContent(Images.rich());
    assertThat(names()).containsExactly("in.img", "out.img");
    assertThat(Files.getPosixFilePermissions(out))
        .isEqualTo(Files.getPosixFilePermissions(in))
        .contains(PosixFilePermission.OWNER_READ);
  }

  @Test
  void faultOfTheFirstWriterIsMended() throws IOException {
    byte[] leaky = Images.rich();
    leaky[128 + 88] = 0x41;
    Files.write(in, leaky);
    assertThat(Cli.run("convert", in, out).exit()).isEqualTo(1);
    assertThat(out).doesNotExist();
    assertThat(Cli.run("convert", "--lenient-v3", "--to=native", in, out).exit()).isZero();
    assertThat(out).hasBinaryContent(Images.rich());
  }

  @Test
  void standardInputAndOutput() {
    byte[] image = Images.rich();
    Cli cli = Cli.piped(image, "convert", "-", "-");
    assertThat(cli.out().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(image);
    assertThat(cli.exit()).isZero();
  }

  @Test
  void nothingIsReplacedWithoutBeingTold() throws IOException {
    Files.writeString(out, "precious");
    Cli cli = Cli.run("convert", in, out).without(folder);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).startsWith("takecover: out.img: this file is there already");
    assertThat(out).hasContent("precious");
    assertThat(Cli.run("convert", "--force", in, out).exit()).isZero();
    assertThat(out).hasBinaryContent(Images.rich());
    assertThat(Cli.run("convert", "--force", in, in).exit()).isZero();
    assertThat(names()).containsExactly("in.img", "out.img");
  }

  @Test
  void rejectedImageLeavesNoFile() throws IOException {
    Files.write(in, Images.wrongLinkCount());
    Cli cli = Cli.run("convert", in, out);
    assertThat(cli.exit()).isEqualTo(1);
    assertThat(cli.err()).contains("in.img:132: reject N-070 ");
    assertThat(names()).containsExactly("in.img");
  }

  @Test
  void onlyFilesAreReplaced() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Path lost = Files.createSymbolicLink(folder.resolve("lost"), folder.resolve("nowhere"));
    assertThat(Cli.run("convert", "--force", in, sub).err()).contains("this is not a file");
    assertThat(Cli.run("convert", "--force", in, lost).err()).contains("leads nowhere");
    Cli cli = Cli.run("convert", in, folder.resolve("no/such/out.img"));
    assertThat(cli.err()).contains("out.img: cannot be written: no such file or folder");
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(names()).containsExactly("in.img", "lost", "sub");
  }

  @Test
  void linkIsWrittenThrough() throws IOException {
    Files.writeString(out, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), out);
    assertThat(Cli.run("convert", "--force", in, link).exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(out).hasBinaryContent(Images.rich());
  }

  @Test
  void fileThatComesIntoBeingMeanwhileIsKept() throws Exception {
    NewFile file = NewFile.at(out.toString(), false);
    Files.writeString(out, "precious");
    String complaint = "";
    try {
      file.write(new byte[] {1});
    } catch (CommandException e) {
      complaint = e.getMessage();
    }
    assertThat(complaint).endsWith("out.img: this file is there already (see --force)");
    assertThat(out).hasContent("precious");
    assertThat(names()).containsExactly("in.img", "out.img");
  }

  /** What cannot be filled, or not be written, is not there. */
  @Test
  void halfAFileIsNone() throws Exception {
    NewFile file = NewFile.at(out.toString(), false);
    NewFile.Filling<CommandException> filling =
        target -> {
          target.write(new byte[3 << 20]);
          throw new CommandException("no more");
        };
    assertThatThrownBy(() -> file.write(filling)).hasMessage("no more");
    assertThat(names()).containsExactly("in.img");
  }

  @Test
  void whatFailsBehindIsSaid() throws Exception {
    WritableByteChannel full =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer bytes) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {
            // Nothing to do.
          }
        };
    WriteBehind behind = new WriteBehind(full, () -> {});
    behind.write(1);
    assertThatThrownBy(() -> behind.write(2)).hasMessage("No space left on device");
    assertThatThrownBy(behind::close).hasMessage("No space left on device");
  }

  @Test
  void otherFormats() throws IOException {
    Files.write(in, Images.noted());
    assertThat(Cli.run("convert", "--to=iso", in, out).exit()).isEqualTo(2);
    Cli kept = Cli.run("convert", "--to=erofs", in, out);
    assertThat(kept.exit()).isEqualTo(1);
    assertThat(kept.err()).contains("lost: the size of symlinks", "--lossy accepts the loss");
    assertThat(out).doesNotExist();
    Cli lossy = Cli.run("convert", "--to=erofs", "--lossy", in, out);
    assertThat(lossy.exit()).isZero();
    assertThat(lossy.err()).contains("lost: the size of symlinks").doesNotContain("--lossy");
    assertThat(Cli.run("verify", "--canonical", "--format=erofs", out).out())
        .contains(": accept erofs v0, ");
    assertThat(Cli.run("convert", "--to=erofs", "--erofs-version=2", out, "-").exit()).isEqualTo(2);
    assertThat(Cli.run("convert", "--erofs-version=1", "--force", out, out).exit()).isZero();
    assertThat(Cli.run("verify", out).out()).contains(": accept erofs v1, ");
  }

  /** The way back loses nothing but what the way there did. */
  @Test
  void thereAndBack() throws IOException {
    Path erofs = folder.resolve("erofs.img");
    Path back = folder.resolve("back.img");
    assertThat(Cli.run("convert", "--to=erofs", "--lossy", in, erofs).exit()).isZero();
    assertThat(Cli.run("convert", "--to=native", erofs, back).err()).isEmpty();
    assertThat(Cli.run("verify", "--canonical", "--format=native", back).exit()).isZero();
    assertThat(withoutDirectorySizes(Cli.run("dump", back)))
        .isEqualTo(withoutDirectorySizes(Cli.run("dump", in)))
        .isEqualTo(withoutDirectorySizes(Cli.run("dump", erofs)));
  }

  private static List<String> withoutDirectorySizes(Cli dump) {
    return dump.outLines().stream()
        .map(line -> line.replaceFirst(" \\d+ (40\\d{3}) ", " $1 "))
        .toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
