package io.takecover.fuzz;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that a test asks, where they are installed. */
public final class Tools {
  private Tools() {}

  /** Ends the test, as skipped and saying so aloud, where there is no such program. */
  public static void require(String program) {
    boolean isThere = isThere(program);
    if (!isThere) {
      System.err.println("NOT TESTED against " + program + ": it is not installed");
    }
    Assumptions.assumeTrue(isThere, () -> "not run: there is no " + program);
  }

  private static boolean isThere(String program) {
    if (program.contains(File.separator)) {
      return true;
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
