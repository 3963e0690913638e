package io.takecover.fuzz.campaign;

import io.takecover.fuzz.gen.Blob;
import io.takecover.fuzz.gen.Dictionary;
import io.takecover.fuzz.triage.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * One fuzzer by itself, against a parser that may be faulty, until the first failure: how long a
 * fault would have lived. It learns from nobody, and leaves nothing behind.
 */
public final class Alone {
  private static final Pattern CLAIM =
      Pattern.compile(
          "== Java Exception: io\\.takecover\\.fuzz\\.(?:claims\\.ClaimFailure"
              + "|bench\\.specimen\\.FaultShown): ([^,]+),.*");
  private static final Pattern THROWN = Pattern.compile("== Java Exception: ([\\w.$]+).*");
  private static final Pattern HANG = Pattern.compile(".*ERROR: libFuzzer: timeout.*");
  private static final int GRACE_SECONDS = 30;

  /** What is kept of inputs on which nothing fails. */
  private static final String SLOW = "slow-unit-";

  /**
   * What is fuzzed, and how.
   *
   * @param seeds folders of inputs to start from
   * @param dictionary whether the fuzzer is told the words of the layout
   * @param flags for the fuzzer, beside those of the target
   * @param properties of the Java machine, {@code -Dname=value}
   * @param build classes that come before ours
   */
  public record Setup(
      Targets target,
      List<Path> seeds,
      boolean dictionary,
      List<String> flags,
      List<String> properties,
      List<Path> build) {
    /** As a campaign fuzzes the target, but from these seeds and with this build. */
    public static Setup of(Targets target, List<Path> seeds, List<Path> build) {
      return new Setup(
          target, seeds, target.usesDictionary(), List.of(), target.machineFlags(), build);
    }
  }

  /**
   * What came of it.
   *
   * @param detector the claim that broke, or what else failed; null where nothing did
   * @param seconds from the first input to the failure, or to the end of its time
   * @param executions inputs that were run
   * @param input that it failed on; null where nothing failed, empty where no input was needed
   */
  public record Ending(String detector, double seconds, long executions, Blob input) {}

  private Alone() {}

  /**
   * Fuzzes.
   *
   * @param seconds after which it has found nothing
   * @param chance where libFuzzer's choices start
   */
  public static Ending fuzz(Setup setup, int seconds, long chance)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("takecover-alone-");
    try {
      Places places = new Places(work, work, work.resolve("crashes"));
      List<String> arguments = FuzzChild.arguments(setup.target(), places, 1, seconds);
      arguments.addAll(setup.flags());
      arguments.add("-seed=" + chance);
      if (setup.dictionary()) {
        Files.writeString(places.dictionary(), Dictionary.text());
        arguments.add("-dict=" + places.dictionary());
      }
      arguments.add(Files.createDirectories(places.workingCorpus(setup.target())).toString());
      setup.seeds().forEach(folder -> arguments.add(folder.toString()));
      Process process = FuzzChild.start(arguments, setup.properties(), setup.build());
      return watch(process, seconds, places.artifacts(setup.target()));
    } finally {
      PathUtils.deleteDirectory(work);
    }
  }

  private static Ending watch(Process process, int seconds, Path artifacts)
      throws IOException, InterruptedException {
    long first = 0;
    long end = 0;
    String detector = null;
    Progress progress = Progress.NONE;
    LastWords lastWords = new LastWords();
    Thread watchdog = ChildJvm.watch(process, seconds + GRACE_SECONDS);
    try (BufferedReader log = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        progress = progress.after(line);
        lastWords.add(line);
        if (first == 0 && Progress.isFirstInput(line)) {
          first = System.nanoTime();
        }
        if (detector == null) {
          detector = detector(line);
          end = System.nanoTime();
        }
      }
      process.waitFor();
    } finally {
      process.destroyForcibly();
      process.waitFor();
      watchdog.interrupt();
    }
    if (detector == null && !FuzzChild.isExpected(process.exitValue())) {
      throw new IOException("a fuzzer broke down; its last words:\n" + lastWords);
    }
    double lived = first == 0 ? 0 : (end - first) / 1e9;
    Blob input = detector == null ? null : failing(artifacts);
    return new Ending(detector, lived, progress.execs(), input);
  }

  private static Blob failing(Path artifacts) throws IOException {
    try (Stream<Path> files = Files.list(artifacts)) {
      Optional<Path> file =
          files.filter(path -> !path.getFileName().toString().startsWith(SLOW)).findFirst();
      return Blob.of(file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0]);
    }
  }

  private static String detector(String line) {
    Matcher claim = CLAIM.matcher(line);
    if (claim.matches()) {
      return claim.group(1);
    }
    Matcher thrown = THROWN.matcher(line);
    if (thrown.matches()) {
      return thrown.group(1).substring(thrown.group(1).lastIndexOf('.') + 1);
    }
    return HANG.matcher(line).matches() ? "timeout" : null;
  }
}
