package io.takecover.fuzz.cli;

import io.takecover.fuzz.triage.Replay;
import io.takecover.fuzz.triage.ReplayLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What an input is replayed with. */
final class ReplayOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + Replay.SECONDS,
      description = "How long one input may take in one target. Default: ${DEFAULT-VALUE}.")
  private long timeout;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "" + ReplayLimits.HEAP_MEGABYTES,
      description = "Heap that it may take. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--stack",
      paramLabel = "KIB",
      defaultValue = "" + ReplayLimits.STACK_KILOBYTES,
      description = "Stack that it may take. Default: ${DEFAULT-VALUE}.")
  private int stack;

  @Option(
      names = "--build",
      paramLabel = "PATH",
      description =
          "A jar, or a folder of classes, of another build to replay in; several in the order of a"
              + " class path.")
  private List<Path> build = new ArrayList<>();

  ReplayLimits limits() throws CommandException {
    for (Path path : build) {
      if (!Files.isReadable(path)) {
        throw new CommandException(path + " cannot be read");
      }
    }
    try {
      return new ReplayLimits(
          timeout, heap, stack, build.stream().map(Path::toAbsolutePath).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandException("--timeout, --heap, --stack: " + e.getMessage());
    }
  }
}
