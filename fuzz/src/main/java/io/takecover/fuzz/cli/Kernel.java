package io.takecover.fuzz.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says of a file's fs-verity digest. Java cannot ask (FS_IOC_MEASURE_VERITY), but
 * {@code fsverity measure} can.
 */
final class Kernel {
  private static final Pattern DIGEST = Pattern.compile("(?m)^(sha\\d+:[0-9a-f]+) ");

  private Kernel() {}

  /**
   * The digest, or why there is none: {@code absent} where the file has no fs-verity, {@code
   * unsupported} where its file system has none, {@code unknown} where nobody could be asked. These
   * are kept apart, for an absent digest is not a right one (V-012).
   */
  static String measure(Path file) {
    ProcessBuilder tool =
        new ProcessBuilder(List.of("fsverity", "measure", file.toAbsolutePath().toString()));
    tool.environment().put("LC_ALL", "C");
    tool.redirectErrorStream(true);
    try {
      Process process = tool.start();
      process.getOutputStream().close();
      byte[] said = process.getInputStream().readAllBytes();
      process.waitFor();
      return read(new String(said, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String read(String said) {
    Matcher digest = DIGEST.matcher(said);
    if (digest.find()) {
      return digest.group(1);
    }
    if (said.contains("No data available")) {
      return "absent";
    }
    boolean cannot =
        said.contains("Inappropriate ioctl") || said.contains("Operation not supported");
    return cannot ? "unsupported" : "unknown";
  }
}
