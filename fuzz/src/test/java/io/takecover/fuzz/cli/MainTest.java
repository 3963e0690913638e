package io.takecover.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.takecover.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is common to all commands, and those that read no image. */
class MainTest {
  static final List<String> COMMANDS = Main.COMMANDS;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelp(String name) {
    assertThat(Cli.run("help").out()).contains("  " + name + " ");
    Cli help = Cli.run("help", name);
    assertThat(help.out()).contains("Usage: takecover " + name);
    assertThat(help.exit()).isZero();
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(Cli.run("--help").out()).contains("Exit codes:", "3  a fault of takecover");
  }

  @Test
  void versionInThreeWays() {
    Cli version = Cli.run("version");
    assertThat(version.out()).startsWith("takecover ").hasLineCount(1);
    assertThat(Cli.run("--version")).isEqualTo(version);
    assertThat(Cli.run("verify", "-V")).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "--nonsense", "verify", "verify --nonsense x", "dump", "dump a b"})
  void wrongUsage(String line) {
    Object[] words = line.isEmpty() ? new Object[0] : line.split(" ", -1);
    Cli cli = Cli.run(words);
    assertThat(cli.exit()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).isNotEmpty();
  }

  @Test
  void argumentsInMessagesAreEscaped() {
    Cli cli = Cli.run("verify", "--no\u001b[31m\nsuch", "x");
    assertThat(cli.errLines().get(0)).contains("--no\\x1b[31m\\nsuch");
    assertThat(cli.err()).doesNotContain("\u001b");
  }

  @Test
  void completionKnowsEveryCommand() {
    Cli cli = Cli.run("generate-completion");
    assertThat(cli.exit()).isZero();
    assertThat(cli.out()).contains(Main.COMMANDS).contains("--lenient-v3");
  }

  @Test
  void rulesAsTableAndAsJson() throws IOException {
    List<String> table = Cli.run("rules").outLines();
    List<String> json = Cli.run("rules", "--json").outLines();
    assertThat(table).hasSize(Rule.catalogue().size());
    assertThat(json).hasSameSizeAs(table);
    assertThat(table).anyMatch(line -> line.matches("N-041 +MALFORMED +CWE-125 +a directory .*"));
    ObjectMapper mapper = new ObjectMapper();
    for (String line : json) {
      assertThat(mapper.readTree(line).fieldNames())
          .toIterable()
          .containsExactly("rule", "kind", "cwe", "title", "anchor");
    }
    assertThat(Cli.run("rules", "--format=native").outLines())
        .allMatch(line -> line.startsWith("N-"))
        .hasSizeLessThan(table.size());
    assertThat(Cli.run("rules", "--format=erofs").outLines())
        .allMatch(line -> line.startsWith("E-"))
        .hasSizeGreaterThan(100);
    assertThat(Cli.run("rules", "--format=zip").exit()).isEqualTo(2);
  }

  @Test
  void explainOfEveryRule() {
    Object[] words = new Object[1 + Rule.catalogue().size()];
    words[0] = "explain";
    for (int i = 1; i < words.length; i++) {
      words[i] = Rule.catalogue().get(i - 1).id();
    }
    Cli cli = Cli.run(words);
    assertThat(cli.exit()).isZero();
    assertThat(cli.out()).contains("N-041 ", "N-1201 ", "L-003 ", "V-014 ");
  }

  @Test
  void explainInDetail() {
    assertThat(Cli.run("explain", "n-032").out())
        .contains("N-032 INODE_UNUSED (INVALID)", "CWE-908", "rejects the image in strict, canon")
        .contains("is reported in lenient-v3");
    assertThat(Cli.run("explain", "N-002").out())
        .contains("IMAGE_TOO_SHORT", "KERNEL_UNMOUNTABLE", "is only reported, whatever");
    assertThat(Cli.run("explain", "N-064").out()).contains("no rule of its own");
    Cli unknown = Cli.run("explain", "N-9999");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no rule N-9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "rules", "help", "version", "generate-completion"})
  void readerThatWentAwayIsNoTrouble(String command) throws IOException {
    Path image = Files.write(folder.resolve("x.img"), Images.rich());
    Cli cli = intoTrouble("Broken pipe", command, image);
    assertThat(cli).isEqualTo(new Cli(2, "", ""));
    assertThat(intoTrouble("No space left on device", command, image).err())
        .isEqualTo("takecover: results cannot be written (No space left on device)\n");
  }

  @Test
  void faultOfOursIsOneLineAndThree() {
    InputStream faulty =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError("\u001b[31mdeep");
          }

          @Override
          public int read(byte[] target, int from, int length) {
            return read();
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(faulty, OutputStream.nullOutputStream(), err);
    assertThat(Main.run(new String[] {"verify", "-"}, console)).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.US_ASCII))
        .isEqualTo("takecover: internal error: java.lang.StackOverflowError: \\x1b[31mdeep\n");
    assertThat(Main.run(new String[] {"verify", "--debug", "-"}, console)).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.US_ASCII)).contains("\tat io.takecover.");
  }

  private static Cli intoTrouble(String reason, String command, Path image) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    boolean needsImage = command.equals("verify") || command.equals("dump");
    String[] words = needsImage ? new String[] {command, image.toString()} : new String[] {command};
    int exit = Main.run(words, Console.of(InputStream.nullInputStream(), broken, err));
    return new Cli(exit, "", err.toString(StandardCharsets.US_ASCII));
  }
}
