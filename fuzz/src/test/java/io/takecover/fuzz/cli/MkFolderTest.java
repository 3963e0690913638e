package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Limits;
import io.takecover.dump.DumpWriter;
import io.takecover.model.Image;
import io.takecover.rule.RejectedException;
import io.takecover.verity.FsVerity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mk} of a folder. */
class MkFolderTest {
  @TempDir Path temp;
  private Path folder;
  private Path out;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("dir"));
    out = temp.resolve("x.img");
  }

  private String dump(boolean digests, int inlineMax) throws Exception {
    setTimes();
    FolderTree tree = new FolderTree(folder, digests, inlineMax);
    Image image = tree.read();
    assertThat(tree.violations(Limits.DEFAULT)).isEmpty();
    return print(image);
  }

  /** By a tool, for Java opens the file, and with a FIFO waits for its other end. */
  private void setTimes() throws Exception {
    String time = "1969-12-31 23:59:59.999999999 UTC";
    run("find", folder.toString(), "-exec", "touch", "-h", "-d", time, "{}", "+");
  }

  private String print(Image image) throws IOException, RejectedException {
    StringBuilder out = new StringBuilder();
    DumpWriter.write(image, out, Limits.DEFAULT);
    Object user = Files.getAttribute(folder, "unix:uid");
    Object group = Files.getAttribute(folder, "unix:gid");
    return out.toString().replace(" " + user + " " + group + " 0 ", " U G 0 ");
  }

  private static void run(String... words) throws Exception {
    Process process = new ProcessBuilder(words).start();
    assumeTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0);
  }

  private Path file(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private Path subfolder(String name) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String path(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  @Test
  void everyKindOfFile() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    subfolder("d");
    subfolder("d/e");
    file("z", "hello");
    file("d/empty", "");
    Files.createLink(folder.resolve("d/link"), folder.resolve("z"));
    run("ln", "-s", "../no//where/", folder.resolve("s").toString());
    run("mkfifo", "-m", "600", folder.resolve("fifo").toString());
    String digest = HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(FileName.ascii("hello"))));
    String payload = digest.substring(0, 2) + "/" + digest.substring(2);
    assertThat(dump(true, 0))
        .isEqualTo(
            "/ 0 40750 3 U G 0 -1.999999999 - - -\n"
                + "/d 0 40755 3 U G 0 -1.999999999 - - -\n"
                + "/d/e 0 40755 2 U G 0 -1.999999999 - - -\n"
                + "/d/empty 0 100644 1 U G 0 -1.999999999 - - -\n"
                + "/d/link 5 @100644 2 U G 0 -1.999999999 /z - "
                + digest
                + "\n"
                + "/fifo 0 10600 1 U G 0 -1.999999999 - - -\n"
                + "/s 13 120777 1 U G 0 -1.999999999 ../no//where/ - -\n"
                + "/z 5 100644 2 U G 0 -1.999999999 "
                + payload
                + " - "
                + digest
                + "\n");
  }

  /** What is copied is what a check of the store then finds. */
  @Test
  void contentsAreCopiedIntoAStore() throws Exception {
    file("small", "inline");
    file("a", "x".repeat(100));
    file("same", "x".repeat(100));
    Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    Path store = temp.resolve("store");
    Cli cli = Cli.run("mk", "--objects", store, folder, out);
    assertThat(cli.exit()).as(cli.err()).isZero();
    Cli check = Cli.run("fsck", "--gc-report", "--store", store, out);
    assertThat(check.exit()).isZero();
    assertThat(check.out()).contains("objects      2 good, 0 bad, 0 not read");
    assertThat(check.out()).doesNotContain("unreferenced");
    Path object =
        store.resolve(Cli.run("dump", out).out().replaceAll("(?s).*/a .*? (../\\w+) .*", "$1"));
    FileTime time = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(object, time);
    Files.write(store.resolve("other"), new byte[1]);
    assertThat(Cli.run("mk", "--force", "--objects", store, folder, out).exit()).isZero();
    assertThat(Files.getLastModifiedTime(object)).isEqualTo(time);
    assertThat(Cli.run("mk", "--objects", out, folder, temp.resolve("y.img")).err())
        .contains("this is no folder");
    assertThat(Cli.run("mk", "--objects", store, "--no-digest", folder, "-").exit()).isEqualTo(2);
  }

  @Test
  void pathsAsPayloadsAndContents() throws Exception {
    subfolder("d");
    file("d/f", "x".repeat(65));
    file("g", "y".repeat(64));
    assertThat(dump(false, 64).lines().filter(line -> line.contains(" 100644 ")))
        .containsExactly(
            "/d/f 65 100644 1 U G 0 -1.999999999 d/f - -",
            "/g 64 100644 1 U G 0 -1.999999999 - " + "y".repeat(64) + " -");
    assertThat(dump(false, 0)).contains("/g 64 100644 1 U G 0 -1.999999999 g - -\n");
  }

  @Test
  void digestOfALargeFile() throws Exception {
    byte[] large = new byte[3 * 1024 * 1024 + 1];
    large[large.length - 1] = 7;
    Files.write(folder.resolve("f"), large);
    String digest = HexFormat.of().formatHex(FsVerity.sha256(ByteView.of(large)));
    assertThat(dump(true, 64)).endsWith(" - " + digest + "\n");
  }

  @Test
  void imageDoesNotDependOnTheOrderOfMaking() throws Exception {
    Cli first = null;
    for (String[] names : new String[][] {{"a", "b", "\u00e9", "Z"}, {"Z", "\u00e9", "b", "a"}}) {
      for (String name : names) {
        file(name, name);
      }
      setTimes();
      Cli cli = Cli.run("mk", "--to=native", "--no-digest", folder, "-");
      assertThat(cli.exit()).isZero();
      assertThat(cli.err()).contains("extended attributes that are not named user.*");
      first = first == null ? cli : first;
      assertThat(cli.out()).isEqualTo(first.out());
      for (String name : names) {
        Files.delete(folder.resolve(name));
      }
    }
    Files.write(out, first.out().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Cli.run("verify", "--canonical", out).exit()).isZero();
    assertThat(Cli.run("dump", out).outLines())
        .extracting(MkFolderTest::path)
        .containsExactly("/", "/Z", "/a", "/b", "/\\xc3\\xa9");
  }

  @Test
  void userXattrs() throws Exception {
    Path file = file("f", "");
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("user"));
    view.write("b", ByteBuffer.wrap(new byte[] {0, '='}));
    view.write("a=", ByteBuffer.wrap(new byte[0]));
    assertThat(dump(true, 0)).endsWith(" - - - user.a\\x3d= user.b=\\x00\\x3d\n");
  }

  @Test
  void namesThatAreNotUtf8KeepTheirBytes() throws Exception {
    String name =
        "printf x > \"$1/$(printf 'a\\377%%\\303')\" && printf x > \"$1/$(printf '%%41\\303\\251')\"";
    run("sh", "-c", name, "sh", folder.toString());
    assertThat(dump(false, 64).lines().skip(1).map(MkFolderTest::path))
        .containsExactly("/%41\\xc3\\xa9", "/a\\xff%\\xc3");
  }

  @Test
  void targetThatIsNotUtf8IsRefused() throws Exception {
    run("sh", "-c", "ln -s \"$(printf 'a\\377')\" \"$1/l\"", "sh", folder.toString());
    Cli cli = Cli.run("mk", "--to=native", folder, out).without(temp);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.err()).contains("dir/l: Java cannot tell the bytes of this link's target");
    assertThat(out).doesNotExist();
  }

  @Test
  void symlinksAreNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("secret"), "x");
    Files.createSymbolicLink(folder.resolve("l"), elsewhere);
    assertThat(dump(true, 64)).doesNotContain("secret");
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
    assertThat(Cli.run("mk", "--to=native", link, out).err()).contains("link: this is no folder");
  }

  @Test
  void whatChangesIsRefused() throws Exception {
    Path file = file("f", "x");
    FileState state = FileState.of(file);
    state.requireUnchanged(file);
    Files.writeString(file, "yy");
    assertThatThrownBy(() -> state.requireUnchanged(file)).hasMessageContaining("it changed");
    assertThatThrownBy(() -> FileContent.all(file, state)).hasMessageContaining("size changed");
    assertThatThrownBy(() -> FileContent.digest(file, state)).hasMessageContaining("size changed");
    Files.delete(file);
    Files.createSymbolicLink(file, temp);
    assertThatThrownBy(() -> FileContent.all(file, state)).isInstanceOf(CommandException.class);
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    Cli missing = Cli.run("mk", "--to=native", temp.resolve("no"), out).without(temp);
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("no: cannot be read: no such file or folder");
    Path file = file("f", "x");
    assertThat(Cli.run("mk", "--to=native", file, out).err()).contains("f: this is no folder");
    assertThat(Files.exists(out, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void devicesAndOtherTypes() throws Exception {
    run("mknod", folder.resolve("null").toString(), "c", "1", "3");
    run("mknod", folder.resolve("disk").toString(), "b", "259", "65537");
    // Major 1, minor 3; and major 0x103, minor 0x10001, whose upper bits stand above the major.
    assertThat(dump(true, 0).lines())
        .anyMatch(line -> line.startsWith("/null 0 20") && line.contains(" 259 -1.999999999 "))
        .anyMatch(
            line -> line.startsWith("/disk 0 60") && line.contains(" 268501761 -1.999999999 "));
  }
}
