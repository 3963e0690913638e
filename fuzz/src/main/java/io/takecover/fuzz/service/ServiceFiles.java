package io.takecover.fuzz.service;

import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.PlainZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what the service wants of every target: {@code X}, a script that starts the fuzzer, {@code
 * X.options}, {@code X.dict} and {@code X_seed_corpus.zip}. All of it is made from {@link Targets},
 * so that nothing is listed twice.
 */
public final class ServiceFiles {
  /** Seconds that one input may take; what the service allows. */
  private static final int TIMEOUT_SECONDS = 25;

  /** The service puts its own jars, the fuzzer's, beside ours. */
  private static final String JARS_OF_THE_SERVICE = "jazzer_";

  private ServiceFiles() {}

  /**
   * Writes the files of all regular targets.
   *
   * @param arguments the folder {@code corpus/}, and the folder to write into, which holds the jars
   *     that the targets need
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("wanted: the corpus and the folder to write into");
    }
    write(Targets.regular(), Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /** Writes the files of these targets into {@code out}. */
  static void write(List<Targets> targets, Path corpus, Path out) throws IOException {
    List<String> jars = jars(out);
    if (jars.isEmpty()) {
      throw new IllegalArgumentException("no jar in " + out);
    }
    for (Targets target : targets) {
      Path script = out.resolve(target.label());
      Files.writeString(script, TargetScript.text(target, jars));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(out.resolve(target.label() + ".options"), options(target));
      String words = WordList.of(target, corpus);
      Files.writeString(out.resolve(target.label() + ".dict"), words, StandardCharsets.ISO_8859_1);
      byte[] seeds = PlainZip.of(SeedInputs.of(target, corpus));
      Files.write(out.resolve(target.label() + "_seed_corpus.zip"), seeds);
    }
  }

  private static List<String> jars(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith(JARS_OF_THE_SERVICE))
          .sorted()
          .toList();
    }
  }

  private static String options(Targets target) {
    return """
        [libfuzzer]
        max_len = %d
        timeout = %d
        """
        .formatted(target.maxLength(), TIMEOUT_SECONDS);
  }
}
