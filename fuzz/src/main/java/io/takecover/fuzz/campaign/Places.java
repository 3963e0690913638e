package io.takecover.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a campaign finds and leaves things.
 *
 * @param corpus the committed images: what fuzzers start from
 * @param gathered the working corpora, a folder a target; several campaigns may share it
 * @param work what one campaign keeps: {@code artifacts/}, {@code logs/}, {@code stats.jsonl}, not
 *     under version control
 * @param crashes open crashes, see {@link io.takecover.fuzz.triage.CrashStore}
 */
public record Places(Path corpus, Path gathered, Path work, Path crashes) {
  private static final String MALFORMED = "malformed";

  /** Places where the working corpora are kept beside all else that a campaign keeps. */
  public Places(Path corpus, Path work, Path crashes) {
    this(corpus, work.resolve("corpus"), work, crashes);
  }

  /** The usual places, below the project that holds {@code from}, or below {@code from} itself. */
  public static Places around(Path from) {
    Path root = from.toAbsolutePath().normalize();
    for (Path at = root; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("fuzz")) && Files.isDirectory(at.resolve("parser"))) {
        root = at;
        break;
      }
    }
    return new Places(root.resolve("corpus"), root.resolve(".takecover"), root.resolve("crashes"));
  }

  /** Inputs that were kept for the coverage that they add. */
  public Path workingCorpus(Targets target) {
    return gathered.resolve(target.label());
  }

  /** Inputs that failed, as the fuzzer left them. */
  public Path artifacts(Targets target) {
    return work.resolve("artifacts").resolve(target.label());
  }

  /** Inputs that failed under the fuzzer and not again. */
  Path unreproduced(Targets target) {
    return work.resolve("unreproduced").resolve(target.label());
  }

  /** Java programs that repeat a failure. */
  Path reproducers(Targets target) {
    return work.resolve("reproducers").resolve(target.label());
  }

  /** What the fuzzer says, of the processes of one target the one with this number, from 1. */
  Path log(Targets target, int process) {
    String number = process == 1 ? "" : "." + process;
    return work.resolve("logs").resolve(target.label() + number + ".log");
  }

  /** What happened when in a long campaign, see {@link Journal}. */
  Path statistics() {
    return work.resolve("stats.jsonl");
  }

  /** Where the report of a campaign is kept, for programs. */
  Path reportForPrograms() {
    return work.resolve("report.json");
  }

  /** Where the report of a campaign is kept, for people. */
  Path reportForPeople() {
    return work.resolve("report.txt");
  }

  /** What a measurement of a target's inputs leaves while it runs. */
  Path mergeControl(Targets target) {
    return work.resolve("merge").resolve(target.label());
  }

  Path dictionary() {
    return work.resolve("native.dict");
  }

  Path lock() {
    return work.resolve("lock");
  }

  /** Shared by all who add to the working corpora, held alone by who takes inputs away. */
  Path corpusLock() {
    return gathered.resolve(".lock");
  }

  /** Held by who files crashes. */
  Path intakeLock() {
    return gathered.resolve(".intake");
  }

  /** The seed folders of a target that exist. */
  public List<Path> seeds(Targets target) {
    return target.seedFolders().stream().map(corpus::resolve).filter(Files::isDirectory).toList();
  }

  /** Those of them whose files are no malformed inputs. */
  public List<Path> validSeeds(Targets target) {
    return seeds(target).stream().filter(folder -> !folder.endsWith(MALFORMED)).toList();
  }

  /** The files of the seed folders of a target, in order. */
  public List<Path> seedFiles(Targets target) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : seeds(target)) {
      files.addAll(filesIn(folder));
    }
    return files;
  }

  /** The files in a folder and below it, in order; none where there is no such folder. */
  public static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }
}
