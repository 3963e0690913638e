package io.takecover.fuzz.cli;

import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusAdd;
import io.takecover.fuzz.corpus.CorpusCheck;
import io.takecover.fuzz.corpus.CorpusException;
import io.takecover.fuzz.corpus.CorpusRebase;
import io.takecover.fuzz.corpus.ImageMaker;
import io.takecover.fuzz.corpus.TestVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look after the images in corpus/ and the verdicts in its vectors.json.")
final class CorpusCommand {
  /** The command with all that it can do. */
  static CommandLine line(Console console) {
    return new CommandLine(new CorpusCommand())
        .addSubcommand(new AddCommand(console))
        .addSubcommand(new CheckCommand(console))
        .addSubcommand(new RebaseCommand(console))
        .addSubcommand(new MakeCommand(console))
        .addSubcommand(new GrowCommand(console))
        .addSubcommand(new StatsCommand(console))
        .addSubcommand(new ExportCommand(console));
  }

  /** What every one of them does first. */
  abstract static class OnCorpus implements Callable<Integer> {
    @Option(
        names = "--corpus",
        paramLabel = "DIR",
        defaultValue = "corpus",
        description = "The folder that holds vectors.json; default: ${DEFAULT-VALUE}.")
    private Path folder;

    final Console console;

    OnCorpus(Console console) {
      this.console = console;
    }

    @Override
    public final Integer call() throws IOException, CommandException {
      try {
        return call(Corpus.open(folder));
      } catch (CorpusException e) {
        throw new CommandException(e.getMessage());
      }
    }

    abstract int call(Corpus corpus) throws IOException, CorpusException, CommandException;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Add a malformed image: an accepted one and an edit that makes it wrong.")
  static final class AddCommand extends OnCorpus {
    @Option(
        names = "--parent",
        required = true,
        paramLabel = "ID",
        description = "The accepted image to start from, as native/valid/one-file.")
    private String parent;

    @Option(
        names = "--edit",
        required = true,
        paramLabel = "EDIT",
        description = "As in takecover inject; several are applied in the order given.")
    private List<String> edits;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Names the defect, as dirent-name-with-slash.")
    private String name;

    @Option(
        names = "--note",
        required = true,
        paramLabel = "TEXT",
        description = "What is wrong, in one line.")
    private String note;

    @Option(
        names = "--claims",
        split = ",",
        paramLabel = "ID",
        description = "Claims of the harness that this image once broke.")
    private List<String> claims = new ArrayList<>();

    @Option(
        names = "--noncanonical",
        description = "The image is to be accepted, but not canonical; it goes to valid/.")
    private boolean noncanonical;

    AddCommand(Console console) {
      super(console);
    }

    @Override
    int call(Corpus corpus) throws IOException, CorpusException {
      CorpusAdd.Addition addition =
          new CorpusAdd.Addition(parent, edits, name, note, claims, noncanonical);
      for (TestVector added : CorpusAdd.add(corpus, addition)) {
        console.line(added.id() + ": " + added.verdict());
      }
      return Exit.DONE;
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Make and judge every image again, and compare; one line for each problem.")
  static final class CheckCommand extends OnCorpus {
    CheckCommand(Console console) {
      super(console);
    }

    @Override
    int call(Corpus corpus) throws IOException {
      List<String> problems = CorpusCheck.problems(corpus);
      problems.forEach(console::line);
      return problems.isEmpty() ? Exit.DONE : Exit.FINDINGS;
    }
  }

  @Command(
      name = "rebase",
      mixinStandardHelpOptions = true,
      description = "Make and judge every image again, and write down what differs, for review.")
  static final class RebaseCommand extends OnCorpus {
    RebaseCommand(Console console) {
      super(console);
    }

    @Override
    int call(Corpus corpus) throws IOException, CorpusException {
      CorpusRebase.rebase(corpus).forEach(console::line);
      return Exit.DONE;
    }
  }

  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description = "Make one image again, from its recipe or from its parent and edits.")
  static final class MakeCommand extends OnCorpus {
    @Parameters(index = "0", paramLabel = "ID", description = "As native/valid/one-file.")
    private String id;

    @Option(
        names = {"-o", "--output"},
        required = true,
        paramLabel = "OUT",
        description = "A file, or - for standard output.")
    private String out;

    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    MakeCommand(Console console) {
      super(console);
    }

    @Override
    int call(Corpus corpus) throws IOException, CorpusException, CommandException {
      NewFile file = out.equals("-") ? null : NewFile.at(out, force);
      byte[] image = new ImageMaker(corpus.byId()).make(id);
      if (file == null) {
        console.bytesOut().write(image);
      } else {
        file.write(image);
      }
      return Exit.DONE;
    }
  }
}
