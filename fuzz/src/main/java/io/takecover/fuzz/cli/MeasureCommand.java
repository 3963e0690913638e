package io.takecover.fuzz.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takecover.fuzz.bench.Evidence;
import io.takecover.fuzz.campaign.Places;
import io.takecover.fuzz.corpus.Corpus;
import io.takecover.fuzz.corpus.CorpusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that measures and keeps what it measured as evidence for the report. */
abstract class MeasureCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Keep the results here, and replace what is there. Default: print them.")
  private Path out;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Console console;
  private final String command;

  /**
   * @param command what makes the evidence again, without its {@code --out}
   */
  MeasureCommand(Console console, String command) {
    this.console = console;
    this.command = command;
  }

  /** An object with {@code measurements}. */
  abstract ObjectNode measure(Corpus corpus)
      throws CommandException, IOException, InterruptedException;

  /** What makes the evidence again, without its {@code --out}. */
  String command() {
    return command;
  }

  /** The file that results are kept in; null where they are printed. */
  final Path out() {
    return out;
  }

  /** Keeps what is there so far, where it is to be kept at all. */
  final void keep(ObjectNode data) throws IOException {
    if (out != null) {
      Evidence.now(VersionText.line(), command(), data).write(out);
    }
  }

  void progress(String text) {
    if (!quiet) {
      console.progress(text);
    }
  }

  @Override
  public final Integer call() throws CommandException, IOException, InterruptedException {
    ObjectNode data;
    try {
      data = measure(Corpus.open(Places.around(Path.of("")).corpus()));
    } catch (CorpusException e) {
      throw new CommandException(e.getMessage());
    }
    Evidence evidence = Evidence.now(VersionText.line(), command(), data);
    if (out == null) {
      console.line(new ObjectMapper().writeValueAsString(evidence));
    } else {
      try {
        evidence.write(out);
      } catch (IOException e) {
        throw CommandException.of(e);
      }
      console.line(out + ": " + data.path("measurements").size() + " measurements");
    }
    return Exit.DONE;
  }
}
