package io.takecover;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Images that real tools made. They are not part of the project: they are looked for in {@code
 * ../shared} beside it, or where {@code -Dtakecover.shared=DIR} says. A test that needs them says
 * so aloud when they are not there.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /** The file or folder of that name; ends the test, as skipped, where there is none. */
  public static Path require(String name) {
    Path repository = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    String folder = System.getProperty("takecover.shared");
    Path shared = folder == null ? repository.resolveSibling("shared") : Path.of(folder);
    Path wanted = shared.resolve(name);
    if (!Files.exists(wanted)) {
      System.err.println("NOT TESTED against tool-made images: no " + wanted.normalize());
    }
    Assumptions.assumeTrue(Files.exists(wanted), () -> "there is no " + wanted.normalize());
    return wanted;
  }
}
