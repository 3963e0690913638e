package io.takecover.fuzz.triage;

import io.takecover.fuzz.corpus.Sums;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells one build from another, so that what was settled with one is not believed of the other. */
final class BuildIdentity {
  private BuildIdentity() {}

  /** A text that is another where classes, limits or targets are others. */
  static String of(ReplayLimits limits, List<Class<?>> targets) throws IOException {
    StringBuilder text = new StringBuilder(String.join(" ", limits.flags()));
    text.append(' ').append(limits.seconds()).append('\n');
    targets.forEach(target -> text.append(target.getName()).append('\n'));
    List<Path> entries = new ArrayList<>(limits.build());
    for (String entry : ChildJvm.classPath().split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry));
    }
    for (Path entry : entries) {
      if (Files.exists(entry)) {
        append(text, entry);
      }
    }
    return Sums.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(StringBuilder text, Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
        text.append(file).append(' ').append(state.size()).append(' ');
        text.append(state.lastModifiedTime().toMillis()).append('\n');
      }
    }
  }
}
