package io.takecover.fuzz.campaign;

import com.code_intelligence.jazzer.Jazzer;
import io.takecover.fuzz.triage.ChildJvm;
import io.takecover.fuzz.triage.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One fuzzer in a process of its own, from its start to its end. */
final class FuzzChild {
  /** Findings after which the fuzzer stops: a target with so many needs a person, not more time. */
  private static final int KEEP_GOING = 10;

  /**
   * What a fuzzer may take beside its time: the start of the machine, reading the corpus, the last
   * input.
   */
  private static final int GRACE_SECONDS = 90;

  /** Time is up; a finding; a hang; memory; interrupted. */
  private static final Set<Integer> EXPECTED = Set.of(0, 77, 70, 71, 72);

  private final Targets target;
  private final Places places;
  private final Path logFile;
  private final int seconds;
  private final List<String> options;
  private final LastWords lastWords = new LastWords();
  private volatile Process process;
  private volatile Progress progress = Progress.NONE;
  private volatile Instant firstInputAt;
  private volatile boolean stopped;

  /**
   * @param process which of the processes of the target this is, from 1
   */
  FuzzChild(Targets target, Places places, int process, int seconds) {
    this(target, places, process, seconds, List.of());
  }

  /** The same, where the fuzzer is told more than others are. */
  FuzzChild(Targets target, Places places, int process, int seconds, List<String> options) {
    this.target = target;
    this.places = places;
    this.logFile = places.log(target, process);
    this.seconds = seconds;
    this.options = List.copyOf(options);
  }

  Progress progress() {
    return progress;
  }

  /** When it came to the first of the inputs that it starts from; null before. */
  Instant firstInputAt() {
    return firstInputAt;
  }

  /**
   * Runs the fuzzer to its end.
   *
   * @return what is wrong with the run itself, or null; findings are files, and are not counted
   *     here
   */
  String run() throws IOException, InterruptedException {
    List<String> arguments = arguments();
    process = start(arguments, target.machineFlags(), List.of());
    if (stopped) {
      process.destroyForcibly();
    }
    boolean[] overdue = {false};
    Thread watchdog = new Thread(() -> overdue[0] = killedWhenOverdue(), "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    try (BufferedReader log = process.inputReader(StandardCharsets.ISO_8859_1);
        Writer copy = Files.newBufferedWriter(logFile, StandardCharsets.ISO_8859_1)) {
      copy.write(String.join(" ", arguments) + "\n");
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        copy.write(line + "\n");
        if (!log.ready()) {
          copy.flush();
        }
        lastWords.add(line);
        progress = progress.after(line);
        if (firstInputAt == null && Progress.isFirstInput(line)) {
          firstInputAt = Instant.now();
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
      watchdog.join();
    }
    return stopped ? null : complaint(overdue[0]);
  }

  /** Ends the fuzzer now. What it found is on disk already. */
  void stop() {
    stopped = true;
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  private boolean killedWhenOverdue() {
    try {
      if (process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return true;
  }

  private String complaint(boolean overdue) {
    String what = null;
    if (overdue) {
      what = "it did not end in time and was killed";
    } else if (!isExpected(process.exitValue())) {
      what = "it ended with exit code " + process.exitValue();
    } else if (!progress.running()) {
      what = "it never started to fuzz";
    }
    return what == null ? null : target.label() + ": " + what + "; its last words:\n" + lastWords;
  }

  /** Whether a fuzzer that ended so has done what it is for. */
  static boolean isExpected(int exitCode) {
    return EXPECTED.contains(exitCode);
  }

  /**
   * The first folder is the one that the fuzzer adds to, and looks into each second for what others
   * have added, so processes of one target learn from each other.
   */
  private List<String> arguments() throws IOException {
    List<Path> inputs = new ArrayList<>(List.of(places.workingCorpus(target)));
    inputs.addAll(places.seeds(target));
    List<String> arguments = arguments(target, places, KEEP_GOING, seconds);
    arguments.addAll(options);
    if (target.usesDictionary()) {
      arguments.add("-dict=" + places.dictionary());
    }
    made(places.workingCorpus(target));
    made(logFile.getParent());
    inputs.forEach(input -> arguments.add(input.toString()));
    return arguments;
  }

  /**
   * What a fuzzer is told that is to find failures.
   *
   * @param most failures after which it stops
   * @param seconds after which it stops
   */
  static List<String> arguments(Targets target, Places places, int most, int seconds)
      throws IOException {
    List<String> arguments = targetArguments(target, places);
    arguments.add("--keep_going=" + most);
    arguments.add("-max_total_time=" + seconds);
    arguments.add("-print_final_stats=1");
    return arguments;
  }

  /**
   * Starts a fuzzer.
   *
   * @param machineFlags for its Java machine, beside those that all fuzzers want
   * @param build classes that come before ours
   */
  static Process start(List<String> arguments, List<String> machineFlags, List<Path> build)
      throws IOException {
    List<String> flags = new ArrayList<>(ChildJvm.fuzzerFlags());
    flags.addAll(machineFlags);
    return ChildJvm.start(Jazzer.class, arguments, true, flags, build);
  }

  /** What the fuzzer is told of a target, whatever it is to do with it; a list to add to. */
  static List<String> targetArguments(Targets target, Places places) throws IOException {
    List<String> arguments = new ArrayList<>(target.fuzzerFlags());
    arguments.add("--disabled_hooks=" + Sanitizers.unneeded());
    arguments.add("--reproducer_path=" + made(places.reproducers(target)));
    arguments.add("-artifact_prefix=" + made(places.artifacts(target)) + "/");
    arguments.add("-timeout=" + Replay.SECONDS);
    arguments.add("-max_len=" + target.maxLength());
    // The heap is the limit that tells an allocation bomb. The fuzzer's own is held against the
    // peak of the process, which on Linux begins with its parent's, however small the child is.
    arguments.add("-rss_limit_mb=0");
    return arguments;
  }

  private static Path made(Path folder) throws IOException {
    return Files.createDirectories(folder);
  }
}
