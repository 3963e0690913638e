package io.takecover.fuzz.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the project, wherever the tests are started. */
public final class ProjectFolder {
  private ProjectFolder() {}

  public static Path root() {
    try {
      Path classes =
          Path.of(ProjectFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The corpus of the project, which no test changes. */
  public static Path corpus() {
    return root().resolve("corpus");
  }

  static Corpus open(Path folder) {
    try {
      return Corpus.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CorpusException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A file or folder of images that real tools made, which are no part of the project: beside it in
   * {@code shared}, or where {@code -Dtakecover.shared=DIR} says. Ends the test, as skipped, where
   * there is none.
   */
  public static Path requireShared(String name) {
    String folder = System.getProperty("takecover.shared");
    Path shared = folder == null ? root().resolveSibling("shared") : Path.of(folder);
    Path wanted = shared.resolve(name);
    Assumptions.assumeTrue(Files.exists(wanted), () -> "there is no " + wanted.normalize());
    return wanted;
  }

  /** Copies the project's corpus to a folder that a test may change. */
  public static Path copyCorpus(Path target) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(corpus())) {
      all = walk.toList();
    }
    for (Path from : all) {
      Path to = target.resolve(corpus().relativize(from).toString());
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    }
    return target;
  }
}
