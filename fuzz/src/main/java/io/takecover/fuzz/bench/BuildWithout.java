package io.takecover.fuzz.bench;

import io.takecover.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;

/** A folder of classes that stand before ours on a class path: the parser without one rule. */
final class BuildWithout implements AutoCloseable {
  private final Path folder;

  private BuildWithout(Path folder) {
    this.folder = folder;
  }

  /**
   * @param parser all classes of the parser, by name with slashes
   */
  static BuildWithout rule(Rule rule, Map<String, byte[]> parser) throws IOException {
    Path folder = Files.createTempDirectory("takecover-without-");
    for (Map.Entry<String, byte[]> type : Ablation.without(rule, parser).entrySet()) {
      Path file = folder.resolve(type.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, type.getValue());
    }
    return new BuildWithout(folder);
  }

  /** What stands before our own classes. */
  List<Path> path() {
    return List.of(folder);
  }

  @Override
  public void close() throws IOException {
    PathUtils.deleteDirectory(folder);
  }
}
