package io.takecover.fuzz.cli;

import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.triage.Crash;
import io.takecover.fuzz.triage.CrashStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where crashes, the corpus, and what is kept between runs are. */
final class CrashOptions {
  @Option(
      names = "--crashes",
      paramLabel = "DIR",
      description = "Where crashes are filed. Default: crashes/ of the project.")
  private Path crashes;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "The folder that holds vectors.json. Default: corpus/ of the project.")
  private Path corpus;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "What is kept between runs. Default: .takecover/ of the project.")
  private Path work;

  Places places() {
    Places usual = Places.around(Path.of(""));
    return new Places(
        corpus == null ? usual.corpus() : corpus.toAbsolutePath(),
        work == null ? usual.work() : work.toAbsolutePath(),
        crashes == null ? usual.crashes() : crashes.toAbsolutePath());
  }

  CrashStore store() {
    return new CrashStore(places().crashes());
  }

  /** The crash that somebody names by its key. */
  Crash crash(String key) throws IOException, CommandException {
    return store()
        .find(key)
        .orElseThrow(
            () ->
                new CommandException(
                    "no crash, or more than one, has a key that starts with " + key));
  }

  static Targets target(Crash crash) throws CommandException {
    return Targets.find(crash.target())
        .orElseThrow(() -> new CommandException("there is no target " + crash.target()));
  }
}
