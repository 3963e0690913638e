package io.takecover.fuzz.triage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that some fuzzer left because something failed with it, as its name tells: libFuzzer's and
 * Jazzer's {@code crash-*}, {@code timeout-*}, {@code oom-*} and {@code slow-unit-*}, the queues
 * and crashes of AFL++, honggfuzz's {@code *.fuzz}, a ClusterFuzz test case, or any file at all.
 *
 * @param file where it is
 * @param said how it failed there, where the name says so
 */
public record Reproducer(Path file, Optional<Failure.Kind> said) {
  /** No input of a fuzzer is as large; what is, is something else. */
  static final long MOST_BYTES = 64 << 20;

  /** What fuzzers keep beside their inputs. */
  private static final Set<String> NO_INPUTS =
      Set.of(
          "readme.txt",
          "readme",
          "honggfuzz.report.txt",
          "crash.json",
          "stack.txt",
          "inputs",
          "cmdline",
          "fuzzer_stats",
          "fuzzer_setup",
          "plot_data",
          "fuzz_bitmap",
          "is_main_node",
          "target_hash",
          "fastresume.bin",
          ".gitignore",
          ".gitkeep");

  private static final Pattern AFL_HANG = Pattern.compile("hangs|.*[/_-]timeouts?");

  /** Those in a folder and below it, or the one file, in the order of their paths. */
  public static List<Reproducer> in(Path place) throws IOException {
    List<Reproducer> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted().toList()) {
        boolean isGiven = file.equals(place);
        boolean isInput = isGiven || isInput(place.relativize(file));
        if (isInput && Files.isRegularFile(file, linkOptions(isGiven))) {
          found.add(new Reproducer(file, said(file)));
        }
      }
    }
    return found;
  }

  /** A link that somebody names is followed, one that stands in a folder is not. */
  private static LinkOption[] linkOptions(boolean isGiven) {
    return isGiven ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }

  private static boolean isInput(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".")) {
        return false;
      }
    }
    return !NO_INPUTS.contains(relative.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  private static Optional<Failure.Kind> said(Path file) {
    String name = file.getFileName().toString();
    Path parent = file.toAbsolutePath().getParent();
    String folder = parent == null ? "" : String.valueOf(parent.getFileName());
    if (name.startsWith("timeout-") || AFL_HANG.matcher(folder).matches()) {
      return Optional.of(Failure.Kind.TIMEOUT);
    }
    if (name.startsWith("slow-unit-")) {
      return Optional.of(Failure.Kind.COST);
    }
    if (name.startsWith("oom-")) {
      return Optional.of(Failure.Kind.OUT_OF_MEMORY);
    }
    boolean isCrash =
        name.startsWith("crash-")
            || name.startsWith("SIG")
            || name.startsWith("clusterfuzz-testcase")
            || folder.equals("crashes");
    return isCrash ? Optional.of(Failure.Kind.CRASH) : Optional.empty();
  }
}
