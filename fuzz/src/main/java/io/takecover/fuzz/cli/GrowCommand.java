package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.campaign.Targets;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.Proposal;
import io.takecover.fuzz.corpus.Proposals;
import io.takecover.fuzz.coverage.CorpusGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "grow",
    aliases = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Make small what fuzzing has gathered in .takecover/, and propose images for corpus/.",
      "Of each target few inputs are kept, that cover together what all of them cover and no seed"
          + " does. Each is made small as long as it covers that and shows the same, and is named"
          + " by the rule and field that it shows, or by the place in the parser that it reaches.",
      "Images whose rule or field no vector shows are listed, with a command that adds such an"
          + " image; nothing is written into corpus/."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  an input failed; it is filed in crashes/",
      "  2  wrong usage, or a campaign is at work in the same place",
      "  3  a fuzzer could not be run"
    })
final class GrowCommand implements Callable<Integer> {
  @Mixin private CampaignOptions campaign = new CampaignOptions();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "More inputs; of a folder that has folders named like targets, each takes its own.")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "Leave the working corpus as it is, and put what is kept into a folder for each target"
              + " in here; what is there already is grown.")
  private Path into;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "" + CorpusGrowth.DEFAULT_TRIALS,
      description = "So often each input may be tried smaller. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;

  GrowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Places places = campaign.places();
    Consumer<String> progress = quiet ? text -> {} : console::progress;
    try {
      Corpus corpus = Corpus.open(places.corpus());
      List<Path> images = new ArrayList<>();
      int exit = Exit.DONE;
      for (Targets target : campaign.targets()) {
        CorpusGrowth.Result result = CorpusGrowth.of(target, places, options(), progress);
        console.line(
            "%-17s inputs: %d -> %d, bytes: %d -> %d"
                .formatted(
                    target.label(),
                    result.inputs(),
                    result.keptInputs(),
                    result.bytes(),
                    result.keptBytes()));
        if (result.tooLong() > 0) {
          console.line(
              "%s: %d inputs are longer than %d bytes, and are left out"
                  .formatted(target.label(), result.tooLong(), target.maxLength()));
        }
        result.findings().forEach(console::line);
        exit = Exit.worst(exit, result.findings().isEmpty() ? Exit.DONE : Exit.FINDINGS);
        if (takesImages(target)) {
          images.addAll(result.kept());
        }
      }
      for (Proposal proposal : Proposals.of(corpus, images)) {
        console.line(line(proposal));
      }
      return exit;
    } catch (CorpusException e) {
      throw new CommandException(e.getMessage());
    } catch (IOException e) {
      throw CommandException.of(e);
    }
  }

  private CorpusGrowth.Options options() throws CommandException {
    if (trials < 0) {
      throw new CommandException("--trials must not be negative");
    }
    for (Path folder : from) {
      if (!Files.isDirectory(folder)) {
        throw new CommandException(folder + " is not a folder");
      }
    }
    Path target = into == null ? null : into.toAbsolutePath();
    return new CorpusGrowth.Options(
        from.stream().map(Path::toAbsolutePath).toList(), target, trials);
  }

  private static boolean takesImages(Targets target) {
    return target.seedFolders().stream()
        .anyMatch(folder -> folder.startsWith("native/") || folder.startsWith("erofs/"));
  }

  private static String line(Proposal proposal) {
    String how =
        proposal.isShort()
            ? "fuzz/takecover " + proposal.command()
            : "%d edits lead there from %s".formatted(proposal.edits().size(), proposal.parent());
    String file = Escape.of(proposal.file().toString());
    return "new: %s: %s, %s: %s".formatted(proposal.name(), proposal.judgement(), file, how);
  }
}
