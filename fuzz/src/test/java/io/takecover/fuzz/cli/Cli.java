package io.takecover.fuzz.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a run of the command line came to.
 *
 * @param out stdout, a byte a character
 * @param err stderr, a byte a character
 */
record Cli(int exit, String out, String err) {
  /** Runs a command in this process, with nothing on stdin. */
  static Cli run(Object... args) {
    return piped(new byte[0], args);
  }

  /** Runs a command in this process, with {@code in} on stdin. */
  static Cli piped(byte[] in, Object... args) {
    return run(in, false, false, Map.of(), args);
  }

  /** Runs a command in this process, on streams that may be terminals. */
  static Cli onTerminal(boolean out, boolean err, Map<String, String> environment, Object... args) {
    return run(new byte[0], out, err, environment, args);
  }

  private static Cli run(
      byte[] in,
      boolean outIsTerminal,
      boolean errIsTerminal,
      Map<String, String> environment,
      Object[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(in), out, err, outIsTerminal, errIsTerminal, environment);
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(words, console);
    return new Cli(exit, text(out), text(err));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  /** Results and sentences without the folder that the files are in. */
  Cli without(Path folder) {
    String prefix = folder + "/";
    return new Cli(exit, out.replace(prefix, ""), err.replace(prefix, ""));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
