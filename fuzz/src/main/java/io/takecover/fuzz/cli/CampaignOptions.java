package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which targets, and where they find and leave things. */
final class CampaignOptions {
  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description =
          "Which target; see takecover fuzz --list. Default: all but the canary and the empty one.")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      description = "The committed images, to start from. Default: corpus/ of the project.")
  private Path seeds;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = {
        "The working corpus, a folder a target: inputs that add coverage are kept there. Several",
        "campaigns may share it, each with a --work of its own. Default: corpus/ in --work."
      })
  private Path corpus;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "What is kept between runs. Default: .takecover/ of the project.")
  private Path work;

  @Option(
      names = "--crashes",
      paramLabel = "DIR",
      description = "Where failures are filed. Default: crashes/ of the project.")
  private Path crashes;

  /** Those named, or the regular ones. */
  List<Targets> targets() throws CommandException {
    List<Targets> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(target(name));
    }
    return chosen.isEmpty() ? Targets.regular() : chosen;
  }

  /** The one that somebody names. */
  static Targets target(String name) throws CommandException {
    return Targets.find(name)
        .orElseThrow(
            () -> new CommandException("no target is named " + name + "; see fuzz --list"));
  }

  /** The only one that is named. */
  Optional<Targets> oneTarget() throws CommandException {
    return names.size() == 1 ? Optional.of(targets().get(0)) : Optional.empty();
  }

  Places places() throws CommandException {
    if (seeds != null && !Files.isDirectory(seeds)) {
      throw new CommandException(Escape.of(seeds.toString()) + " is not a folder");
    }
    Places usual = Places.around(Path.of(""));
    Path kept = work == null ? usual.work() : work.toAbsolutePath();
    return new Places(
        seeds == null ? usual.corpus() : seeds.toAbsolutePath(),
        corpus == null ? kept.resolve("corpus") : workingCorpus(),
        kept,
        crashes == null ? usual.crashes() : crashes.toAbsolutePath());
  }

  /** Never the committed images: what is gathered would be among them, and be pruned with them. */
  private Path workingCorpus() throws CommandException {
    String name = Escape.of(corpus.toString());
    if (Files.exists(corpus.resolve("vectors.json"))) {
      throw new CommandException(
          name + " holds committed images; give them with --seeds, and another folder here");
    }
    if (Files.exists(corpus) && !Files.isDirectory(corpus)) {
      throw new CommandException(name + " is not a folder");
    }
    return corpus.toAbsolutePath();
  }
}
