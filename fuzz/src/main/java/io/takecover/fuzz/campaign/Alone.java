package io.takecover.fuzz.campaign;

import com.code_intelligence.jazzer.Jazzer;
import io.takecover.fuzz.gen.Dictionary;
import io.takecover.fuzz.triage.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;

/**
 * One fuzzer by itself, against a parser that may be faulty, until the first failure: how long a
 * fault would have lived. It learns from nobody, and leaves nothing behind.
 */
public final class Alone {
  private static final Pattern CLAIM =
      Pattern.compile(
          "== Java Exception: io\\.takecover\\.fuzz\\.claims\\.ClaimFailure: ([^,]+),.*");
  private static final Pattern THROWN = Pattern.compile("== Java Exception: ([\\w.$]+).*");
  private static final Pattern HANG = Pattern.compile(".*ERROR: libFuzzer: timeout.*");
  private static final int GRACE_SECONDS = 30;

  /**
   * What came of it.
   *
   * @param detector the claim that broke, or what else failed; null where nothing did
   * @param seconds from the start of the process to the failure, or to the end of its time
   * @param executions inputs that were run
   */
  public record Ending(String detector, double seconds, long executions) {}

  private Alone() {}

  /**
   * Fuzzes.
   *
   * @param seeds folders of inputs to start from
   * @param build classes that come before ours
   * @param seconds after which it has found nothing
   * @param chance where libFuzzer's choices start
   */
  public static Ending fuzz(
      Targets target, List<Path> seeds, List<Path> build, int seconds, long chance)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("takecover-alone-");
    try {
      Places places = new Places(work, work, work.resolve("crashes"));
      List<String> arguments = new ArrayList<>(FuzzChild.targetArguments(target, places));
      arguments.add("--keep_going=1");
      arguments.add("-max_total_time=" + seconds);
      arguments.add("-print_final_stats=1");
      arguments.add("-seed=" + chance);
      if (target.usesDictionary()) {
        Files.writeString(places.dictionary(), Dictionary.text());
        arguments.add("-dict=" + places.dictionary());
      }
      arguments.add(Files.createDirectories(places.workingCorpus(target)).toString());
      seeds.forEach(folder -> arguments.add(folder.toString()));
      return watch(arguments, build, seconds);
    } finally {
      PathUtils.deleteDirectory(work);
    }
  }

  private static Ending watch(List<String> arguments, List<Path> build, int seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = ChildJvm.start(Jazzer.class, arguments, true, ChildJvm.fuzzerFlags(), build);
    Thread watchdog = ChildJvm.watch(process, seconds + GRACE_SECONDS);
    String detector = null;
    double took = 0;
    Progress progress = Progress.NONE;
    try (BufferedReader log = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        progress = progress.after(line);
        if (detector == null) {
          detector = detector(line);
          took = (System.nanoTime() - start) / 1e9;
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
      watchdog.interrupt();
    }
    if (!progress.running() && detector == null) {
      throw new IOException("the fuzzer never started: " + String.join(" ", arguments));
    }
    return new Ending(detector, took, progress.execs());
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
