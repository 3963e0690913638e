package io.takecover.fuzz.coverage;

import io.takecover.fuzz.campaign.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Replaces the inputs in a folder. The new ones are written below it first, where a fuzzer finds
 * them too; then the old ones are deleted; then the new ones move up. So whenever it is killed, all
 * that is to be kept is in the folder, and the next time makes order.
 */
final class NamedInputs {
  private NamedInputs() {}

  static void replace(Path folder, Map<String, byte[]> inputs) throws IOException {
    Files.createDirectories(folder);
    List<Path> old = Places.filesIn(folder);
    Path beside = Files.createTempDirectory(folder, ".grown-");
    for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
      Files.write(beside.resolve(input.getKey()), input.getValue());
    }
    for (Path file : old) {
      Files.delete(file);
    }
    for (String name : inputs.keySet()) {
      Files.move(beside.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.delete(beside);
    deleteLeftovers(folder);
  }

  /** Empty folders of a time that was killed. */
  private static void deleteLeftovers(Path folder) throws IOException {
    try (var inside = Files.newDirectoryStream(folder, ".grown-*")) {
      for (Path leftover : inside) {
        Files.delete(leftover);
      }
    }
  }
}
