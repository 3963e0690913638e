package io.takecover.fuzz.cli;

import io.takecover.fuzz.corpus.CorpusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What every command on crashes has: where they are, and how trouble with files is told. */
abstract class CrashWork implements Callable<Integer> {
  @Mixin final CrashOptions options = new CrashOptions();

  final Console console;

  CrashWork(Console console) {
    this.console = console;
  }

  @Override
  public final Integer call() throws CommandException, InterruptedException {
    try {
      return work();
    } catch (CorpusException e) {
      throw new CommandException(e.getMessage());
    } catch (UncheckedIOException e) {
      throw new CommandException(sentence(e.getCause()));
    } catch (IOException e) {
      throw new CommandException(sentence(e));
    }
  }

  /** Does it, and gives the exit code. */
  abstract int work() throws CommandException, IOException, InterruptedException, CorpusException;

  private static String sentence(IOException trouble) {
    boolean isPath = trouble instanceof FileSystemException;
    return isPath || trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
  }
}
