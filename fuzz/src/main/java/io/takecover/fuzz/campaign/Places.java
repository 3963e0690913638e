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
 * @param corpus the committed images
 * @param work what one machine gathers: {@code corpus/}, {@code artifacts/}, {@code logs/}, not
 *     under version control
 * @param crashes open crashes, see {@link io.takecover.fuzz.triage.CrashStore}
 */
public record Places(Path corpus, Path work, Path crashes) {

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
    return work.resolve("corpus").resolve(target.label());
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

  Path log(Targets target) {
    return work.resolve("logs").resolve(target.label() + ".log");
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

  /** The seed folders of a target that exist. */
  public List<Path> seeds(Targets target) {
    return target.seedFolders().stream().map(corpus::resolve).filter(Files::isDirectory).toList();
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
