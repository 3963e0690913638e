package io.takecover.fuzz.cli;

import io.takecover.dump.Escape;
import io.takecover.fuzz.campaign.Merge;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.Proposal;
import io.takecover.fuzz.corpus.Proposals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Make small what fuzzing has gathered in .takecover/, and propose images for corpus/.",
      "Of each target few inputs are kept that cover what all of them cover. Those whose rule or"
          + " field no vector shows are listed, with a command that adds such an image; nothing is"
          + " written into corpus/."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  an input failed; it is filed in crashes/",
      "  2  wrong usage, or a campaign is at work in the same place",
      "  3  a fuzzer could not be run"
    })
final class MergeCommand implements Callable<Integer> {
  @Mixin private CampaignOptions campaign = new CampaignOptions();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;

  MergeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Places places = campaign.places();
    Consumer<String> progress = quiet ? text -> {} : console::progress;
    try {
      Corpus corpus = Corpus.open(places.corpus());
      List<Merge.Result> results = Merge.run(campaign.targets(), places, progress);
      List<Path> images = new ArrayList<>();
      int exit = Exit.DONE;
      for (Merge.Result result : results) {
        console.line(
            "%-17s inputs: %d -> %d"
                .formatted(result.target().label(), result.before(), result.kept().size()));
        result.findings().forEach(console::line);
        exit = Exit.worst(exit, result.findings().isEmpty() ? Exit.DONE : Exit.FINDINGS);
        if (result.target().usesDictionary()) {
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
      throw new CommandException(e.getMessage() == null ? e.toString() : e.getMessage());
    }
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
